import { type RefObject, useLayoutEffect } from 'react';

/** Where each list was left, by its key, for as long as the page of JupyterLab lives. */
const kept = new Map<string, number>();

/** Scrolls a list to where it was when it was last shown, and remembers where it is left. */
export function useKeptScroll(
  element: RefObject<HTMLElement | null>,
  key: string | undefined
): void {
  useLayoutEffect(() => {
    const list = element.current;
    if (!key || !list) {
      return;
    }
    list.scrollTop = kept.get(key) ?? 0;
    const remember = (): void => {
      kept.set(key, list.scrollTop);
    };
    list.addEventListener('scroll', remember, { passive: true });
    return () => list.removeEventListener('scroll', remember);
  }, [element, key]);
}
