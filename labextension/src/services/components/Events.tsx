import type { JSX } from 'react';

import { EmptyState, ErrorNotice, Loading, VirtualList } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { serviceIcon, succeededIcon, warningIcon } from '../../core/icons';
import { ServicesClient } from '../client';
import { serviceWords } from '../sentences';
import { URN } from '../state';
import type { ServiceBody, ServiceEventBody } from '../types';

/** What happened to the service, newest first. */
export function Events({ service }: { service: ServiceBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  const { service_id: id } = service;
  const { data, error, refresh } = useResource(
    signal => new ServicesClient(rest).events(id, signal),
    [rest, id],
    { topics: ['services'], urn: URN + id }
  );
  if (error && !data) {
    const title = trans.__('The events could not be read.');
    return <ErrorNotice title={title} error={error} onRetry={refresh} />;
  }
  if (!data) {
    return <Loading />;
  }
  if (data.events.length === 0) {
    return (
      <EmptyState icon={serviceIcon} title={trans.__('Nothing has happened yet')} />
    );
  }
  return (
    <VirtualList
      label={trans.__('Events')}
      items={data.events}
      keyOf={event => `${event.occur_time} ${event.event_info}`}
      render={event => <EventRow event={event} />}
      rowHeight={32}
    />
  );
}

function EventRow({ event }: { event: ServiceEventBody }): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const isBad = event.event_type === 'abnormal';
  const Icon = isBad ? warningIcon : succeededIcon;
  return (
    <div className="jp-ma-event">
      <span className={`jp-ma-state jp-ma-tone-${isBad ? 'warn' : 'good'}`}>
        <Icon.react tag="span" className="jp-ma-state-icon" />
        <span>{isBad ? trans.__('Problem') : trans.__('Note')}</span>
      </span>
      <span className="jp-ma-quiet jp-ma-event-time">
        {format.dateTime(event.occur_time)}
      </span>
      <span className="jp-ma-event-text">{serviceWords(event.event_info, trans)}</span>
    </div>
  );
}
