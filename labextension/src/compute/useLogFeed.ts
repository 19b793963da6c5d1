import { useEffect, useMemo } from 'react';

import { useModelArts } from '../core/context';
import { useLookAgain, useSignalValue, useVisible } from '../core/hooks';
import { ComputeClient } from './client';
import { LogFeed } from './logFeed';

const EVERY_MS = 1_000;

/** The log of a workload, read on while the workload lives and somebody looks. */
export function useLogFeed(workloadId: string, isLive: boolean): LogFeed {
  const { rest } = useModelArts();
  const isVisible = useVisible();
  const feed = useMemo(() => {
    const client = new ComputeClient(rest);
    return new LogFeed({
      log: (offset, limit, signal) => client.log(workloadId, offset, limit, signal),
      tail: (lines, signal) => client.tail(workloadId, lines, signal)
    });
  }, [rest, workloadId]);

  useEffect(() => {
    feed.open();
    return () => feed.dispose();
  }, [feed]);

  useEffect(() => {
    if (!isVisible) {
      return;
    }
    // Once more when it has ended, for its last lines.
    void feed.look();
    if (!isLive) {
      return;
    }
    const timer = window.setInterval(() => void feed.look(), EVERY_MS);
    return () => window.clearInterval(timer);
  }, [feed, isLive, isVisible]);

  const urn = `urn:modelarts:workload:${workloadId}`;
  useLookAgain({ topics: ['compute'], urn }, () => void feed.look());
  useSignalValue(feed.changed, () => feed.version);
  return feed;
}
