import type { TranslationBundle } from '@jupyterlab/translation';

import { serverWords } from '../compute/sentences';
import type { Phase, Progress, TrainingJobBody } from './types';

/** Where a job failed, in words. */
export function phaseWords(phase: Phase, trans: TranslationBundle): string {
  switch (phase) {
    case 'environment':
      return trans.__('Failed while its engine was made ready');
    case 'inputs':
      return trans.__('Failed while its inputs were fetched');
    case 'code':
      return trans.__('Failed in the code');
    case 'outputs':
      return trans.__('The code ended well, but its outputs could not be saved');
  }
}

/** What a job is at, as "Stopping: asked to end" or "Fetching inputs, 3 of 10". */
export function stepWords(job: TrainingJobBody, trans: TranslationBundle): string {
  const { state, progress, stopping, reason } = job.status;
  if (state === 'queued') {
    return serverWords(reason, trans);
  }
  if (stopping || state === 'stopping') {
    return stopWords(progress?.detail ?? '', trans);
  }
  return progress ? progressWords(progress, trans) : '';
}

function stopWords(stage: string, trans: TranslationBundle): string {
  switch (stage) {
    case 'terminating':
      return trans.__('Stop: its processes were told to end and have a moment to save');
    case 'killing':
      return trans.__('Stop: what is left of its processes is being killed');
    case 'swept':
      return trans.__('Stop: all its processes are gone');
    default:
      return trans.__('Stop: asked for');
  }
}

function progressWords(progress: Progress, trans: TranslationBundle): string {
  const { phase, done, total } = progress;
  const word = phase === 'inputs' ? trans.__('Fetching inputs') : null;
  const name = phase === 'outputs' ? trans.__('Saving outputs') : word;
  if (!name) {
    return '';
  }
  const isCounted = typeof done === 'number' && typeof total === 'number' && total > 0;
  return isCounted ? trans.__('%1, %2 of %3', name, done, total) : name;
}

/** The name of a field of a job's configuration, for people. */
export function fieldWords(field: string, trans: TranslationBundle): string {
  const [, name, ...rest] = field.split('.');
  const own = rest.join('.');
  switch (name) {
    case 'code_dir':
      return trans.__('Code directory');
    case 'boot_file':
      return trans.__('Boot file');
    case 'engine':
      return trans.__('Engine');
    case 'inputs':
      return trans.__('Input %1', own);
    case 'outputs':
      return trans.__('Output %1', own);
    case 'parameters':
      return trans.__('Argument %1', own);
    case 'requirements':
      return trans.__('Libraries');
    case 'environments':
      return trans.__('Variable %1', own);
    case 'metrics':
      return trans.__('Metric %1', own);
    case 'resource':
      return trans.__('Flavor');
    case 'log_export_path':
      return trans.__('Log copied to');
    default:
      return field;
  }
}
