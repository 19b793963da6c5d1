import { useEffect, useRef } from 'react';

import { useModelArts } from '../context';
import { LOOK_AGAIN } from '../events';
import { useVisible } from './useVisible';

/** Changes that arrive within this time of another are one reason to look, not two. */
const GATHER_MS = 150;

export interface IWatched {
  /** The topics whose changes are a reason to look again. */
  topics?: readonly string[];
  /** Only changes of this thing; of any where it is missing. */
  urn?: string;
}

/**
 * Calls `look` after changes, at most once per 150 ms, and not while the widget is
 * hidden: then once when it is shown again.
 */
export function useLookAgain(watched: IWatched, look: () => void): void {
  const { events } = useModelArts();
  const visible = useVisible();
  const isVisible = useRef(visible);
  const missed = useRef(false);
  const latest = useRef(look);
  const { urn } = watched;
  const topics = (watched.topics ?? []).join(' ');

  useEffect(() => {
    latest.current = look;
  });

  useEffect(() => {
    isVisible.current = visible;
    if (visible && missed.current) {
      missed.current = false;
      latest.current();
    }
  }, [visible]);

  useEffect(() => {
    let timer: number | undefined;
    const hear = (): void => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        if (isVisible.current) {
          latest.current();
        } else {
          missed.current = true;
        }
      }, GATHER_MS);
    };
    const subscriptions = topics
      .split(' ')
      .filter(Boolean)
      .map(topic =>
        events.subscribe(topic, change => {
          if (
            !urn ||
            !change.urn ||
            change.urn === urn ||
            change.change === LOOK_AGAIN
          ) {
            hear();
          }
        })
      );
    return () => {
      window.clearTimeout(timer);
      subscriptions.forEach(subscription => subscription.dispose());
    };
  }, [events, topics, urn]);
}
