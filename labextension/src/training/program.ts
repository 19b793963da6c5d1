import { asPythonPost, shellWord } from '../core/program';
import type { IDraft } from './draft';
import { linesOf, requestOf, sentInputs, sentOutputs } from './draft';

/** The same request as a Python program. */
export function asPython(draft: IDraft, baseUrl: string): string {
  return asPythonPost({
    name: 'job',
    url: `${baseUrl}modelarts/v2/default/training-jobs`,
    body: requestOf(draft),
    shown: 'answer.json()["metadata"]["id"]'
  });
}

/** The same request as one command, for a terminal in JupyterLab's folder. */
export function asCommand(draft: IDraft): string {
  const words = ['jupyter modelarts jobs create'];
  const add = (option: string, value: string): void => {
    words.push(`${option} ${shellWord(value)}`);
  };
  if (draft.parent) {
    add('--again', draft.parent);
  }
  add('--name', draft.name);
  if (draft.description) {
    add('--description', draft.description);
  }
  add('--code-dir', draft.codeDir);
  add('--boot-file', draft.bootFile);
  add('--engine', draft.engine);
  for (const row of sentInputs(draft)) {
    const source = row.kind === 'dataset' ? `${row.dataset}:${row.version}` : row.url;
    add('--input', row.name ? `${row.name}=${source}` : source);
  }
  for (const { name, value } of sentOutputs(draft)) {
    add('--output', name ? `${name}=${value}` : value);
  }
  for (const { name, value } of draft.parameters.filter(pair => pair.name)) {
    add('--parameter', `${name}=${value}`);
  }
  for (const { name, value } of draft.environments.filter(pair => pair.name)) {
    add('--env', `${name}=${value}`);
  }
  for (const line of linesOf(draft.requirements)) {
    add('--requirement', line);
  }
  if (draft.flavor) {
    add('--flavor', draft.flavor);
  }
  return words.join(' \\\n  ');
}

/** Whether `asCommand` says all: expressions and the log's copy need the whole request. */
export function fitsCommand(draft: IDraft): boolean {
  return draft.metrics === null && !draft.logUrl.trim();
}

/** The request in JSON, for `jupyter modelarts jobs create --file`. */
export function asJson(draft: IDraft): string {
  return JSON.stringify(requestOf(draft), null, 2);
}
