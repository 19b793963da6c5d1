import type { TranslationBundle } from '@jupyterlab/translation';

import { serverWords } from '../compute/sentences';
import type { EngineBody } from './types';

/** What an engine is; one that we do not know says it itself. */
export function descriptionOf(engine: EngineBody, trans: TranslationBundle): string {
  switch (engine.engine_id) {
    case 'scikit-learn':
      return trans.__(
        'scikit-learn with NumPy, SciPy and Pillow: classical machine learning on CPUs.'
      );
    case 'pytorch':
      return trans.__(
        'PyTorch with NumPy and Pillow: deep learning, on GPUs where there are any.'
      );
    default:
      return engine.description;
  }
}

/** Why an engine is not ready, in the user's language; what we do not know stays as it is. */
export function engineReason(reason: string, trans: TranslationBundle): string {
  if (reason === 'It was made for an earlier release and is made anew on use.') {
    return trans.__('It was made for an earlier release and is made anew on use.');
  }
  if (reason === 'Its environment was removed and is made anew on use.') {
    return trans.__('Its environment was removed and is made anew on use.');
  }
  if (reason === 'Its build was stopped.') {
    return trans.__('Its build was stopped.');
  }
  return buildFailure(reason, trans) ?? serverWords(reason, trans);
}

function buildFailure(reason: string, trans: TranslationBundle): string | null {
  if (reason.startsWith('The disk is full: free some space')) {
    return trans.__('The disk is full: free some space and build the engine again.');
  }
  if (reason.startsWith('The package index could not be reached')) {
    return trans.__(
      'The package index could not be reached: check the network, or pip’s configuration where this machine has an index of its own, and build the engine again. Packages that were fetched already are kept.'
    );
  }
  if (reason.startsWith('The package index does not have packages that fit')) {
    return trans.__(
      'The package index does not have packages that fit together: the log names them. Check which index pip is configured to use, and build the engine again.'
    );
  }
  return null;
}
