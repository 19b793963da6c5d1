import { type DependencyList, useCallback, useEffect, useRef, useState } from 'react';

import { isAborted } from '../request';
import { type IWatched, useLookAgain } from './useLookAgain';

export interface IListPage<T> {
  items: readonly T[];
  /** Where the next page begins; null or missing after the last. */
  nextMarker?: string | null;
  total?: number | null;
}

export type FetchPage<T> = (
  marker: string | null,
  signal: AbortSignal
) => Promise<IListPage<T>>;

export interface IPagedResource<T> {
  items: readonly T[];
  total: number | null;
  error: unknown;
  /** True until the first page of the present question is there. */
  loading: boolean;
  hasMore: boolean;
  /** Fetches the next page, if there is one and none is on its way. */
  loadMore: () => void;
  /** Reads again as many items as are shown, and then shows them all at once. */
  refresh: () => void;
  /** Change what is shown at once, as when an item leaves a list. */
  setItems: (change: (old: readonly T[]) => readonly T[]) => void;
}

interface IState<T> {
  items: readonly T[];
  marker: string | null;
  hasMore: boolean;
  total: number | null;
  error: unknown;
  loading: boolean;
}

const START = {
  items: [],
  marker: null,
  hasMore: false,
  total: null,
  error: null,
  loading: true
};

/**
 * A long list, read in pages by key. `question` starts it anew; a change that `watched`
 * names reads it again in place, so that the scroll stays where it is.
 */
export function usePagedResource<T>(
  fetchPage: FetchPage<T>,
  question: DependencyList,
  watched: IWatched = {}
): IPagedResource<T> {
  const [state, setState] = useState<IState<T>>(START);
  const shown = useRef(state);
  const latest = useRef(fetchPage);
  const running = useRef<AbortController | null>(null);
  useEffect(() => {
    shown.current = state;
    latest.current = fetchPage;
  });

  const run = useCallback(
    (read: (signal: AbortSignal) => Promise<Partial<IState<T>>>) => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      const settle = (change: Partial<IState<T>>): void => {
        if (!mine.signal.aborted) {
          running.current = null;
          setState(old => ({ ...old, error: null, loading: false, ...change }));
        }
      };
      read(mine.signal).then(settle, (error: unknown) => {
        if (!isAborted(error)) {
          settle({ error });
        }
      });
    },
    []
  );

  const refresh = useCallback(() => {
    const wanted = shown.current.items.length;
    run(signal => readUntil(latest.current, wanted, signal));
  }, [run]);

  const loadMore = useCallback(() => {
    const { hasMore, marker, items } = shown.current;
    if (hasMore && !running.current) {
      run(async signal => {
        const page = await latest.current(marker, signal);
        return { ...positionAfter(page), items: [...items, ...page.items] };
      });
    }
  }, [run]);

  useEffect(() => {
    setState(START);
    run(signal => readUntil(latest.current, 0, signal));
    return () => {
      running.current?.abort();
      running.current = null;
    };
    // The caller names what its question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, question);
  useLookAgain(watched, refresh);

  const setItems = useCallback((change: (old: readonly T[]) => readonly T[]) => {
    setState(old => ({ ...old, items: change(old.items) }));
  }, []);
  const { items, total, error, loading, hasMore } = state;
  return { items, total, error, loading, hasMore, loadMore, refresh, setItems };
}

/** Pages from the start until there are `wanted` items, and at least one page. */
async function readUntil<T>(
  fetchPage: FetchPage<T>,
  wanted: number,
  signal: AbortSignal
): Promise<Partial<IState<T>>> {
  let page = await fetchPage(null, signal);
  const items = [...page.items];
  while (page.nextMarker && items.length < wanted) {
    page = await fetchPage(page.nextMarker, signal);
    items.push(...page.items);
  }
  return { ...positionAfter(page), items };
}

function positionAfter<T>(page: IListPage<T>): Partial<IState<T>> {
  const marker = page.nextMarker ?? null;
  return { marker, hasMore: marker !== null, total: page.total ?? null };
}
