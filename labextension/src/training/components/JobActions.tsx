import { deleteIcon, refreshIcon, stopIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, HeadActions, PointActions } from '../../core/components';
import { useModelArts } from '../../core/context';
import { deleteJob, restoreJob, runAgain, stopJob } from '../actions';
import { isLive } from '../state';
import { TRAINING_JOB } from '../tokens';
import type { TrainingJobBody } from '../types';

export interface IJobActionsProps {
  job: TrainingJobBody;
  refresh: () => void;
  close: () => void;
}

export function JobActions({ job, refresh, close }: IJobActionsProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  return (
    <HeadActions
      isDeleted={job.metadata.delete_time !== null}
      restore={() => void restoreJob(context, job).then(refresh)}
    >
      <PointActions point={TRAINING_JOB} resource={job} />
      {isLive(job) && (
        <ActionButton
          icon={stopIcon}
          label={job.status.stopping ? trans.__('Stopping') : trans.__('Stop')}
          busy={job.status.stopping}
          onClick={() => void stopJob(context, job).then(refresh)}
        />
      )}
      <ActionButton
        icon={refreshIcon}
        label={trans.__('Run again…')}
        onClick={() => void runAgain(context, job)}
      />
      {!isLive(job) && (
        <ActionButton
          icon={deleteIcon}
          label={trans.__('Delete')}
          onClick={() => void deleteJob(context, job, close)}
        />
      )}
    </HeadActions>
  );
}
