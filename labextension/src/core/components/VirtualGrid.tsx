import { useVirtualizer } from '@tanstack/react-virtual';
import {
  Fragment,
  type HTMLAttributes,
  type JSX,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState
} from 'react';

import { useKeptScroll } from './useKeptScroll';
import { useNearEnd } from './VirtualList';

export interface IVirtualGridHandle {
  /** How many tiles are in a row now: what ArrowUp and ArrowDown step by. */
  readonly columns: number;
  /** How many rows fit: what PageUp and PageDown step by. */
  readonly rows: number;
  scrollToIndex: (index: number) => void;
  readonly element: HTMLElement | null;
}

export interface IVirtualGridProps<T> {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  /** A tile; it says its own role and whether it is selected. */
  render: (item: T, index: number) => ReactNode;
  /** The least width of a tile in pixels, its gap included; tiles share what is left over. */
  tileWidth: number;
  tileHeight: number;
  onEnd?: () => void;
  scrollKey?: string;
  handle?: Ref<IVirtualGridHandle>;
  /** For the scrolling element: keys and the mouse, for selection. */
  container?: HTMLAttributes<HTMLDivElement>;
}

/** Tiles in as many columns as fit, of which only the rows in sight exist. */
export function VirtualGrid<T>(props: IVirtualGridProps<T>): JSX.Element {
  const { items, tileWidth, tileHeight, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroller, tileWidth);
  const virtualizer = useVirtualizer({
    count: Math.ceil(items.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => tileHeight,
    overscan: 3
  });
  useKeptScroll(scroller, props.scrollKey);
  useFirstTileStays(virtualizer.scrollOffset ?? 0, columns, tileHeight, offset =>
    virtualizer.scrollToOffset(offset)
  );
  const rows = virtualizer.getVirtualItems();
  useNearEnd(((rows.at(-1)?.index ?? -1) + 1) * columns - 1, items.length, onEnd);
  useImperativeHandle(
    props.handle,
    () => ({
      columns,
      get rows() {
        const height = scroller.current?.clientHeight ?? tileHeight;
        return Math.max(1, Math.floor(height / tileHeight));
      },
      scrollToIndex: index => virtualizer.scrollToIndex(Math.floor(index / columns)),
      get element() {
        return scroller.current;
      }
    }),
    [columns, tileHeight, virtualizer]
  );
  return (
    <div
      tabIndex={0}
      role="listbox"
      aria-label={props.label}
      aria-multiselectable
      {...props.container}
      ref={scroller}
      className={`jp-ma-virtual ${props.container?.className ?? ''}`}
    >
      <div
        role="presentation"
        style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
      >
        {rows.map(row => (
          <div
            key={row.key}
            role="presentation"
            className="jp-ma-virtual-row jp-ma-grid-row"
            style={{
              transform: `translateY(${row.start}px)`,
              height: tileHeight,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`
            }}
          >
            {items
              .slice(row.index * columns, (row.index + 1) * columns)
              .map((item, at) => (
                <Fragment key={props.keyOf(item)}>
                  {props.render(item, row.index * columns + at)}
                </Fragment>
              ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function useColumns(
  element: { readonly current: HTMLElement | null },
  tileWidth: number
): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const list = element.current;
    if (!list) {
      return;
    }
    const count = (): void => {
      if (list.clientWidth > 0) {
        setColumns(Math.max(1, Math.floor(list.clientWidth / tileWidth)));
      }
    };
    count();
    const observer = new ResizeObserver(count);
    observer.observe(list);
    return () => observer.disconnect();
  }, [element, tileWidth]);
  return columns;
}

/** When the number of columns changes, the tile that was at the top stays at the top. */
function useFirstTileStays(
  offset: number,
  columns: number,
  tileHeight: number,
  scrollTo: (offset: number) => void
): void {
  const before = useRef({ columns, offset });
  useLayoutEffect(() => {
    const old = before.current;
    if (old.columns !== columns && old.offset > 0) {
      const first = Math.floor(old.offset / tileHeight) * old.columns;
      scrollTo(Math.floor(first / columns) * tileHeight);
    }
    before.current = { columns, offset };
  });
}
