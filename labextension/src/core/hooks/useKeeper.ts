import { useEffect, useRef } from 'react';

const KEEP_MS = 500;

/** Hands a form's state on to be kept in the layout, a moment after the last change. */
export function useKeeper<T>(keep: (draft: string) => void): (draft: T) => void {
  const timer = useRef<number>();
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return draft => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => keep(JSON.stringify(draft)), KEEP_MS);
  };
}
