import type { JSX } from 'react';

import { VirtualList } from '../../../core/components';
import { useTrans } from '../../../core/context';
import { useFormat } from '../../../core/hooks';
import type { SyncName } from '../../types';
import { reasonWords, whatWord } from '../sentences';

const ROW = 28;
const MOST = 320;

export interface INameListProps {
  label: string;
  names: readonly SyncName[];
}

/** Names with what becomes of each, and why. */
export function NameList({ label, names }: INameListProps): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  return (
    <div
      className="jp-ma-sync-names"
      style={{ height: Math.min(MOST, heightOf(names)) }}
    >
      <VirtualList
        label={label}
        items={names}
        keyOf={one => `${one.what} ${one.name}`}
        rowHeight={ROW}
        render={one => (
          <div className="jp-ma-sync-name">
            <span className={`jp-ma-sync-what jp-mod-${one.what}`}>
              {whatWord(one.what, trans)}
            </span>
            <span className="jp-ma-mono" title={one.name}>
              {one.name || '…'}
              {one.reason && (
                <span className="jp-ma-quiet"> {reasonWords(one.reason, trans)}</span>
              )}
            </span>
            <span className="jp-ma-quiet">
              {one.size ? format.bytes(one.size) : ''}
            </span>
          </div>
        )}
      />
    </div>
  );
}

/** A row with a reason may take two lines. */
function heightOf(names: readonly SyncName[]): number {
  return names.reduce((height, one) => height + (one.reason ? 1.7 : 1) * ROW, 4);
}
