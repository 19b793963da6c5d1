import type { TranslationBundle } from '@jupyterlab/translation';

// The same rules as jupyter_modelarts/core/safe/names.py, which has the last word.
const CHINESE =
  '\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}';
const WORDS = new RegExp(`^[A-Za-z0-9_${CHINESE}-]*$`, 'u');
const PLAIN_WORDS = /^[A-Za-z0-9_-]*$/;
const PATH = /^(?:(?:obs|s3):\/\/|\/)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/.*)?$/;

export const DATASET_NAME_LENGTH = 100;
export const LABEL_NAME_LENGTH = 32;
export const VERSION_NAME_LENGTH = 32;
export const DESCRIPTION_LENGTH = 256;

/** What is wrong with a name, or null. An empty one is not wrong yet, only missing. */
export function datasetNameError(
  name: string,
  trans: TranslationBundle
): string | null {
  return (
    tooLong(name, DATASET_NAME_LENGTH, trans) ??
    (WORDS.test(name)
      ? null
      : trans.__(
          'Use letters, digits, underscores, hyphens and Chinese characters only.'
        ))
  );
}

export function labelNameError(name: string, trans: TranslationBundle): string | null {
  return (
    tooLong(name, LABEL_NAME_LENGTH, trans) ??
    (WORDS.test(name)
      ? null
      : trans.__(
          'Use letters, digits, underscores, hyphens and Chinese characters only.'
        ))
  );
}

export function versionNameError(
  name: string,
  trans: TranslationBundle
): string | null {
  return (
    tooLong(name, VERSION_NAME_LENGTH, trans) ??
    (PLAIN_WORDS.test(name)
      ? null
      : trans.__('Use letters, digits, underscores and hyphens only.'))
  );
}

export function locationError(path: string, trans: TranslationBundle): string | null {
  if (!path || PATH.test(path)) {
    return null;
  }
  return trans.__('Write a location in a bucket, as obs://modelarts/pictures/.');
}

/** One place in one spelling, as a folder: to see whether two locations are the same. */
export function folderOf(path: string): string {
  const plain = path.trim().replace(/^(?:(?:obs|s3):\/\/|\/)/, '');
  return plain.endsWith('/') ? plain : `${plain}/`;
}

function tooLong(text: string, most: number, trans: TranslationBundle): string | null {
  return [...text].length > most ? trans.__('At most %1 characters.', most) : null;
}
