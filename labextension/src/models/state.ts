import type { ModelBody, ModelState } from './types';

export const URN = 'urn:modelarts:model:';

const STATES: Readonly<Record<ModelState, string>> = {
  publishing: 'importing',
  published: 'ready',
  failed: 'failed'
};

/** A model's state as a StatePill knows it. */
export function stateOf(model: Pick<ModelBody, 'model_status'>): string {
  return STATES[model.model_status];
}

export function isImporting(model: Pick<ModelBody, 'model_status'>): boolean {
  return model.model_status === 'publishing';
}

/** "digits 0.0.1". */
export function modelTitle(
  model: Pick<ModelBody, 'model_name' | 'model_version'>
): string {
  return `${model.model_name} ${model.model_version}`;
}

/** The job, or else the folder, that a model came from. */
export function sourceName(model: ModelBody): string {
  return model.source_job_id
    ? `${model.source_job_name} ${model.source_job_version}`.trim()
    : model.source_location;
}

/** How much of an import is done, between 0 and 1; null where nobody knows. */
export function shareOf(model: ModelBody): number | null {
  const progress = model.progress;
  return progress?.total ? progress.done / progress.total : null;
}
