import type { JSX } from 'react';

import { ProgressBar } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { stopImport } from '../actions';
import { DatasetsClient } from '../client';
import { isTaskLive, taskShare, urnOf, workOf, workWord } from '../state';
import type { DatasetBody } from '../types';

/** The import or synchronization that is under way, with its progress; nothing otherwise. */
export function Work({ dataset }: { dataset: DatasetBody }): JSX.Element | null {
  const work = workOf(dataset);
  if (!work || work === 'publishing' || !dataset.running_task_id) {
    return null;
  }
  return <ImportProgress dataset={dataset} taskId={dataset.running_task_id} />;
}

interface IImportProgressProps {
  dataset: DatasetBody;
  taskId: string;
}

function ImportProgress({ dataset, taskId }: IImportProgressProps): JSX.Element | null {
  const context = useModelArts();
  const { rest, trans } = context;
  const format = useFormat();
  const id = dataset.dataset_id;
  const { data: task } = useResource(
    signal => new DatasetsClient(rest).dataset(id).importTask(taskId, signal),
    [rest, id, taskId],
    { topics: ['datasets'], urn: urnOf(id) }
  );
  if (!task || !isTaskLive(task)) {
    return null;
  }
  const word = workWord(workOf(dataset) ?? 'importing', trans);
  const share = taskShare(task);
  const label =
    share === null
      ? word
      : trans.__(
          '%1: %2 of %3',
          word,
          format.count(task.finished_sample_count),
          format.count(task.total_sample_count)
        );
  return (
    <ProgressBar
      label={label}
      share={share}
      onCancel={() => void stopImport(context, task)}
      cancelLabel={trans.__('Cancel')}
    />
  );
}
