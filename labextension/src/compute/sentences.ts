import type { TranslationBundle } from '@jupyterlab/translation';

type Words = (found: RegExpExecArray, trans: TranslationBundle) => string;

/** What the server says of workloads, in its English, and the same in the user's language. */
const SENTENCES: readonly (readonly [RegExp, Words])[] = [
  [
    /^waiting for (.+), 0 ahead; services hold (.+), stop one to make room: (.+?)(?: and (\d+) more)?$/,
    ([, need, held, names, more], trans) =>
      trans.__(
        'waiting for %1, next in line; services hold %2, stop one to make room: %3',
        amountWords(need, trans),
        amountWords(held, trans),
        more ? trans.__('%1 and %2 more', names, more) : names
      )
  ],
  [
    /^waiting for (.+), 0 ahead$/,
    ([, need], trans) =>
      trans.__('waiting for %1, next in line', amountWords(need, trans))
  ],
  [
    /^waiting for (.+), (\d+) ahead$/,
    ([, need, ahead], trans) =>
      trans.__('waiting for %1, %2 ahead', amountWords(need, trans), ahead)
  ],
  [
    /^waiting to try again after a failure$/,
    (_, trans) => trans.__('waiting to try again after a failure')
  ],
  [/^waiting for (.+)$/, ([, thing], trans) => trans.__('waiting for %1', thing)],
  [
    /^(.+) (?:failed|stopped|lost|is gone): look at its log, mend it, and run this again\.$/,
    ([, name], trans) =>
      trans.__(
        '%1 did not succeed: look at its log, mend it, and run this again.',
        name
      )
  ],
  [
    /^It asks for (.+?) and (.+) has ([\d.]+)\.$/,
    ([, need, pool, has], trans) =>
      trans.__('It asks for %1 and %2 has %3.', amountWords(need, trans), pool, has)
  ],
  [
    /^The command ended with exit code (\d+)\.$/,
    ([, code], trans) => trans.__('The command ended with exit code %1.', code)
  ],
  [
    /^The command was ended by signal (\d+) \((.+)\)\.$/,
    ([, number, name], trans) =>
      trans.__('The command was ended by signal %1 (%2).', number, name)
  ],
  [
    /^The command (.+) cannot be started: (.+)\.$/,
    ([, name, why], trans) =>
      trans.__('The command %1 cannot be started: %2.', name, faultWords(why, trans))
  ],
  [
    /^The system killed the command because the machine ran out of memory\.$/,
    (_, trans) =>
      trans.__('The system killed the command because the machine ran out of memory.')
  ],
  [
    /^The command used (\d+) MB of (\d+) MB of memory and was ended\. Choose a larger flavor, or use less at a time\.$/,
    ([, used, limit], trans) =>
      trans.__(
        'The command used %1 MB of %2 MB of memory and was ended. Choose a larger flavor, or use less at a time.',
        used,
        limit
      )
  ],
  [
    /^The input folder (.+) does not exist\.$/,
    ([, name], trans) => trans.__('The input folder %1 does not exist.', name)
  ],
  [
    /^The input (.+) does not exist\.$/,
    ([, name], trans) => trans.__('The input %1 does not exist.', name)
  ],
  [
    /^The input (.+) cannot be read: (.+)\.$/,
    ([, name, why], trans) =>
      trans.__('The input %1 cannot be read: %2.', name, faultWords(why, trans))
  ],
  [
    /^The input (.+) has (\d+) bytes instead of (\d+): it changed after this was submitted\. Submit it again\.$/,
    ([, name, size, wanted], trans) =>
      trans.__(
        'The input %1 has %2 bytes instead of %3: it changed after this was submitted. Submit it again.',
        name,
        size,
        wanted
      )
  ],
  [
    /^(\S+) does not exist \(any more\)\.$/,
    ([, name], trans) => trans.__('%1 does not exist (any more).', name)
  ],
  [
    /^The output '?(.+?)'? could not be saved: (.+?)\.( \d+ more could not be saved either\.)?$/,
    ([, name, why], trans) =>
      trans.__('The output %1 could not be saved: %2.', name, faultWords(why, trans))
  ],
  [
    /^Its outputs could not be moved to the object store\.$/,
    (_, trans) => trans.__('Its outputs could not be moved to the object store.')
  ],
  [/^Stopped on request\.$/, (_, trans) => trans.__('Stopped on request.')],
  [
    /^The computer was restarted while it ran\.$/,
    (_, trans) => trans.__('The computer was restarted while it ran.')
  ],
  [
    /^Its supervisor was killed; nothing of it runs any more\.$/,
    (_, trans) => trans.__('Its supervisor was killed; nothing of it runs any more.')
  ],
  [
    /^This server runs in a container: jobs end when the container does\.$/,
    (_, trans) =>
      trans.__('This server runs in a container: jobs end when the container does.')
  ],
  [
    /^This server belongs to the system service (.+): jobs end when that service stops\.$/,
    ([, service], trans) =>
      trans.__(
        'This server belongs to the system service %1: jobs end when that service stops.',
        service
      )
  ],
  [
    /^The service ended by itself \(exit code 0\)\.$/,
    (_, trans) => trans.__('The service ended by itself (exit code 0).')
  ]
];

/** A sentence of the server in the user's language; one that we do not know stays as it is. */
export function serverWords(text: string, trans: TranslationBundle): string {
  for (const [pattern, words] of SENTENCES) {
    const found = pattern.exec(text);
    if (found) {
      return words(found, trans);
    }
  }
  return text;
}

function amountWords(need: string, trans: TranslationBundle): string {
  const amount = /^([\d.]+) (CPUs?|MB of memory|GPUs?)$/.exec(need);
  switch (amount?.[2]) {
    case 'CPU':
    case 'CPUs':
      return trans._n('%1 CPU', '%1 CPUs', Number(amount[1]));
    case 'MB of memory':
      return trans.__('%1 MB of memory', amount[1]);
    case 'GPU':
    case 'GPUs':
      return trans._n('%1 GPU', '%1 GPUs', Number(amount[1]));
    default:
      return need === 'its turn' ? trans.__('its turn') : need;
  }
}

/** What the system says where a file cannot be read or written. */
function faultWords(text: string, trans: TranslationBundle): string {
  switch (text) {
    case 'No space left on device':
      return trans.__('no space is left on the disk');
    case 'Permission denied':
      return trans.__('permission denied');
    case 'No such file or directory':
      return trans.__('there is no such file or folder');
    default:
      return text;
  }
}
