import { useEffect, useRef } from 'react';

import { useVisible } from '../core/hooks';

/** Calls `look` again and again, while `isLive` and only while the widget can be seen. */
export function useTicking(look: () => void, everyMs: number, isLive: boolean): void {
  const isVisible = useVisible();
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    if (isLive && isVisible) {
      const timer = window.setInterval(() => latest.current(), everyMs);
      return () => window.clearInterval(timer);
    }
    return undefined;
  }, [everyMs, isLive, isVisible]);
}
