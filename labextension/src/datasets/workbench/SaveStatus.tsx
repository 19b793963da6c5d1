import { checkIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { warningIcon } from '../../core/icons';
import type { SaveQueue } from './saving';

/** Whether all labels are saved; otherwise how many are not, and what can be done. */
export function SaveStatus({ queue }: { queue: SaveQueue }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { saving, failed, conflicts } = queue.unsaved;
  const isSaved = saving + failed + conflicts === 0;
  return (
    <span className="jp-ma-save-status" role="status">
      {isSaved && (
        <span className="jp-ma-quiet jp-ma-save-part">
          <checkIcon.react tag="span" aria-hidden />
          {trans.__('All saved')}
        </span>
      )}
      {saving > 0 && (
        <span className="jp-ma-save-part">
          <span className="jp-ma-spinner" aria-hidden />
          {trans.__('Saving %1…', format.count(saving))}
        </span>
      )}
      {failed > 0 && (
        <span className="jp-ma-save-part">
          <warningIcon.react tag="span" aria-hidden />
          {trans._n('%1 image unsaved', '%1 images unsaved', failed)}
          <button className="jp-ma-link" type="button" onClick={() => queue.retry()}>
            {trans.__('Try again')}
          </button>
          <button className="jp-ma-link" type="button" onClick={() => queue.discard()}>
            {trans.__('Discard')}
          </button>
        </span>
      )}
      {conflicts > 0 && (
        <span className="jp-ma-save-part">
          <warningIcon.react tag="span" aria-hidden />
          {trans._n(
            '%1 image changed meanwhile',
            '%1 images changed meanwhile',
            conflicts
          )}
          <button
            className="jp-ma-link"
            type="button"
            onClick={() => queue.keepTheirs()}
          >
            {trans.__('Keep theirs')}
          </button>
          <button
            className="jp-ma-link"
            type="button"
            onClick={() => queue.applyMine()}
          >
            {trans.__('Apply mine')}
          </button>
        </span>
      )}
    </span>
  );
}
