import { deleteIcon, refreshIcon, stopIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { serverWords } from '../../compute/sentences';
import {
  ActionButton,
  ListRow,
  RelativeTime,
  RowActions,
  StatePill
} from '../../core/components';
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
  const words = serverWords(lastWords(job), trans) || stepWords(job, trans);
  const engine = algorithm.engine;
  return (
    <ListRow
      className="jp-ma-job-row"
      data-modelarts-job={metadata.id}
      data-modelarts-live={isLive(job)}
      data-modelarts-state={status.state}
      data-modelarts-deleted={metadata.delete_time !== null}
      aria-label={jobTitle(job)}
      name={metadata.name}
      aside={metadata.version}
      words={words}
      description={metadata.description}
      open={() => void pages.open('training-job', { id: metadata.id })}
    >
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
      <JobButtons job={job} onChange={onChange} />
    </ListRow>
  );
}

function JobButtons({ job, onChange }: IJobRowProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  return (
    <RowActions
      isDeleted={job.metadata.delete_time !== null}
      restore={() => void restoreJob(context, job).then(onChange)}
    >
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
    </RowActions>
  );
}
