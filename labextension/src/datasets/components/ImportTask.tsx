import type { JSX } from 'react';

import {
  CopyButton,
  ProgressBar,
  RelativeTime,
  StatePill
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { stopImport } from '../actions';
import { isTaskLive, taskShare, taskState } from '../state';
import type { ImportTaskBody, Skipped } from '../types';

/** One import: what it read, how it stands or ended, and what it left out. */
export function ImportTask({ task }: { task: ImportTaskBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  return (
    <article className="jp-ma-task" aria-label={task.import_path}>
      <div className="jp-ma-task-head">
        <StatePill state={taskState(task)} />
        <span className="jp-ma-mono">{task.import_path}</span>
        <span className="jp-ma-quiet">
          <RelativeTime at={task.create_time} />
        </span>
        {!isTaskLive(task) && task.elapsed_time > 0 && (
          <span className="jp-ma-quiet">
            {trans.__('took %1', format.duration(task.elapsed_time * 1000))}
          </span>
        )}
      </div>
      {isTaskLive(task) ? <Progress task={task} /> : <Result task={task} />}
    </article>
  );
}

function Progress({ task }: { task: ImportTaskBody }): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const format = useFormat();
  const label =
    task.total_sample_count > 0
      ? trans.__(
          '%1 of %2 images',
          format.count(task.finished_sample_count),
          format.count(task.total_sample_count)
        )
      : trans.__('Looking for images');
  return (
    <ProgressBar
      label={label}
      share={taskShare(task)}
      onCancel={() => void stopImport(context, task)}
      cancelLabel={trans.__('Cancel')}
    />
  );
}

function Result({ task }: { task: ImportTaskBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const seen =
    task.imported_sample_count + task.existing_sample_count + task.skipped_sample_count;
  const counts = [
    trans.__('%1 imported', format.count(task.imported_sample_count)),
    trans.__('%1 with labels', format.count(task.annotated_sample_count)),
    trans.__('%1 there already', format.count(task.existing_sample_count))
  ];
  return (
    <>
      {task.error_msg && <p className="jp-ma-field-error">{task.error_msg}</p>}
      {(seen > 0 || !task.error_msg) && (
        <p>{seen > 0 ? counts.join(' · ') : trans.__('No images were found there.')}</p>
      )}
      {task.skipped_sample_count > 0 && <SkippedList task={task} />}
    </>
  );
}

function SkippedList({ task }: { task: ImportTaskBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { skipped, skipped_sample_count: count } = task;
  return (
    <details className="jp-ma-skipped">
      <summary>{trans.__('%1 skipped: which, and why', format.count(count))}</summary>
      {count > skipped.length && (
        <p className="jp-ma-quiet">
          {trans.__('The first %1 are named.', format.count(skipped.length))}
        </p>
      )}
      <ul tabIndex={0} aria-label={trans.__('Skipped')}>
        {skipped.map((one, at) => (
          <li key={at}>
            <span className="jp-ma-mono">{one.name}</span>
            <span className="jp-ma-quiet">{one.reason}</span>
          </li>
        ))}
      </ul>
      <CopyButton
        label={trans.__('Copy the names and reasons')}
        getText={() => asTable(skipped)}
      />
    </details>
  );
}

/** Tab-separated, as a spreadsheet takes it. */
function asTable(skipped: readonly Skipped[]): string {
  return skipped.map(({ name, reason }) => `${name}\t${reason}\n`).join('');
}
