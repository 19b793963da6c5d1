import { closeIcon, runIcon, stopIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { useSignalValue } from '../../core/hooks';
import type { FolderTaskBody } from '../types';
import type { FolderTasks } from './FolderTasks';
import { titleOf, wordsOf } from './words';

/** Work on folders, each with how far it is and the way out. */
export function TaskList({ tasks }: { tasks: FolderTasks }): JSX.Element | null {
  const trans = useTrans();
  const items = useSignalValue(tasks.changed, () => tasks.items);
  if (items.length === 0) {
    return null;
  }
  return (
    <section className="jp-ma-uploads" aria-label={trans.__('Work on folders')}>
      <ul>
        {items.map(task => (
          <TaskRow key={task.task_id} task={task} tasks={tasks} />
        ))}
      </ul>
    </section>
  );
}

interface ITaskRowProps {
  task: FolderTaskBody;
  tasks: FolderTasks;
}

function TaskRow({ task, tasks }: ITaskRowProps): JSX.Element {
  const trans = useTrans();
  const title = titleOf(task, trans);
  const { task_id: id, state, total } = task;
  return (
    <li className="jp-ma-upload" data-stage={state}>
      <span
        className="jp-ma-upload-name"
        title={[task.source, task.target].filter(Boolean).join(' → ')}
      >
        {title}
      </span>
      <span className="jp-ma-upload-words">{wordsOf(task, trans)}</span>
      <span className="jp-ma-upload-buttons">
        {state === 'running' ? (
          <ActionButton
            iconOnly
            icon={stopIcon}
            label={trans.__('Stop: what is done stays done')}
            onClick={() => void tasks.stop(id)}
          />
        ) : (
          <>
            <ActionButton
              iconOnly
              icon={runIcon}
              label={trans.__('Go on')}
              onClick={() => void tasks.resume(id)}
            />
            <ActionButton
              iconOnly
              icon={closeIcon}
              label={trans.__('Show this no more')}
              onClick={() => void tasks.forget(id)}
            />
          </>
        )}
      </span>
      <progress
        aria-label={title}
        max={total ?? 1}
        value={total === null ? undefined : task.done}
      />
    </li>
  );
}
