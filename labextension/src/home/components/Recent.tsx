import type { JSX } from 'react';

import { RelativeTime, StatePill } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { placeOf } from '../places';
import type { RecentBody } from '../types';
import { Item } from './Item';

export interface IRecentProps {
  items: readonly RecentBody[];
}

/** Datasets and jobs that changed lately, the last one first. */
export function Recent({ items }: IRecentProps): JSX.Element {
  return (
    <ul className="jp-ma-items">
      {items.map(item => (
        <Item
          key={item.urn}
          urn={item.urn}
          place={placeOf(item.urn)}
          name={item.name}
          state={item.state ?? ''}
        >
          {item.kind === 'job' ? (
            <JobFacts item={item} />
          ) : (
            <DatasetFacts item={item} />
          )}
          <span className="jp-ma-item-time">
            <RelativeTime at={item.update_time} />
          </span>
        </Item>
      ))}
    </ul>
  );
}

function JobFacts({ item }: { item: RecentBody }): JSX.Element {
  return (
    <>
      {item.state && <StatePill state={item.state} />}
      <span className="jp-ma-item-text">{item.version}</span>
    </>
  );
}

function DatasetFacts({ item }: { item: RecentBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const total = item.total ?? 0;
  const labeled = total - (item.unlabeled ?? 0);
  return (
    <span className="jp-ma-item-text">
      {trans.__('%1 of %2 images labeled', format.count(labeled), format.count(total))}
    </span>
  );
}
