import type { TranslationBundle } from '@jupyterlab/translation';

/** What a workload, or the making of the sample data, is at. */
export function phaseWord(phase: string, trans: TranslationBundle): string {
  switch (phase) {
    case 'inputs':
      return trans.__('Fetching inputs');
    case 'running':
      return trans.__('Running');
    case 'outputs':
      return trans.__('Saving outputs');
    case 'stopping':
      return trans.__('Stopping');
    case 'engine':
      return trans.__('Making the engine that draws the images');
    case 'images':
      return trans.__('Drawing the images');
    case 'dataset':
      return trans.__('Making the dataset');
    case 'import':
      return trans.__('Importing the images');
    case 'scripts':
      return trans.__('Copying the training script');
    default:
      return phase;
  }
}
