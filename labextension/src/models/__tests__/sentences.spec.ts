import type { TranslationBundle } from '@jupyterlab/translation';
import { nullTranslator } from '@jupyterlab/translation';

import ofCompute from '../../../locale/zh_CN/compute.json';
import ofModels from '../../../locale/zh_CN/models.json';
import { modelWords } from '../sentences';
import golden from './sentences.json';

const trans = nullTranslator.load('jupyter_modelarts');
const texts: Readonly<Record<string, string>> = { ...ofCompute, ...ofModels };
/** By the catalogue that ships; a text that it lacks is a failure here. */
const chinese = {
  __: (text: string, ...args: unknown[]) =>
    texts[text].replace(/%(\d)/g, (_, place) => String(args[Number(place) - 1]))
} as unknown as TranslationBundle;

/** The texts come from the server itself: tests/models/test_sentences.py writes them. */
describe('what the server says of models', () => {
  it.each(golden)('is translated: %s', sentence => {
    expect(modelWords(sentence, chinese)).not.toBe(sentence);
  });

  it('keeps names, versions and what is new', () => {
    const lacking = 'numpy 1.15 is in the engine pytorch, at least 1.26 is asked for.';
    expect(modelWords(lacking, trans)).toBe(
      'numpy 1.15 is in the engine pytorch, 1.26 or later is asked for.'
    );
    expect(modelWords('Something new.', chinese)).toBe('Something new.');
  });
});
