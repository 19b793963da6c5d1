import type { JSX } from 'react';

import { useTrans } from '../../core/context';
import type { Note } from '../types';
import { noteWords } from '../words';

export interface INoteListProps {
  notes: readonly Note[];
  onShow: (cell: number) => void;
}

/** What is not in the script as it is in the notebook, by cell. */
export function NoteList({ notes, onShow }: INoteListProps): JSX.Element {
  const trans = useTrans();
  return (
    <ul className="jp-ma-convert-notes">
      {notes.map(note => (
        <li key={`${note.cell} ${note.message}`}>
          <button
            type="button"
            className="jp-ma-link"
            title={trans.__('Show the cell')}
            onClick={() => onShow(note.cell)}
          >
            {trans.__('Cell %1', note.cell + 1)}
          </button>
          <span>{noteWords(note, trans)}</span>
        </li>
      ))}
    </ul>
  );
}
