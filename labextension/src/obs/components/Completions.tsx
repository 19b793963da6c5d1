import type { JSX } from 'react';

import { useFolder } from '../useFolder';

export interface ICompletionsProps {
  folder: string;
  withFiles: boolean;
}

/** What lies in the folder that is being typed, for the browser's own list under a field. */
export function Completions({ folder, withFiles }: ICompletionsProps): JSX.Element {
  const entries = useFolder(folder, withFiles);
  return (
    <>
      {entries.items.map(entry => (
        <option key={entry.place} value={entry.place} />
      ))}
    </>
  );
}
