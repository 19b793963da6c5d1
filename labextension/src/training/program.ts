import type { IDraft } from './draft';
import { requestOf, sentInputs, sentOutputs } from './draft';

/** The same request as a Python program; the token comes from the environment, never from here. */
export function asPython(draft: IDraft, baseUrl: string): string {
  const body = pythonOf(requestOf(draft), 0);
  return [
    'import os',
    '',
    'import requests',
    '',
    `URL = ${pythonOf(`${baseUrl}modelarts/v2/default/training-jobs`, 0)}`,
    `job = ${body}`,
    'headers = {"Authorization": f"token {os.environ[\'JUPYTER_TOKEN\']}"}',
    'answer = requests.post(URL, json=job, headers=headers, timeout=60)',
    'answer.raise_for_status()',
    'print(answer.json()["metadata"]["id"])',
    ''
  ].join('\n');
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

/** A word that a POSIX shell reads as it stands. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function pythonOf(value: unknown, depth: number): string {
  const inner = '    '.repeat(depth + 1);
  const outer = '    '.repeat(depth);
  if (Array.isArray(value)) {
    const items = value.map(one => `${inner}${pythonOf(one, depth + 1)},\n`);
    return items.length ? `[\n${items.join('')}${outer}]` : '[]';
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(
      ([name, one]) => `${inner}${JSON.stringify(name)}: ${pythonOf(one, depth + 1)},\n`
    );
    return items.length ? `{\n${items.join('')}${outer}}` : '{}';
  }
  if (value === null || value === undefined) {
    return 'None';
  }
  return typeof value === 'boolean'
    ? value
      ? 'True'
      : 'False'
    : JSON.stringify(value);
}
