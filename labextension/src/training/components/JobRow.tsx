import { deleteIcon, refreshIcon, stopIcon, undoIcon } from '@jupyterlab/ui-components';
import type { JSX, KeyboardEvent } from 'react';

import { serverWords } from '../../compute/sentences';
import { ActionButton, RelativeTime, StatePill } from '../../core/components';
import { useModelArts } from '../../core/context';
import { deleteJob, restoreJob, runAgain, stopJob } from '../actions';
import { inputNames, isLive, jobTitle, lastWords } from '../state';
import type { TrainingJobBody } from '../types';
import { stepWords } from '../words';
import { Duration } from './Duration';
import { MainMetric } from './MainMetric';

export interface IJobRowProps {
  job: TrainingJobBody;
  onChange: () => void;
}

export function JobRow({ job, onChange }: IJobRowProps): JSX.Element {
  const { pages, trans } = useModelArts();
  const { metadata, algorithm, status } = job;
  const open = (): void => void pages.open('training-job', { id: metadata.id });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      open();
    }
  };
  const words = serverWords(lastWords(job), trans) || stepWords(job, trans);
  const engine = algorithm.engine;
  return (
    <div
      className="jp-ma-row jp-ma-job-row"
      data-modelarts-job={metadata.id}
      data-modelarts-live={isLive(job)}
      data-modelarts-state={status.state}
      data-modelarts-deleted={metadata.delete_time !== null}
      tabIndex={0}
      aria-label={jobTitle(job)}
      onDoubleClick={open}
      onKeyDown={onKeyDown}
    >
      <span className="jp-ma-job-name">
        <button className="jp-ma-link" onClick={open}>
          {metadata.name}
        </button>{' '}
        <span className="jp-ma-quiet">{metadata.version}</span>
        <span className="jp-ma-job-words jp-ma-quiet" title={words}>
          {words || metadata.description}
        </span>
      </span>
      <StatePill state={status.state} detail={words} />
      <span className="jp-ma-cell" title={inputNames(job).join(', ')}>
        {inputNames(job).join(', ') || '–'}
      </span>
      <span className="jp-ma-cell">
        {`${engine?.engine_name ?? ''} ${engine?.engine_version ?? ''}`}
      </span>
      <span className="jp-ma-cell">
        <MainMetric job={job} />
      </span>
      <span className="jp-ma-cell">
        <Duration job={job} />
      </span>
      <span className="jp-ma-cell jp-ma-quiet">
        <RelativeTime at={metadata.create_time} />
      </span>
      <RowActions job={job} onChange={onChange} />
    </div>
  );
}

function RowActions({ job, onChange }: IJobRowProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  if (job.metadata.delete_time !== null) {
    return (
      <span className="jp-ma-row-actions">
        <ActionButton
          iconOnly
          icon={undoIcon}
          label={trans.__('Restore')}
          onClick={() => void restoreJob(context, job).then(onChange)}
        />
      </span>
    );
  }
  return (
    <span className="jp-ma-row-actions">
      <ActionButton
        iconOnly
        icon={refreshIcon}
        label={trans.__('Run again…')}
        onClick={() => void runAgain(context, job)}
      />
      {isLive(job) ? (
        <ActionButton
          iconOnly
          icon={stopIcon}
          label={trans.__('Stop')}
          disabled={job.status.stopping}
          onClick={() => void stopJob(context, job).then(onChange)}
        />
      ) : (
        <ActionButton
          iconOnly
          icon={deleteIcon}
          label={trans.__('Delete')}
          onClick={() => void deleteJob(context, job, onChange)}
        />
      )}
    </span>
  );
}
