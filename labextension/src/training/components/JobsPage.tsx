import { type JSX, useState } from 'react';

import {
  CreateButton,
  EmptyList,
  EmptyState,
  ListPage,
  PagedList
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { usePagedResource } from '../../core/hooks';
import { jobIcon } from '../../core/icons';
import { TrainingClient } from '../client';
import { filtersOf, type IJobFilter, NO_FILTER } from '../filter';
import type { TrainingJobBody } from '../types';
import { JobFilters } from './JobFilters';
import { JobRow } from './JobRow';

const PAGE = 50;

/** All training jobs, newest first. */
export default function JobsPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
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
    <ListPage
      title={trans.__('Training jobs')}
      icon={jobIcon}
      count={jobs.total}
      createLabel={trans.__('New training job')}
      create={create}
    >
      <JobFilters filter={filter} onChange={setFilter} />
      <PagedList
        list={jobs}
        failure={trans.__('The training jobs could not be read.')}
        empty={
          <NoJobs
            filter={filter}
            create={create}
            showAll={() => setFilter(NO_FILTER)}
          />
        }
        headClass="jp-ma-job-head"
        columns={[
          trans.__('Name'),
          trans.__('State'),
          trans.__('Data'),
          trans.__('Engine'),
          trans.__('Main metric'),
          trans.__('Duration'),
          trans.__('Created')
        ]}
        label={trans.__('Training jobs')}
        keyOf={job => job.metadata.id}
        render={job => <JobRow job={job} onChange={jobs.refresh} />}
        rowHeight={53}
        scrollKey="training-jobs"
      />
    </ListPage>
  );
}

interface INoJobsProps {
  filter: IJobFilter;
  create: () => void;
  showAll: () => void;
}

function NoJobs({ filter, create, showAll }: INoJobsProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <EmptyList
      icon={jobIcon}
      filter={filter}
      trashSentence={trans.__('Deleted jobs stay here for 30 days.')}
      noneFits={trans.__('No job fits')}
      showAllLabel={trans.__('Show all jobs')}
      showAll={showAll}
    >
      <EmptyState
        icon={jobIcon}
        title={trans.__('No training jobs yet')}
        sentence={trans.__(
          'A job runs your script on a dataset version or a folder, and keeps its log, metrics and outputs. You need a script: right-click one in the file browser, or begin here.'
        )}
      >
        <CreateButton label={trans.__('New training job')} onClick={create} />
      </EmptyState>
    </EmptyList>
  );
}
