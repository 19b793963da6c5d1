import type { JSX } from 'react';

import { PagedList } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource } from '../../core/hooks';
import { type IServiceQuery, ServicesClient } from '../client';
import type { ServiceListBody } from '../types';
import { ServiceRow } from './ServiceRow';

export interface IServices {
  data: ServiceListBody | undefined;
  error: unknown;
  refresh: () => void;
}

/** The services that fit, read again when one changes. */
export function useServices(query: IServiceQuery): IServices {
  const { rest } = useModelArts();
  const key = JSON.stringify(query);
  const { data, error, refresh } = useResource(
    signal => new ServicesClient(rest).list(JSON.parse(key) as IServiceQuery, signal),
    [rest, key],
    { topics: ['services'] }
  );
  return { data: data ?? undefined, error, refresh };
}

export interface IServiceTableProps {
  services: IServices;
  empty: JSX.Element;
  /** Under which the place in the list is kept. */
  scrollKey: string;
}

/** A list of services, in columns. */
export function ServiceTable({
  services,
  empty,
  scrollKey
}: IServiceTableProps): JSX.Element {
  const { trans } = useModelArts();
  const { data, error, refresh } = services;
  // What was read last stays, whatever became of the question after it.
  const list = {
    items: data?.services ?? [],
    error: data ? null : error,
    loading: !data,
    refresh
  };
  return (
    <PagedList
      list={list}
      failure={trans.__('The services could not be read.')}
      empty={empty}
      headClass="jp-ma-service-head"
      columns={[
        trans.__('Name'),
        trans.__('State'),
        trans.__('Versions'),
        trans.__('Calls'),
        trans.__('Address'),
        trans.__('Deployed')
      ]}
      label={trans.__('Services')}
      keyOf={service => service.service_id}
      render={service => <ServiceRow service={service} onChange={refresh} />}
      rowHeight={53}
      scrollKey={scrollKey}
    />
  );
}
