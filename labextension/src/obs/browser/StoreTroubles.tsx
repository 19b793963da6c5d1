import type { JSX } from 'react';

import { ActionButton } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource, useSignalValue } from '../../core/hooks';
import { StoresClient } from '../storesClient';
import type { BrowserState } from './BrowserState';

/** At the top: which stores do not show their buckets, and why. */
export function StoreTroubles({ state }: { state: BrowserState }): JSX.Element | null {
  const { rest, trans, pages } = useModelArts();
  const isTop = useSignalValue(state.changed, () => state.isTop);
  const { data } = useResource(
    signal => (isTop ? new StoresClient(rest).list(signal) : Promise.resolve(null)),
    [rest, isTop]
  );
  const troubled = (isTop && data?.stores.filter(store => store.trouble)) || [];
  if (troubled.length === 0) {
    return null;
  }
  return (
    <div className="jp-ma-obs-words" role="status">
      {troubled.map(store => (
        <p key={store.name}>{store.trouble}</p>
      ))}
      <ActionButton
        label={trans.__('Object stores')}
        onClick={() => void pages.open('object-stores')}
      />
    </div>
  );
}
