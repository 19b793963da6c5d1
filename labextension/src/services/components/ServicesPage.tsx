import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  Loading,
  Page,
  SearchField,
  Toolbar,
  VirtualList
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { type IResource, useFormat, useResource } from '../../core/hooks';
import { serviceIcon } from '../../core/icons';
import { type IServiceQuery, ServicesClient } from '../client';
import type { ServiceListBody } from '../types';
import { ServiceRow } from './ServiceRow';

const TRASH = 'trash';

interface IFilter {
  text: string;
  state: string;
}

const ALL: IFilter = { text: '', state: '' };

/** All services, newest first. */
export default function ServicesPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const format = useFormat();
  const [filter, setFilter] = useState(ALL);
  const services = useResource(
    signal => new ServicesClient(rest).list(queryOf(filter), signal),
    [rest, filter],
    { topics: ['services'] }
  );
  const deploy = (): void => void pages.open('deploy');
  const count = services.data?.total_count;
  return (
    <Page
      fill
      title={trans.__('Services')}
      icon={serviceIcon}
      subtitle={count === undefined ? null : trans.__('%1 shown', format.count(count))}
      actions={
        <ActionButton
          look="accept"
          icon={addIcon}
          label={trans.__('Deploy a model')}
          onClick={deploy}
        />
      }
    >
      <Filters filter={filter} onChange={setFilter} />
      <Services
        services={services}
        filter={filter}
        deploy={deploy}
        clear={() => setFilter(ALL)}
      />
    </Page>
  );
}

function queryOf({ text, state }: IFilter): IServiceQuery {
  const deleted = state === TRASH;
  return { service_name: text, status: deleted ? '' : state, deleted };
}

interface IFiltersProps {
  filter: IFilter;
  onChange: (filter: IFilter) => void;
}

function Filters({ filter, onChange }: IFiltersProps): JSX.Element {
  const trans = useTrans();
  return (
    <Toolbar label={trans.__('Search and filter')}>
      <SearchField
        label={trans.__('Search by name')}
        value={filter.text}
        onChange={text => onChange({ ...filter, text })}
      />
      <select
        className="jp-ma-input"
        aria-label={trans.__('State')}
        value={filter.state}
        onChange={event => onChange({ ...filter, state: event.target.value })}
      >
        <option value="">{trans.__('All states')}</option>
        <option value="running">{trans.__('Running')}</option>
        <option value="deploying">{trans.__('Deploying')}</option>
        <option value="concerning">{trans.__('In trouble')}</option>
        <option value="failed">{trans.__('Failed')}</option>
        <option value="stopped">{trans.__('Stopped')}</option>
        <option value={TRASH}>{trans.__('In the trash')}</option>
      </select>
    </Toolbar>
  );
}

interface IServicesProps {
  services: IResource<ServiceListBody>;
  filter: IFilter;
  deploy: () => void;
  clear: () => void;
}

function Services(props: IServicesProps): JSX.Element {
  const { data, error, refresh } = props.services;
  const trans = useTrans();
  if (error && !data) {
    const title = trans.__('The services could not be read.');
    return <ErrorNotice title={title} error={error} onRetry={refresh} />;
  }
  if (!data) {
    return <Loading />;
  }
  if (data.services.length === 0) {
    return <NoServices {...props} />;
  }
  return (
    <div className="jp-ma-list">
      <div className="jp-ma-row jp-ma-service-head jp-ma-row-head" aria-hidden="true">
        <span>{trans.__('Name')}</span>
        <span>{trans.__('State')}</span>
        <span>{trans.__('Versions')}</span>
        <span>{trans.__('Calls')}</span>
        <span>{trans.__('Address')}</span>
        <span>{trans.__('Deployed')}</span>
        <span />
      </div>
      <VirtualList
        label={trans.__('Services')}
        items={data.services}
        keyOf={service => service.service_id}
        render={service => <ServiceRow service={service} onChange={refresh} />}
        rowHeight={53}
        scrollKey="services"
      />
    </div>
  );
}

function NoServices({ filter, deploy, clear }: IServicesProps): JSX.Element {
  const trans = useTrans();
  if (filter.state === TRASH) {
    return (
      <EmptyState
        icon={serviceIcon}
        title={trans.__('The trash is empty')}
        sentence={trans.__('Deleted services stay here for 30 days.')}
      />
    );
  }
  if (filter.text || filter.state) {
    return (
      <EmptyState
        icon={serviceIcon}
        title={trans.__('No service fits')}
        sentence={trans.__('Search for another name, or show all states.')}
      >
        <ActionButton label={trans.__('Show all services')} onClick={clear} />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={serviceIcon}
      title={trans.__('No services yet')}
      sentence={trans.__(
        'A service has a model answer at an address of this computer, for this page and for programs. You need a model: import one from a training job.'
      )}
    >
      <ActionButton
        look="accept"
        icon={addIcon}
        label={trans.__('Deploy a model')}
        onClick={deploy}
      />
    </EmptyState>
  );
}
