import type { JSX } from 'react';

import { ActionButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat, useSignalValue } from '../../core/hooks';
import type { FolderTasks } from '../tasks/FolderTasks';
import { TaskList } from '../tasks/TaskList';
import type { UploadQueue } from '../uploads/UploadQueue';
import type { BrowserState } from './BrowserState';
import { StoreTroubles } from './StoreTroubles';
import { UploadList } from './UploadList';

export interface IBrowserFootProps {
  state: BrowserState;
  queue: UploadQueue;
  tasks: FolderTasks;
}

export function BrowserFoot(props: IBrowserFootProps): JSX.Element {
  const { state, queue, tasks } = props;
  return (
    <>
      <FolderWords state={state} />
      <StoreTroubles state={state} />
      <TaskList tasks={tasks} />
      <UploadList queue={queue} />
    </>
  );
}

/** Why the list is empty, or that it is only a part. */
function FolderWords({ state }: { state: BrowserState }): JSX.Element | null {
  const trans = useTrans();
  const format = useFormat();
  const view = useSignalValue(state.changed, () => state.view);
  if (!view) {
    return null;
  }
  if (view.count === 0) {
    return (
      <p className="jp-ma-obs-words">
        {view.prefix
          ? trans.__('Nothing here begins with “%1”.', view.prefix)
          : trans.__('Nothing is in here. Drop files here to upload them.')}
      </p>
    );
  }
  if (!view.hasMore) {
    return null;
  }
  return (
    <div className="jp-ma-obs-words" role="status">
      <p>
        {trans.__(
          'These are the first %1. There are more: type above how a name begins.',
          format.number(view.count)
        )}
      </p>
      {view.canLoadMore && (
        <ActionButton
          label={trans.__('Load more')}
          onClick={() => void state.loadMore()}
        />
      )}
    </div>
  );
}
