import type { TranslationBundle } from '@jupyterlab/translation';

import type { Note } from './types';

/** What a note says, in the user's language; the server's words where we have none. */
export function noteWords(note: Note, trans: TranslationBundle): string {
  switch (note.kind) {
    case 'install':
      return trans.__(
        '%1 is left out: in a job, only pip install installs packages.',
        note.detail
      );
    case 'install_part':
      return trans.__('Only the installation itself is kept of %1.', note.detail);
    case 'install_value':
      return trans.__(
        "Nothing is installed, for what %1 names is known only in the notebook: write the package's name there.",
        note.detail
      );
    case 'install_unsafe':
      return trans.__(
        'Nothing is installed, for %1 holds more than packages and options that are known: give it a line of its own.',
        note.detail
      );
    case 'variable':
      return trans.__(
        'In the script, $ names variables of the shell, not of Python: %1.',
        note.detail
      );
    case 'command':
      return trans.__(
        'The shell command %1 cannot be put into Python, and is left out.',
        note.detail
      );
    case 'magic':
      return trans.__('%1 is left out.', note.detail);
    case 'cell_magic':
      return trans.__(
        '%1 and what it does are left out: the cell is kept as comments.',
        note.detail
      );
    case 'unset':
      return trans.__('Nothing is put into %1: what was is left out.', note.detail);
    case 'shorthand':
      return trans.__(
        '%1 at the start of a line is a shorthand of notebooks: the line is left out.',
        note.detail
      );
    case 'ipython':
      return trans.__(
        'get_ipython() is there only in a notebook: the line is left out.'
      );
    case 'await':
      return trans.__(
        "What awaits outside of a function runs in an event loop of the cell's own."
      );
    case 'syntax':
      return trans.__(
        'The cell is kept as comments, for it does not parse: %1.',
        note.detail
      );
    case 'outside':
      return trans.__(
        'The cell is kept as comments, for it awaits outside of a function: %1.',
        note.detail
      );
    case 'depth':
      return trans.__(
        'The cell is kept as comments, for it is nested too deeply to be read.'
      );
    case 'length':
      return trans.__('The cell is kept as comments, for it is longer than 1 MiB.');
    case 'run':
      return trans.__(
        '%1 runs in a process of its own: what it defines is not there afterwards.',
        note.detail
      );
    case 'parameter':
      return trans.__(
        '%1 stays as it is: only a number, text, True or False, or a list of one of these, given once, becomes an argument.',
        note.detail
      );
    default:
      return note.message;
  }
}
