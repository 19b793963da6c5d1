import { useEffect, useRef, useState } from 'react';

import { useModelArts } from '../core/context';
import { isAborted } from '../core/request';
import { TrainingClient } from './client';
import { type IDraft, requestOf } from './draft';
import type { TrainingPreviewBody } from './types';

const GATHER_MS = 350;

export interface IPreview {
  preview: TrainingPreviewBody | null;
  error: unknown;
  /** The answer is older than the form. */
  isStale: boolean;
}

/** What the form would run, asked again a moment after each change. */
export function usePreview(draft: IDraft): IPreview {
  const { rest } = useModelArts();
  const text = JSON.stringify(requestOf(draft));
  const [answer, setAnswer] = useState<{ text: string } & Omit<IPreview, 'isStale'>>({
    text: '',
    preview: null,
    error: null
  });
  const isFirst = useRef(true);
  useEffect(() => {
    const mine = new AbortController();
    const ask = async (): Promise<void> => {
      const body = JSON.parse(text) as ReturnType<typeof requestOf>;
      try {
        const preview = await new TrainingClient(rest).preview(body, mine.signal);
        setAnswer({ text, preview, error: null });
      } catch (error) {
        if (!isAborted(error)) {
          setAnswer(old => ({ text, preview: old.preview, error }));
        }
      }
    };
    const timer = window.setTimeout(() => void ask(), isFirst.current ? 0 : GATHER_MS);
    isFirst.current = false;
    return () => {
      window.clearTimeout(timer);
      mine.abort();
    };
  }, [rest, text]);
  return {
    preview: answer.preview,
    error: answer.error,
    isStale: answer.text !== text
  };
}
