import type { TranslationBundle } from '@jupyterlab/translation';
import { nullTranslator } from '@jupyterlab/translation';

import ofCompute from '../../../locale/zh_CN/compute.json';
import ofEngines from '../../../locale/zh_CN/engines.json';
import ofServices from '../../../locale/zh_CN/services.json';
import { serviceWords } from '../sentences';

const trans = nullTranslator.load('jupyter_modelarts');
const texts: Readonly<Record<string, string>> = {
  ...ofCompute,
  ...ofEngines,
  ...ofServices
};
const fill = (text: string, args: readonly unknown[]): string =>
  texts[text].replace(/%(\d)/g, (_, place) => String(args[Number(place) - 1]));
/** By the catalogue that ships; a text that it lacks is a failure here. */
const chinese = {
  __: (text: string, ...args: unknown[]) => fill(text, args),
  _n: (one: string, _many: string, n: number) => fill(one, [n])
} as unknown as TranslationBundle;

const KILLED = 'The command was ended by signal 9 (SIGKILL).';
const SAID = [
  'Deploying digits 0.0.1 (70 %) and digits 0.0.2 (30 %).',
  'Updating to digits 0.0.2 (100 %).',
  'Updating to digits 0.0.2; digits 0.0.1 answers until it is ready. digits 0.0.2 is being loaded',
  'Updating to digits 0.0.2; digits 0.0.1 answers until it is ready.',
  'Started.',
  'Stop requested.',
  'Moved to the trash.',
  'Taken out of the trash.',
  'A token to call it was made.',
  'The service stops by itself, as it was asked to.',
  `Replica 2 of digits 0.0.1 ended: ${KILLED} (restart 1 of 5)`,
  `Replica 2 of digits 0.0.1 has failed: ${KILLED}`,
  'Replica 1 of digits 0.0.1 does not answer its health check: another takes its place.',
  'Replica 1 of digits 0.0.1 answers.',
  'digits 0.0.1 answers: the service is deployed.',
  `digits 0.0.2 could not be deployed, digits 0.0.1 goes on. digits 0.0.2: ${KILLED}`,
  `The service could not be deployed. digits 0.0.1: ${KILLED}`,
  '1 of 2 replicas answer: digits 0.0.1 is being loaded',
  'digits 0.0.1 needs greeting<=1.0: what its engine lacks is installed first.',
  'The service could not be deployed. digits 0.0.1: greeting==9.0 cannot be installed on scikit-learn: The package index does not have packages that fit together: the log names them. Check which index pip is configured to use, and try again.',
  'The inference gateway is starting.',
  'The inference gateway is down: it is being started again.',
  'it does not answer its health check.',
  'it has ended.',
  `${KILLED} Trying again (2).`,
  'waiting for 0.5 CPUs, 0 ahead'
];

describe('what the server says of services', () => {
  it.each(SAID)('is translated as a whole: %s', sentence => {
    const said = serviceWords(sentence, chinese);
    expect(said).not.toBe(sentence);
    expect(said).not.toMatch(/[a-z] [a-z]/);
  });

  it.each(SAID)('stays as it is in English: %s', sentence => {
    expect(serviceWords(sentence, trans).replace('next in line', '0 ahead')).toBe(
      sentence
    );
  });

  it('keeps what the model itself said', () => {
    const said = 'digits 0.0.1: ValueError: weights.bin is not what it should be';
    expect(serviceWords(said, chinese)).toBe(said);
  });
});
