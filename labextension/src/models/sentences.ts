import type { TranslationBundle } from '@jupyterlab/translation';

import { serverWords } from '../compute/sentences';

type Words = (found: RegExpExecArray, trans: TranslationBundle) => string;

/** What the server says of packages, in its English, and the same in the user's language. */
const SENTENCES: readonly (readonly [RegExp, Words])[] = [
  // Where the package is
  [
    /^Name a training job or a folder to import from\.$/,
    (_, trans) => trans.__('Name a training job or a folder to import from.')
  ],
  [
    /^There is nothing in (.+?)\. A package is /,
    ([, place], trans) =>
      trans.__(
        'There is nothing in %1. A package is a folder with model/ in it, which holds config.json, the model’s files and, if you like, customize_service.py.',
        place
      )
  ],
  [
    /^There is no folder model\/ in (.+?)\. A package is /,
    ([, place], trans) =>
      trans.__(
        'There is no folder model/ in %1. A package is a folder with model/ in it, which holds config.json, the model’s files and, if you like, customize_service.py.',
        place
      )
  ],
  [
    /^(.+) wrote no folder model\/ into its output\./,
    ([, job], trans) =>
      trans.__(
        '%1 wrote no folder model/ into its output. Let the script write one: below the directory that --train_url names, model/config.json, the model’s files and, if you like, model/customize_service.py; then run the job again.',
        job
      )
  ],
  [
    /^(.+) wrote model\/ into (\d+) of its outputs: /,
    ([, job, count], trans) =>
      trans.__(
        '%1 wrote model/ into %2 of its outputs: import from the folder of one of them.',
        job,
        count
      )
  ],
  [
    /^(.+) is in the trash: restore it first\.$/,
    ([, name], trans) => trans.__('%1 is in the trash: restore it first.', name)
  ],
  [
    /^(.+) is \w+: wait until it has succeeded\.$/,
    ([, job], trans) =>
      trans.__('%1 has not ended yet: wait until it has succeeded.', job)
  ],
  [
    /^(.+) has not succeeded, it is \w+: run it again\.$/,
    ([, job], trans) => trans.__('%1 has not succeeded: run it again.', job)
  ],
  // Which files it has
  [
    /^There is no config\.json in model\/: write one\.$/,
    (_, trans) => trans.__('There is no config.json in model/: write one.')
  ],
  [
    /^config\.json is there twice, in model\/ and beside it: /,
    (_, trans) =>
      trans.__(
        'config.json is there twice, in model/ and beside it: keep the one in model/.'
      )
  ],
  [
    /^It lies beside model\/: move it in there\.$/,
    (_, trans) => trans.__('It lies beside model/: move it in there.')
  ],
  [
    /^There may be one (\S+), \S+, but there is (.+) too: rename it\.$/,
    ([, name, other], trans) =>
      trans.__(
        'There may be one %1 in model/, but there is %2 too: rename it.',
        name,
        other
      )
  ],
  [
    /^model\/ holds no model file and no customize_service\.py\.$/,
    (_, trans) => trans.__('model/ holds no model file and no customize_service.py.')
  ],
  [
    /^model\/ holds more than (\d+) files: /,
    ([, most], trans) =>
      trans.__(
        'model/ holds more than %1 files: import the folder of the model only, or pack its files.',
        most
      )
  ],
  [
    /^There is no customize_service\.py: /,
    (_, trans) =>
      trans.__(
        'There is no customize_service.py: the engine’s own way to predict is used.'
      )
  ],
  // config.json
  [
    /^config\.json is not valid JSON: (.+) at line (\d+), column (\d+)\./,
    ([, what, line, column], trans) =>
      trans.__(
        'config.json is not valid JSON: %1 at line %2, column %3.',
        what,
        line,
        column
      )
  ],
  [/^It is missing: add it\.$/, (_, trans) => trans.__('It is missing: add it.')],
  [/^It must be text\.$/, (_, trans) => trans.__('It must be text.')],
  [/^It must be a number\.$/, (_, trans) => trans.__('It must be a number.')],
  [/^It must be a list\.$/, (_, trans) => trans.__('It must be a list.')],
  [/^It must be an object\.$/, (_, trans) => trans.__('It must be an object.')],
  [
    /^It must have at least one entry\.$/,
    (_, trans) => trans.__('It must have at least one entry.')
  ],
  [
    /^It must be EXACT, ATLEAST or ATMOST, or be left out\.$/,
    (_, trans) => trans.__('It must be EXACT, ATLEAST or ATMOST, or be left out.')
  ],
  [
    /^restraint is needed where package_version is given: /,
    (_, trans) =>
      trans.__(
        'restraint is needed where package_version is given: EXACT, ATLEAST or ATMOST.'
      )
  ],
  [
    /^It must be a JSON schema such as (.+)\.$/,
    ([, example], trans) => trans.__('It must be a JSON schema such as %1.', example)
  ],
  [
    /^(".*") is no path: begin it with one "\/"\.$/,
    ([, value], trans) => trans.__('%1 is no path: begin it with one "/".', value)
  ],
  [
    /^(".*") is no (?:method|protocol) of a service: write (.+)\.$/,
    ([, value, wanted], trans) =>
      trans.__('%1 does not fit a service: write %2.', value, wanted)
  ],
  [
    /^The installer (".*") is not supported: write "pip"\.$/,
    ([, value], trans) =>
      trans.__('The installer %1 is not supported: write "pip".', value)
  ],
  [
    /^Models of the type Image run /,
    (_, trans) =>
      trans.__(
        'Models of the type Image run a container image of their own, which this release does not start: package the model file with a customize_service.py instead.'
      )
  ],
  [
    /^There is no engine (".*") in this release: it has (.+)\.$/,
    ([, asked, known], trans) =>
      trans.__('There is no engine %1 in this release: it has %2.', asked, known)
  ],
  [
    /^There is no engine (".*"): did you mean (.+)\?$/,
    ([, asked, near], trans) =>
      trans.__('There is no engine %1: did you mean %2?', asked, near)
  ],
  [
    /^There is no engine (".*"): choose one of (.+)\.$/,
    ([, asked, known], trans) =>
      trans.__('There is no engine %1: choose one of %2.', asked, known)
  ],
  // customize_service.py
  [
    /^customize_service\.py, line (\d+): (.+): correct it\.$/,
    ([, line, what], trans) =>
      trans.__('customize_service.py, line %1: %2: correct it.', line, what)
  ],
  [
    /^customize_service\.py: no class inherits /,
    (_, trans) =>
      trans.__(
        'customize_service.py: no class inherits from a service base, such as model_service.python_model_service.XgSklServingBaseService: write one.'
      )
  ],
  // Name and version
  [
    /^The model name is empty: /,
    (_, trans) => trans.__('The model name is empty: give 1 to 64 characters.')
  ],
  [
    /^The model name (".*") contains (".*"): use /,
    ([, name, wrong], trans) =>
      trans.__(
        'The model name %1 contains %2: use letters, digits, underscores, hyphens and Chinese characters.',
        name,
        wrong
      )
  ],
  [
    /^(".*") is no version of a model: /,
    ([, value], trans) =>
      trans.__(
        '%1 is no version of a model: write three numbers of at most two digits, such as 0.0.1.',
        value
      )
  ],
  [
    /^There is a (.+) already: choose another version\.$/,
    ([, name], trans) =>
      trans.__('There is a %1 already: choose another version.', name)
  ],
  // Dependencies
  [
    /^(\S+) is not in the engine (\S+)\.$/,
    ([, name, engine], trans) => trans.__('%1 is not in the engine %2.', name, engine)
  ],
  [
    /^(\S+): the engine (\S+) is not built yet, /,
    ([, name, engine], trans) =>
      trans.__(
        '%1: the engine %2 is not built yet, so nobody knows whether it has this package: build the engine.',
        name,
        engine
      )
  ],
  [
    /^(\S+) (\S+) is in the engine (\S+), (.+) is asked for\.$/,
    ([, name, version, engine, wanted], trans) =>
      trans.__(
        '%1 %2 is in the engine %3, %4 is asked for.',
        name,
        version,
        engine,
        restraintWords(wanted, trans)
      )
  ],
  // How an import ended
  [/^The import was stopped\.$/, (_, trans) => trans.__('The import was stopped.')],
  [
    /^(".*") is not what the job wrote: /,
    ([, file], trans) =>
      trans.__(
        '%1 is not what the job wrote: it was changed since. Run the job again, or import from the folder.',
        file
      )
  ],
  [
    /^(".*") is gone: it was removed meanwhile\.$/,
    ([, file], trans) => trans.__('%1 is gone: it was removed meanwhile.', file)
  ],
  [
    /^The model has (\d+) bytes, which do not fit on the disk: /,
    ([, size], trans) =>
      trans.__(
        'The model has %1 bytes, which do not fit on the disk: free some space and import it again.',
        size
      )
  ]
];

/** A sentence of the server about a model in the user's language; an unknown one stays. */
export function modelWords(text: string, trans: TranslationBundle): string {
  for (const [pattern, words] of SENTENCES) {
    const found = pattern.exec(text);
    if (found) {
      return words(found, trans);
    }
  }
  return serverWords(text, trans);
}

function restraintWords(wanted: string, trans: TranslationBundle): string {
  const [, word, version] = /^(?:(at least|at most|exactly) )?(.+)$/.exec(wanted) ?? [];
  switch (word) {
    case 'at least':
      return trans.__('%1 or later', version);
    case 'at most':
      return trans.__('%1 or earlier', version);
    default:
      return trans.__('exactly %1', version ?? wanted);
  }
}
