import type { TranslationBundle } from '@jupyterlab/translation';

import { serverWords } from '../compute/sentences';
import { engineReason } from '../engines/words';

type Words = (found: RegExpExecArray, trans: TranslationBundle) => string;

/** What the server says of services, in its English, and the same in the user's language. */
const SENTENCES: readonly (readonly [RegExp, Words])[] = [
  [
    /^Deploying (.+)\.$/,
    ([, what], trans) => trans.__('Deploying %1.', listed(what, trans))
  ],
  [
    /^Updating to (.+); (.+) answers until it is ready\. ?(.*)$/,
    ([, then, now, waiting], trans) =>
      joined(
        trans.__(
          'Updating to %1; %2 answers until it is ready.',
          listed(then, trans),
          listed(now, trans)
        ),
        waiting,
        trans
      )
  ],
  [
    /^Updating to (.+)\.$/,
    ([, what], trans) => trans.__('Updating to %1.', listed(what, trans))
  ],
  [/^Started\.$/, (_, trans) => trans.__('Started.')],
  [/^Stop requested\.$/, (_, trans) => trans.__('Stop requested.')],
  [/^Moved to the trash\.$/, (_, trans) => trans.__('Moved to the trash.')],
  [/^Taken out of the trash\.$/, (_, trans) => trans.__('Taken out of the trash.')],
  [
    /^A token to call it was made\.$/,
    (_, trans) => trans.__('A token to call it was made.')
  ],
  [
    /^The service stops by itself, as it was asked to\.$/,
    (_, trans) => trans.__('The service stops by itself, as it was asked to.')
  ],
  [
    /^Replica (\d+) of (.+) ended: (.+) \(restart (\d+) of (\d+)\)$/,
    ([, number, title, why, restart, most], trans) =>
      trans.__(
        'Replica %1 of %2 ended: %3 (restart %4 of %5)',
        number,
        title,
        serviceWords(why, trans),
        restart,
        most
      )
  ],
  [
    /^Replica (\d+) of (.+) has failed: (.+)$/,
    ([, number, title, why], trans) =>
      trans.__(
        'Replica %1 of %2 has failed: %3',
        number,
        title,
        serviceWords(why, trans)
      )
  ],
  [
    /^Replica (\d+) of (.+) does not answer its health check: another takes its place\.$/,
    ([, number, title], trans) =>
      trans.__(
        'Replica %1 of %2 does not answer its health check: another takes its place.',
        number,
        title
      )
  ],
  [
    /^Replica (\d+) of (.+) answers\.$/,
    ([, number, title], trans) => trans.__('Replica %1 of %2 answers.', number, title)
  ],
  [
    /^(.+) answers: the service is deployed\.$/,
    ([, what], trans) =>
      trans.__('%1 answers: the service is deployed.', listed(what, trans))
  ],
  [
    /^(.+) could not be deployed, (.+) goes on\. (.+)$/,
    ([, what, other, why], trans) =>
      joined(
        trans.__(
          '%1 could not be deployed, %2 goes on.',
          listed(what, trans),
          listed(other, trans)
        ),
        why,
        trans
      )
  ],
  [
    /^The service could not be deployed\. (.+)$/,
    ([, why], trans) =>
      joined(trans.__('The service could not be deployed.'), why, trans)
  ],
  [
    /^(\d+) of (\d+) replicas answer: (.*)$/,
    ([, ready, wanted, why], trans) =>
      joined(trans.__('%1 of %2 replicas answer:', ready, wanted), why, trans)
  ],
  [
    /^The inference gateway is starting\.$/,
    (_, trans) => trans.__('The inference gateway is starting.')
  ],
  [
    /^The inference gateway is down: it is being started again\.$/,
    (_, trans) => trans.__('The inference gateway is down: it is being started again.')
  ],
  [
    /^(.+) needs (.+): what its engine lacks is installed first\.$/,
    ([, title, packages], trans) =>
      trans.__(
        '%1 needs %2: what its engine lacks is installed first.',
        title,
        packages
      )
  ],
  [
    /^((?:(?!: ).)+) cannot be installed on (\S+): (.+)$/,
    ([, packages, engine, why], trans) =>
      trans.__(
        '%1 cannot be installed on %2: %3',
        packages,
        engine,
        engineReason(why, trans)
      )
  ],
  [
    /^(.+) is being loaded$/,
    ([, title], trans) => trans.__('%1 is being loaded', title)
  ],
  [
    /^it does not answer its health check\.$/,
    (_, trans) => trans.__('it does not answer its health check.')
  ],
  [/^it has ended\.$/, (_, trans) => trans.__('it has ended.')],
  [
    /^(.+) Trying again \((\d+)\)\.$/,
    ([, why, count], trans) =>
      trans.__('%1 Trying again (%2).', serviceWords(why, trans), count)
  ],
  [
    /^it did not answer within (\S+) seconds after its start\. Look at its log for where it hangs, or allow more time to load\.$/,
    ([, seconds], trans) =>
      trans.__(
        'it did not answer within %1 seconds after its start. Look at its log for where it hangs, or allow more time to load.',
        seconds
      )
  ],
  [
    /^(\S+ \d+\.\d+\.\d+): (.+)$/,
    ([, title, why], trans) => `${title}: ${serviceWords(why, trans)}`
  ]
];

/** A sentence of the server in the user's language; one that we do not know stays as it is. */
export function serviceWords(text: string, trans: TranslationBundle): string {
  for (const [pattern, words] of SENTENCES) {
    const found = pattern.exec(text);
    if (found) {
      return words(found, trans);
    }
  }
  return serverWords(text, trans);
}

function joined(first: string, then: string, trans: TranslationBundle): string {
  return then ? `${first} ${serviceWords(then, trans)}` : first;
}

/** "digits 0.0.1 (70 %) and digits 0.0.2 (30 %)". */
function listed(titles: string, trans: TranslationBundle): string {
  return titles.split(' and ').reduce((all, one) => trans.__('%1 and %2', all, one));
}
