import { useVirtualizer } from '@tanstack/react-virtual';
import { type JSX, type ReactNode, useEffect, useRef } from 'react';

import { useKeptScroll } from './useKeptScroll';

export interface IVirtualListProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  render: (item: T, index: number) => ReactNode;
  /** A row's height in pixels before it was measured. */
  rowHeight: number;
  /** Near the end: fetch more. */
  onEnd?: () => void;
  /** A name under which the place of the scroll is kept while the list is not shown. */
  scrollKey?: string;
}

/** A list of any length, of which only the rows in sight exist. */
export function VirtualList<T>(props: IVirtualListProps<T>): JSX.Element {
  const { items, keyOf, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight,
    getItemKey: index => keyOf(items[index]),
    overscan: 10
  });
  useKeptScroll(scroller, props.scrollKey);
  const rows = virtualizer.getVirtualItems();
  useNearEnd(rows.at(-1)?.index ?? -1, items.length, onEnd);
  return (
    <div ref={scroller} className="jp-ma-virtual" tabIndex={0}>
      <div
        role="list"
        aria-label={props.label}
        style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
      >
        {rows.map(row => (
          <div
            key={row.key}
            ref={virtualizer.measureElement}
            data-index={row.index}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={row.index + 1}
            className="jp-ma-virtual-row"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {props.render(items[row.index], row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Calls `onEnd` when the last row in sight is within twenty of the end of what is there. */
export function useNearEnd(last: number, count: number, onEnd?: () => void): void {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    if (count > 0 && last >= count - 20) {
      latest.current?.();
    }
  }, [last, count]);
}
