import type { TranslationBundle } from '@jupyterlab/translation';

import { lastName } from '../places';
import type { FolderTaskBody } from '../types';

/** What is done to which folder. */
export function titleOf(task: FolderTaskBody, trans: TranslationBundle): string {
  const name = lastName(task.source);
  switch (task.action) {
    case 'copy':
      return trans.__('Copying %1', name);
    case 'move':
      return trans.__('Moving %1', name);
    case 'delete':
      return trans.__('Moving %1 to the trash', name);
    case 'restore':
      return trans.__('Restoring from the trash of %1', name);
    case 'forget':
      return trans.__('Deleting from the trash of %1', name);
  }
}

/** How far it is, or how it ended. */
export function wordsOf(task: FolderTaskBody, trans: TranslationBundle): string {
  if (task.state !== 'running') {
    return endOf(task, trans);
  }
  return task.total === null
    ? trans.__('Counting the objects')
    : trans.__('%1 of %2 objects', grouped(task.done), grouped(task.total));
}

/** Why it is not done, and where its objects are. */
export function endOf(task: FolderTaskBody, trans: TranslationBundle): string {
  const { done, total, reason } = task;
  const far =
    total === null
      ? trans.__('Nothing was changed.')
      : trans.__(
          '%1 of %2 objects are done, the others are as they were.',
          done,
          total
        );
  return task.state === 'stopped'
    ? `${trans.__('Stopped.')} ${far}`
    : `${reason} ${far}`;
}

function grouped(count: number): string {
  return count.toLocaleString();
}
