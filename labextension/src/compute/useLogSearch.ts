import { useEffect, useMemo, useState } from 'react';

import type { LogFeed } from './logFeed';
import { matchesIn, MOST_MATCHES } from './logSearch';

export interface ILogSearch {
  wanted: string;
  setWanted: (wanted: string) => void;
  count: number;
  /** There are more matches than were counted. */
  isMore: boolean;
  /** Which match is the present one. */
  at: number;
  /** The number of its row (`window.first` on); null without a match. */
  row: number | null;
  step: (by: number) => void;
  isSearching: boolean;
  /** Reads earlier parts until one has a match, or there is no earlier one. */
  searchEarlier: () => void;
}

const GATHER_MS = 250;

/** The present match is a row, not a count, so that it stays while the log grows. */
export function useLogSearch(feed: LogFeed): ILogSearch {
  const [wanted, setWanted] = useState('');
  const [row, setRow] = useState<number | null>(null);
  const [isSearching, setSearching] = useState(false);
  const settled = useSettled(feed.version, wanted ? GATHER_MS : 0);
  const text = useSettled(wanted, GATHER_MS);
  const matches = useMemo(
    () => matchesIn(feed.window, text),
    // The window changes in place: its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [feed, text, settled]
  );
  const found = row === null ? -1 : matches.indexOf(row);
  const at = found >= 0 ? found : matches.length - 1;

  const step = (by: number): void => {
    if (matches.length) {
      feed.setFollowing(false);
      const next = found < 0 ? at : (at + by + matches.length) % matches.length;
      setRow(matches[next]);
    }
  };
  const searchEarlier = async (): Promise<void> => {
    setSearching(true);
    feed.setFollowing(false);
    const known = matches[0] ?? Infinity;
    let earlier: number[] = [];
    let { first } = feed.window;
    while (!earlier.length && !feed.isDisposed && (await feed.earlier())) {
      const added = first - feed.window.first;
      first = feed.window.first;
      // One more: the line that both parts share.
      earlier = matchesIn(feed.window, wanted, added + 1).filter(one => one < known);
    }
    setSearching(false);
    setRow(earlier.at(-1) ?? row);
  };
  return {
    wanted,
    setWanted,
    count: matches.length,
    isMore: matches.length >= MOST_MATCHES,
    at,
    row: found >= 0 ? row : null,
    step,
    isSearching,
    searchEarlier: () => void searchEarlier()
  };
}

/** The value, once it has not changed for a while. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
