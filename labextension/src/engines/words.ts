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
        'PySpark 4 on the cores of this computer, with pandas: needs Java 17 or newer; where Java is 11 to 16, it is PySpark 3.5.'
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

/** What was chosen for this machine, in the user's language. */
export function engineNote(note: string, trans: TranslationBundle): string {
  const found =
    /^(.+) was chosen: Java (\d+) is at (.+?)(?:, and (.+) needs (\d+) or newer\..*)?\.?$/.exec(
      note
    );
  if (!found) {
    return note;
  }
  const [, chosen, version, java, better, newer] = found;
  return better
    ? trans.__(
        '%1 was chosen: Java %2 is at %3, and %4 needs %5 or newer. To have that, install a newer Java and update the engine.',
        chosen,
        version,
        java,
        better,
        newer
      )
    : trans.__('%1 was chosen: Java %2 is at %3.', chosen, version, java);
}

function buildFailure(reason: string, trans: TranslationBundle): string | null {
  if (reason.startsWith('The disk is full: free some space')) {
    return trans.__('The disk is full: free some space and try again.');
  }
  if (reason.startsWith('The package index could not be reached')) {
    return trans.__(
      'The package index could not be reached: check the network, or pip’s configuration where this machine has an index of its own, and try again. Packages that were fetched already are kept.'
    );
  }
  if (reason.startsWith('The package index does not have packages that fit')) {
    return trans.__(
      'The package index does not have packages that fit together: the log names them. Check which index pip is configured to use, and try again.'
    );
  }
  const java =
    /^This engine needs Java (\d+) or newer, and (?:Java (\d+) at (.+) is too old|no Java was found): install one \(.*openjdk-(\d+)-/.exec(
      reason
    );
  return java ? javaWords(java, trans) : null;
}

function javaWords(found: RegExpExecArray, trans: TranslationBundle): string {
  const [, oldest, version, java, best] = found;
  const what = version
    ? trans.__(
        'This engine needs Java %1 or newer, and Java %2 at %3 is too old.',
        oldest,
        version,
        java
      )
    : trans.__('This engine needs Java %1 or newer, and no Java was found.', oldest);
  const advice = trans.__(
    'Install one (Debian, Ubuntu: apt install openjdk-%1-jre-headless; macOS: brew install openjdk@%1; conda: conda install openjdk=%1), set JAVA_HOME where it is not on the PATH, and build the engine again.',
    best
  );
  return `${what} ${advice}`;
}
