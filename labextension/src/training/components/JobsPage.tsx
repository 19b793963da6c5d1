import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  Loading,
  Page,
  VirtualList
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { type IPagedResource, useFormat, usePagedResource } from '../../core/hooks';
import { jobIcon } from '../../core/icons';
import { TrainingClient } from '../client';
import { filtersOf, type IJobFilter, isFiltering, NO_FILTER } from '../filter';
import type { TrainingJobBody } from '../types';
import { JobFilters } from './JobFilters';
import { JobRow } from './JobRow';

const PAGE = 50;

/** All training jobs, newest first. */
export default function JobsPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const format = useFormat();
  const [filter, setFilter] = useState<IJobFilter>(NO_FILTER);
  const jobs = usePagedResource<TrainingJobBody>(
    async (marker, signal) => {
      const wanted = {
        filters: filtersOf(filter),
        latestOnly: filter.latestOnly,
        marker,
        limit: PAGE
      };
      const found = await new TrainingClient(rest).search(wanted, signal);
      return { items: found.items, nextMarker: found.next_marker, total: found.count };
    },
    [rest, filter],
    { topics: ['training'] }
  );
  const create = (): void => void pages.open('new-training-job');
  return (
    <Page
      fill
      title={trans.__('Training jobs')}
      icon={jobIcon}
      subtitle={
        jobs.total === null ? null : trans.__('%1 shown', format.count(jobs.total))
      }
      actions={
        <ActionButton
          look="accept"
          icon={addIcon}
          label={trans.__('New training job')}
          onClick={create}
        />
      }
    >
      <JobFilters filter={filter} onChange={setFilter} />
      <Jobs
        jobs={jobs}
        filter={filter}
        create={create}
        clear={() => setFilter(NO_FILTER)}
      />
    </Page>
  );
}

interface IJobsProps {
  jobs: IPagedResource<TrainingJobBody>;
  filter: IJobFilter;
  create: () => void;
  clear: () => void;
}

function Jobs({ jobs, filter, create, clear }: IJobsProps): JSX.Element {
  const trans = useTrans();
  if (jobs.error) {
    const title = trans.__('The training jobs could not be read.');
    return <ErrorNotice title={title} error={jobs.error} onRetry={jobs.refresh} />;
  }
  if (jobs.items.length === 0) {
    return jobs.loading ? (
      <Loading />
    ) : (
      <NoJobs filter={filter} create={create} clear={clear} />
    );
  }
  return (
    <div className="jp-ma-list">
      <div className="jp-ma-row jp-ma-row-head" aria-hidden="true">
        <span>{trans.__('Name')}</span>
        <span>{trans.__('State')}</span>
        <span>{trans.__('Data')}</span>
        <span>{trans.__('Engine')}</span>
        <span>{trans.__('Main metric')}</span>
        <span>{trans.__('Duration')}</span>
        <span>{trans.__('Created')}</span>
        <span />
      </div>
      <VirtualList
        label={trans.__('Training jobs')}
        items={jobs.items}
        keyOf={job => job.metadata.id}
        render={job => <JobRow job={job} onChange={jobs.refresh} />}
        rowHeight={53}
        onEnd={jobs.loadMore}
        scrollKey="training-jobs"
      />
    </div>
  );
}

function NoJobs({ filter, create, clear }: Omit<IJobsProps, 'jobs'>): JSX.Element {
  const trans = useTrans();
  if (filter.state === 'trash') {
    return (
      <EmptyState
        icon={jobIcon}
        title={trans.__('The trash is empty')}
        sentence={trans.__('Deleted jobs stay here for 30 days.')}
      />
    );
  }
  if (isFiltering(filter)) {
    return (
      <EmptyState
        icon={jobIcon}
        title={trans.__('No job fits')}
        sentence={trans.__('Search for another name, or show all states.')}
      >
        <ActionButton label={trans.__('Show all jobs')} onClick={clear} />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={jobIcon}
      title={trans.__('No training jobs yet')}
      sentence={trans.__(
        'A job runs your script on a dataset version or a folder, and keeps its log, metrics and outputs. You need a script: right-click one in the file browser, or begin here.'
      )}
    >
      <ActionButton
        look="accept"
        icon={addIcon}
        label={trans.__('New training job')}
        onClick={create}
      />
    </EmptyState>
  );
}
