import { useEffect } from 'react';

import type { IPageProps } from '../tokens';

/** Gives the page's tab this title, once there is one. */
export function useTitle(
  { setTitle }: Pick<IPageProps, 'setTitle'>,
  title: string
): void {
  useEffect(() => {
    if (title) {
      setTitle(title);
    }
    // The page gives a new function with each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [title]);
}
