import { useCallback, useRef, useState } from 'react';

import { newIdempotencyKey } from '../request';

export interface ISubmit<A extends unknown[]> {
  submit: (...args: A) => Promise<boolean>;
  busy: boolean;
  error: unknown;
  clearError: () => void;
}

/**
 * One action of the user's, such as sending a form. It runs once at a time, and its key
 * stays the same until it succeeds, so pressing again after a lost answer does not do it
 * twice. `submit` resolves with whether it succeeded.
 */
export function useSubmit<A extends unknown[]>(
  action: (idempotencyKey: string, ...args: A) => Promise<void>
): ISubmit<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(false);
  const key = useRef<{ value: string; args: string } | null>(null);

  const submit = async (...args: A): Promise<boolean> => {
    if (running.current) {
      return false;
    }
    running.current = true;
    setBusy(true);
    setError(null);
    const same = JSON.stringify(args);
    if (key.current?.args !== same) {
      key.current = { value: newIdempotencyKey(), args: same };
    }
    try {
      await action(key.current.value, ...args);
      key.current = null;
      return true;
    } catch (reason) {
      setError(reason);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const clearError = useCallback(() => setError(null), []);
  return { submit, busy, error, clearError };
}
