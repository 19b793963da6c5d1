import { useModelArts } from '../core/context';
import { useAsked } from '../core/hooks';
import { TrainingClient } from './client';
import { type IDraft, requestOf } from './draft';
import type { TrainingPreviewBody } from './types';

export interface IPreview {
  preview: TrainingPreviewBody | null;
  error: unknown;
  /** The answer is older than the form. */
  isStale: boolean;
}

/** What the form would run, asked again a moment after each change. */
export function usePreview(draft: IDraft): IPreview {
  const { rest } = useModelArts();
  const found = useAsked(JSON.stringify(requestOf(chosen(draft))), (text, signal) => {
    const body = JSON.parse(text) as ReturnType<typeof requestOf>;
    return new TrainingClient(rest).preview(body, signal);
  });
  return { preview: found.answer, error: found.error, isStale: found.isStale };
}

/** Without datasets whose version is not chosen yet: the newest is about to be. */
function chosen(draft: IDraft): IDraft {
  const inputs = draft.inputs.filter(
    row => row.kind !== 'dataset' || row.version !== ''
  );
  return { ...draft, inputs };
}
