import { useEffect, useRef, useState } from 'react';

import { isAborted } from '../request';

const GATHER_MS = 350;

export interface IAsked<T> {
  /** The newest answer; it stays while a newer one is fetched. */
  answer: T | null;
  error: unknown;
  /** The answer is older than the question. */
  isStale: boolean;
}

/** What a server says of a form, asked again a moment after each change of `question`. */
export function useAsked<T>(
  question: string,
  ask: (question: string, signal: AbortSignal) => Promise<T>
): IAsked<T> {
  const [state, setState] = useState<{ to: string; answer: T | null; error: unknown }>({
    to: '',
    answer: null,
    error: null
  });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  const isFirst = useRef(true);
  useEffect(() => {
    const mine = new AbortController();
    const run = async (): Promise<void> => {
      try {
        const answer = await latest.current(question, mine.signal);
        setState({ to: question, answer, error: null });
      } catch (error) {
        if (!isAborted(error)) {
          setState(old => ({ to: question, answer: old.answer, error }));
        }
      }
    };
    const timer = window.setTimeout(() => void run(), isFirst.current ? 0 : GATHER_MS);
    isFirst.current = false;
    return () => {
      window.clearTimeout(timer);
      mine.abort();
    };
  }, [question]);
  return { answer: state.answer, error: state.error, isStale: state.to !== question };
}
