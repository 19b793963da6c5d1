import type { TranslationBundle } from '@jupyterlab/translation';
import { nullTranslator } from '@jupyterlab/translation';

import ofCompute from '../../../locale/zh_CN/compute.json';
import ofEngines from '../../../locale/zh_CN/engines.json';
import { serverWords } from '../../compute/sentences';
import type { EngineBody } from '../types';
import { descriptionOf, engineNote, engineReason } from '../words';
import golden from './sentences.json';

const trans = nullTranslator.load('jupyter_modelarts');
const texts: Readonly<Record<string, string>> = { ...ofCompute, ...ofEngines };
const fill = (text: string, args: readonly unknown[]): string =>
  texts[text].replace(/%(\d)/g, (_, place) => String(args[Number(place) - 1]));
/** By the catalogue that ships; a text that it lacks is a failure here. */
const chinese = {
  __: (text: string, ...args: unknown[]) => fill(text, args),
  _n: (one: string, _many: string, n: number) => fill(one, [n])
} as unknown as TranslationBundle;

/** The texts come from the server itself: tests/engines/test_sentences.py writes them. */
describe('what the server says', () => {
  it.each(golden.workloads)('is translated: %s', sentence => {
    expect(serverWords(sentence, chinese)).not.toBe(sentence);
  });

  it.each(golden.engines)('of engines is translated: %s', sentence => {
    expect(engineReason(sentence, chinese)).not.toBe(sentence);
  });

  it.each(golden.notes)('of a choice is translated: %s', note => {
    expect(engineNote(note, trans)).toBe(note);
    expect(engineNote(note, chinese)).not.toBe(note);
  });

  it.each(Object.entries(golden.descriptions))(
    'of the engine %s is translated',
    (engine_id, description) => {
      const engine = { engine_id, description } as EngineBody;
      expect(descriptionOf(engine, trans)).toBe(description);
      expect(descriptionOf(engine, chinese)).not.toBe(description);
    }
  );

  it('keeps amounts, names and what is new', () => {
    expect(serverWords('waiting for 2 CPUs, 1 ahead', trans)).toBe(
      'waiting for 2 CPUs, 1 ahead'
    );
    expect(serverWords('waiting for 1 CPU, 0 ahead', trans)).toBe(
      'waiting for 1 CPU, next in line'
    );
    expect(
      serverWords(
        'waiting for 1 CPU, 0 ahead; services hold 1.5 CPUs, stop one to make room: a #1, b #1, c #1 and 2 more',
        trans
      )
    ).toBe(
      'waiting for 1 CPU, next in line; services hold 1.5 CPUs, stop one to make room: a #1, b #1, c #1 and 2 more'
    );
    expect(serverWords('The input obs://b/k does not exist.', chinese)).toContain(
      'obs://b/k'
    );
    expect(serverWords("KeyError: 'a' (train.py, line 3)", chinese)).toBe(
      "KeyError: 'a' (train.py, line 3)"
    );
  });
});
