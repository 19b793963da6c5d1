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
    case 'tensorflow':
      return trans.__(
        'TensorFlow 2 with Keras 3: deep learning, on GPUs where there are any.'
      );
    case 'tensorflow-1':
      return trans.__(
        'TensorFlow 2.15 in the clothes of TensorFlow 1: sessions, placeholders and estimators as scripts of that time use them, unchanged.'
      );
    case 'mxnet':
      return trans.__(
        'MXNet 1.9, its last release: Gluon, Module and symbols, on CPUs.'
      );
    case 'xgboost':
      return trans.__('XGBoost and scikit-learn: boosted trees on CPUs.');
    case 'spark':
      return trans.__(
        'PySpark 4 on the cores of this computer, with pandas: needs Java 17 or newer.'
      );
    case 'caffe':
      return trans.__(
        'Networks of Caffe through OpenCV: prediction only, no training.'
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
  if (reason === 'What it is made of has changed: it is made anew on use.') {
    return trans.__('What it is made of has changed: it is made anew on use.');
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
