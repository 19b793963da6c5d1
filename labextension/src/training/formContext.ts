import { createContext, useContext } from 'react';

import type { IDraft } from './draft';
import type { FieldPath } from './problems';
import type { Change, Problem } from './types';

/** What every field of the form for a new job is given. */
export interface IJobForm {
  draft: IDraft;
  /** Change values; the field's problems are shown from then on. */
  change: (values: Partial<IDraft>, field: FieldPath) => void;
  /** All problems that the server found, shown or not. */
  problems: readonly Problem[];
  /** Whether a field's problems are shown: after it was touched, or after sending. */
  isShown: (field: FieldPath) => boolean;
  /** Differences to the version that this run follows. */
  changes: readonly Change[];
}

export const JobFormContext = createContext<IJobForm | null>(null);

export function useJobForm(): IJobForm {
  const form = useContext(JobFormContext);
  if (!form) {
    throw new Error('This field must be inside a JobFormContext.');
  }
  return form;
}
