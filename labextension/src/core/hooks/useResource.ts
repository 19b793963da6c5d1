import {
  type DependencyList,
  type Dispatch,
  type SetStateAction,
  useCallback,
  useEffect,
  useRef,
  useState
} from 'react';

import { isAborted } from '../request';
import { type IWatched, useLookAgain } from './useLookAgain';

export interface IResource<T> {
  /** What was read last; it stays while a newer one is fetched. */
  data: T | null;
  error: unknown;
  /** True until the first answer to the present question. */
  loading: boolean;
  refresh: () => void;
  /** For an answer that came by another way, as the body of a PUT. */
  setData: Dispatch<SetStateAction<T | null>>;
}

interface IState<T> {
  data: T | null;
  error: unknown;
  loading: boolean;
}

/**
 * One thing from the server, fetched again when `question` changes, on `refresh()`, and
 * on the changes that `watched` names. The answer to an older question is dropped.
 */
export function useResource<T>(
  fetch: (signal: AbortSignal) => Promise<T>,
  question: DependencyList,
  watched: IWatched = {}
): IResource<T> {
  const [state, setState] = useState<IState<T>>({
    data: null,
    error: null,
    loading: true
  });
  const running = useRef<AbortController | null>(null);
  const latest = useRef(fetch);
  useEffect(() => {
    latest.current = fetch;
  });

  const look = useCallback(() => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    latest.current(mine.signal).then(
      data => {
        if (!mine.signal.aborted) {
          setState({ data, error: null, loading: false });
        }
      },
      (error: unknown) => {
        if (!mine.signal.aborted && !isAborted(error)) {
          setState(old => ({ ...old, error, loading: false }));
        }
      }
    );
  }, []);

  useEffect(() => {
    setState(old => ({ ...old, error: null, loading: true }));
    look();
    return () => running.current?.abort();
    // The caller names what its question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, question);
  useLookAgain(watched, look);

  const setData = useCallback((change: SetStateAction<T | null>) => {
    setState(old => ({ ...old, data: apply(change, old.data) }));
  }, []);
  return { ...state, refresh: look, setData };
}

function apply<T>(change: SetStateAction<T>, old: T): T {
  return typeof change === 'function' ? (change as (old: T) => T)(old) : change;
}
