import { type ComponentType, type JSX, useEffect, useState } from 'react';

import { ErrorNotice } from './ErrorNotice';
import { Loading } from './Loading';

export interface ILoadedProps<P> {
  /** Imports the component; asked once, and again when the user tries again. */
  load: () => Promise<ComponentType<P>>;
  props: P;
}

/** A component whose code is fetched when it is first shown. */
export function Loaded<P extends object>({
  load,
  props
}: ILoadedProps<P>): JSX.Element {
  const [loaded, setLoaded] = useState<{ Page: ComponentType<P> } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    load().then(
      Page => wanted && setLoaded({ Page }),
      (reason: unknown) => wanted && setError(reason)
    );
    return () => {
      wanted = false;
    };
    // One load per attempt: a caller's new closure is the same component.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [attempt]);
  if (error) {
    const again = (): void => {
      setError(null);
      setAttempt(attempt + 1);
    };
    return <ErrorNotice error={error} onRetry={again} />;
  }
  return loaded ? <loaded.Page {...props} /> : <Loading />;
}
