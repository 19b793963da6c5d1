import { type JSX, useState } from 'react';

import {
  CreateButton,
  EmptyList,
  EmptyState,
  ListFilters,
  ListPage,
  StateSelect
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { serviceIcon } from '../../core/icons';
import { ALL_STATES, type IListFilter, TRASH } from '../../core/listFilter';
import type { IServiceQuery } from '../client';
import { ServiceTable, useServices } from './ServiceTable';

const NO_FILTER: IListFilter = { name: '', state: ALL_STATES };

/** All services, newest first. */
export default function ServicesPage(): JSX.Element {
  const { pages, trans } = useModelArts();
  const [filter, setFilter] = useState(NO_FILTER);
  const services = useServices(queryOf(filter));
  const deploy = (): void => void pages.open('deploy');
  return (
    <ListPage
      title={trans.__('Services')}
      icon={serviceIcon}
      count={services.data?.total_count ?? null}
      createLabel={trans.__('Deploy a model')}
      create={deploy}
    >
      <Filters filter={filter} onChange={setFilter} />
      <ServiceTable
        services={services}
        scrollKey="services"
        empty={
          <NoServices
            filter={filter}
            deploy={deploy}
            showAll={() => setFilter(NO_FILTER)}
          />
        }
      />
    </ListPage>
  );
}

function queryOf({ name, state }: IListFilter): IServiceQuery {
  const hasState = state !== ALL_STATES && state !== TRASH;
  return {
    service_name: name.trim(),
    status: hasState ? state : '',
    deleted: state === TRASH
  };
}

interface IFiltersProps {
  filter: IListFilter;
  onChange: (filter: IListFilter) => void;
}

function Filters({ filter, onChange }: IFiltersProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <ListFilters name={filter.name} onName={name => onChange({ ...filter, name })}>
      <StateSelect
        state={filter.state}
        onChange={state => onChange({ ...filter, state })}
        words={{
          running: trans.__('Running'),
          deploying: trans.__('Deploying'),
          concerning: trans.__('In trouble'),
          failed: trans.__('Failed'),
          stopped: trans.__('Stopped')
        }}
      />
    </ListFilters>
  );
}

interface INoServicesProps {
  filter: IListFilter;
  deploy: () => void;
  showAll: () => void;
}

function NoServices({ filter, deploy, showAll }: INoServicesProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <EmptyList
      icon={serviceIcon}
      filter={filter}
      trashSentence={trans.__('Deleted services stay here for 30 days.')}
      noneFits={trans.__('No service fits')}
      showAllLabel={trans.__('Show all services')}
      showAll={showAll}
    >
      <EmptyState
        icon={serviceIcon}
        title={trans.__('No services yet')}
        sentence={trans.__(
          'A service has a model answer at an address of this computer, for this page and for programs. You need a model: import one from a training job.'
        )}
      >
        <CreateButton label={trans.__('Deploy a model')} onClick={deploy} />
      </EmptyState>
    </EmptyList>
  );
}
