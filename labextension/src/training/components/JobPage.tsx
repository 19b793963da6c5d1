import type { JSX } from 'react';

import { useTicking } from '../../compute/useTicking';
import { ErrorNotice, Loading, Page, StatePill } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource, useTitle } from '../../core/hooks';
import { jobIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { uploadAgain } from '../actions';
import { TrainingClient } from '../client';
import { isLive, jobTitle, URN } from '../state';
import type { TrainingJobBody, TrainingVersionBody } from '../types';
import { stepWords } from '../words';
import { FailureCard } from './FailureCard';
import { JobActions } from './JobActions';
import { JobTabs } from './JobTabs';
import { Duration } from './Duration';
import { Versions } from './Versions';

export type JobArgs = { id: string; tab?: string };

/** Between two events: what it is at, as the stages of a stop. */
const STEP_MS = 1_500;

/** One version of a training job. */
export default function JobPage(props: IPageProps<JobArgs>): JSX.Element {
  const { rest, trans } = useModelArts();
  const { id } = props.args;
  const {
    data: job,
    error,
    refresh
  } = useResource(signal => new TrainingClient(rest).get(id, signal), [rest, id], {
    topics: ['training'],
    urn: URN + id
  });
  const isMoving = job !== null && isLive(job) && job.status.state !== 'running';
  useTicking(refresh, STEP_MS, isMoving || Boolean(job?.status.stopping));
  const title = job ? jobTitle(job) : '';
  useTitle(props, title);
  if (!job || job.metadata.id !== id) {
    return error ? (
      <ErrorNotice
        title={trans.__('The training job could not be read.')}
        error={error}
        onRetry={refresh}
      />
    ) : (
      <Loading />
    );
  }
  return <Job job={job} page={props} refresh={refresh} />;
}

interface IJobProps {
  job: TrainingJobBody;
  page: IPageProps<JobArgs>;
  refresh: () => void;
}

function Job({ job, page, refresh }: IJobProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const versions = useVersions(job);
  const { failure, state } = job.status;
  const select = (id: string): void => page.setArgs({ id });
  const words = stepWords(job, trans);
  return (
    <Page
      fill
      title={jobTitle(job)}
      icon={jobIcon}
      state={<StatePill state={state} detail={words} />}
      subtitle={
        <span className="jp-ma-job-subtitle">
          {words && <span className="jp-ma-job-step">{words}</span>}
          {job.status.start_time > 0 && <Duration job={job} />}
          <span>{job.metadata.description}</span>
        </span>
      }
      actions={<JobActions job={job} refresh={refresh} close={page.close} />}
    >
      <div className="jp-ma-job">
        {versions.length > 1 && (
          <Versions versions={versions} current={job.metadata.id} onSelect={select} />
        )}
        <div className="jp-ma-job-main">
          {failure && (
            <FailureCard
              failure={failure}
              showLog={() => page.setArgs({ tab: 'log' })}
              uploadAgain={() => void uploadAgain(context, job).then(refresh)}
            />
          )}
          <JobTabs
            job={job}
            versions={versions}
            selected={page.args.tab}
            onSelect={tab => page.setArgs({ tab })}
            onVersion={select}
          />
        </div>
      </div>
    </Page>
  );
}

const NONE: readonly TrainingVersionBody[] = [];

/** The versions of the job, read again when one of them begins or ends. */
function useVersions(job: TrainingJobBody): readonly TrainingVersionBody[] {
  const { rest } = useModelArts();
  const { id, name } = job.metadata;
  const { data } = useResource(
    async signal => (await new TrainingClient(rest).versions(id, signal)).versions,
    [rest, name],
    { topics: ['training'] }
  );
  return data ?? NONE;
}
