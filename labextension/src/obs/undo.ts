import { Notification } from '@jupyterlab/apputils';

import { sayError } from '../core/components/notice';
import type { IModelArtsContext } from '../core/tokens';
import type { ITrashed, ObsDrive } from './drive/ObsDrive';
import { nameOfLocal } from './drivePaths';

const GATHER_MS = 400;
/** A folder may take long: what was deleted before it does not wait for its end. */
const PATIENCE_MS = 5_000;
const SHOWN_MS = 12_000;

/** After a deletion, one notice that takes all of it back. */
export function offerUndo(drive: ObsDrive, { trans }: IModelArtsContext): void {
  let gathered: ITrashed[] = [];
  let timer = 0;
  let since = 0;
  const offer = (): void => {
    if (drive.isTrashing && Date.now() - since < PATIENCE_MS) {
      timer = window.setTimeout(offer, GATHER_MS);
      return;
    }
    const deleted = gathered;
    gathered = [];
    const sentence =
      deleted.length === 1
        ? trans.__('%1 is in the trash of its bucket.', nameOfLocal(deleted[0].local))
        : trans._n(
            '%1 thing is in the trash of its bucket.',
            '%1 things are in the trash of their bucket.',
            deleted.length
          );
    Notification.info(sentence, {
      autoClose: SHOWN_MS,
      actions: [{ label: trans.__('Undo'), callback: () => void undo(deleted) }]
    });
  };
  const undo = async (deleted: ITrashed[]): Promise<void> => {
    try {
      for (const { bucket, trashId, local } of deleted) {
        await drive.restore(bucket, trashId, local);
      }
    } catch (error) {
      sayError(error, trans);
    }
  };
  drive.trashed.connect((_, one) => {
    since = gathered.length > 0 ? since : Date.now();
    gathered.push(one);
    window.clearTimeout(timer);
    timer = window.setTimeout(offer, GATHER_MS);
  });
}
