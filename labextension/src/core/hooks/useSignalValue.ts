import type { ISignal } from '@lumino/signaling';
import { useCallback, useSyncExternalStore } from 'react';

/** A value that is read again whenever the signal fires; `read` must return it unchanged otherwise. */
export function useSignalValue<S, E, T>(signal: ISignal<S, E>, read: () => T): T {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const slot = (): void => onChange();
      signal.connect(slot);
      return () => {
        signal.disconnect(slot);
      };
    },
    [signal]
  );
  return useSyncExternalStore(subscribe, read);
}
