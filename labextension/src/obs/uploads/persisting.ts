import { ResponseError } from '../../core/request';

const BUSY = new Set([429, 500, 502, 503, 504]);
const BUSY_TRIES = 4;
const LONGEST_MS = 30_000;

/**
 * Does it, again and again while the server cannot be reached, and a few times while it is busy.
 * `onOffline` hears when the network goes, and when it is back.
 */
export async function persisting<T>(
  action: () => Promise<T>,
  signal: AbortSignal,
  onOffline: (isOffline: boolean) => void
): Promise<T> {
  for (let attempt = 0, busy = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      const result = await action();
      onOffline(false);
      return result;
    } catch (error) {
      signal.throwIfAborted();
      const status = error instanceof ResponseError ? error.status : -1;
      busy += BUSY.has(status) ? 1 : 0;
      if (status !== 0 && !(BUSY.has(status) && busy < BUSY_TRIES)) {
        throw error;
      }
      onOffline(status === 0);
      await pause(Math.min(LONGEST_MS, 500 * 2 ** attempt), signal);
    }
  }
}

/** Ends early when the network is back, or nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
