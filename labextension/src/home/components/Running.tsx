import type { JSX } from 'react';

import { serverWords } from '../../compute/sentences';
import { ProgressBar, RelativeTime, StatePill } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { placeOf } from '../places';
import type { HomeServiceBody, RunningBody } from '../types';
import { phaseWord } from '../words';
import { Item } from './Item';

export interface IRunningProps {
  items: readonly RunningBody[];
  services: readonly HomeServiceBody[];
}

/** Everything that waits or runs, with what it is at. */
export function Running({ items, services }: IRunningProps): JSX.Element {
  return (
    <ul className="jp-ma-items">
      {items.map(item => (
        <RunningItem key={item.workload_id} item={item} />
      ))}
      {services.map(service => (
        <ServiceItem key={service.service_id} service={service} />
      ))}
    </ul>
  );
}

function ServiceItem({ service }: { service: HomeServiceBody }): JSX.Element {
  const { trans } = useModelArts();
  const { urn, name, status, reason } = service;
  const words = serverWords(reason, trans);
  return (
    <Item urn={urn} place={placeOf(urn)} name={name} state={status}>
      <StatePill state={status} detail={words} />
      <span className="jp-ma-item-text">{words || service.versions}</span>
      <span className="jp-ma-item-time">
        <RelativeTime at={service.publish_time} />
      </span>
    </Item>
  );
}

function RunningItem({ item }: { item: RunningBody }): JSX.Element {
  const { trans } = useModelArts();
  const reason = serverWords(item.reason, trans);
  return (
    <Item
      urn={item.owner_urn}
      place={placeOf(item.owner_urn)}
      name={item.name}
      state={item.state}
    >
      <StatePill state={item.state} detail={reason} />
      <span className="jp-ma-item-text">
        {reason || <RunningProgress item={item} />}
      </span>
      <span className="jp-ma-item-time">
        <RelativeTime at={item.start_time ?? item.create_time} />
      </span>
    </Item>
  );
}

function RunningProgress({ item }: { item: RunningBody }): JSX.Element | null {
  const { trans } = useModelArts();
  const format = useFormat();
  const { progress } = item;
  if (!progress || progress.phase === item.state) {
    return null;
  }
  const { phase, done = null, total = null } = progress;
  const word = phaseWord(phase, trans);
  if (done === null || !total) {
    return <>{word}</>;
  }
  const label = trans.__(
    '%1 (%2 of %3)',
    word,
    format.count(done),
    format.count(total)
  );
  return <ProgressBar label={label} share={done / total} />;
}
