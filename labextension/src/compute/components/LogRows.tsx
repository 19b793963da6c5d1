import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type JSX,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef
} from 'react';

import { ActionButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import type { LogFeed } from '../logFeed';
import type { LogRow } from '../logWindow';
import type { ILogSearch } from '../useLogSearch';
import { LogLine } from './LogLine';

const ROW_HEIGHT = 18;
/** This near to an edge of what is loaded, more is read. */
const NEAR = 40 * ROW_HEIGHT;

export interface ILogRowsProps {
  feed: LogFeed;
  search: ILogSearch;
  wrap: boolean;
  isLive: boolean;
}

/** The lines in sight. Scrolling up stops following; reaching the end follows again. */
export function LogRows({ feed, search, wrap, isLive }: ILogRowsProps): JSX.Element {
  const trans = useTrans();
  const { window } = feed;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: window.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: index => window.first + index,
    overscan: 20
  });
  const onScroll = useFollowing(feed, scroller);
  useSamePlace(feed, scroller);
  const target = search.row === null ? null : search.row - window.first;
  useEffect(() => {
    if (target !== null && !feed.isFollowing) {
      virtualizer.scrollToIndex(target, { align: 'center' });
    }
    // Only a step to another match moves the view.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [search.row]);
  useEffect(() => virtualizer.measure(), [virtualizer, wrap]);

  // New lines may come before the scrolling does: the wish to scroll up is enough.
  const leave = (): void => feed.setFollowing(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp' || event.key === 'PageUp') {
      leave();
    }
    if (event.key === 'End' || event.key === 'Home') {
      event.preventDefault();
      void (event.key === 'End' ? feed.toEnd() : feed.toStart());
    }
  };
  return (
    <div className="jp-ma-log-place">
      <div
        ref={scroller}
        className={`jp-ma-log-rows${wrap ? ' jp-mod-wrap' : ''}`}
        role="region"
        aria-label={trans.__('Log lines')}
        tabIndex={0}
        onScroll={onScroll}
        onWheel={event => event.deltaY < 0 && leave()}
        onPointerDown={event => isScrollbar(event) && leave()}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map(item => (
            <div
              key={item.key}
              ref={wrap ? virtualizer.measureElement : undefined}
              data-index={item.index}
              className={`jp-ma-log-row${item.index === target ? ' jp-mod-current' : ''}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row row={window.row(item.index)} wanted={search.wanted} />
            </div>
          ))}
        </div>
      </div>
      {!feed.isFollowing && (isLive || window.hasLater) && (
        <div className="jp-ma-log-resume">
          <ActionButton
            look="accept"
            label={
              isLive ? trans.__('Follow the end again') : trans.__('Go to the end')
            }
            onClick={() => void feed.toEnd()}
          />
        </div>
      )}
    </div>
  );
}

function isScrollbar({
  currentTarget,
  nativeEvent
}: PointerEvent<HTMLElement>): boolean {
  const { target, offsetX } = nativeEvent;
  return target === currentTarget && offsetX >= currentTarget.clientWidth;
}

function Row({ row, wanted }: { row: LogRow; wanted: string }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  if ('text' in row) {
    return <LogLine text={row.text} wanted={wanted} />;
  }
  const size = format.bytes(row.dropped);
  return (
    <span className="jp-ma-log-gap">
      {trans.__('… %1 were not kept: the log is longer than its limit …', size)}
    </span>
  );
}

type Scroller = { readonly current: HTMLDivElement | null };

/** Keeps the end in sight while following; hears when the user leaves it or comes back. */
function useFollowing(feed: LogFeed, scroller: Scroller): () => void {
  const last = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && feed.isFollowing) {
      element.scrollTop = element.scrollHeight;
      last.current = element.scrollTop;
    }
  });
  return () => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = element;
    const left = scrollHeight - scrollTop - clientHeight;
    const went = scrollTop - last.current;
    last.current = scrollTop;
    if (went > 0 && left < ROW_HEIGHT / 2 && !feed.window.hasLater) {
      feed.setFollowing(true);
    } else if (went < 0 && left >= ROW_HEIGHT / 2) {
      feed.setFollowing(false);
    }
    if (!feed.isFollowing) {
      readNear(feed, scrollTop, left);
    }
  };
}

function readNear(feed: LogFeed, above: number, below: number): void {
  if (above < NEAR && feed.window.hasEarlier) {
    void feed.earlier();
  } else if (below < NEAR && feed.window.hasLater) {
    void feed.later();
  }
}

/** When rows come or go before the first one, what is read stays where it is. */
function useSamePlace(feed: LogFeed, scroller: Scroller): void {
  const { first, epoch } = feed.window;
  const before = useRef({ first, epoch });
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = { first, epoch };
    if (!element || feed.isFollowing) {
      return;
    }
    if (old.epoch !== epoch) {
      element.scrollTop = 0;
    } else if (old.first !== first) {
      element.scrollTop += (old.first - first) * ROW_HEIGHT;
    }
  }, [feed, scroller, first, epoch]);
}
