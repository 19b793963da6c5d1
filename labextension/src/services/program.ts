import { pythonOf, shellWord } from '../core/program';
import { exampleOf, formFields, type IFormField } from './example';
import type { ServedApi } from './types';

/** The address of one path of a service. */
export function addressOf(access: string, api: ServedApi): string {
  return api.url === '/' ? access : access + api.url;
}

/** A call as one command; `token` may be a variable of the shell. */
export function asCurl(access: string, api: ServedApi, token: string): string {
  const words = [`curl -X POST ${shellWord(addressOf(access, api))}`];
  words.push(
    token.startsWith('$')
      ? `-H "X-Auth-Token: ${token}"`
      : `-H ${shellWord(`X-Auth-Token: ${token}`)}`
  );
  const fields = formFields(api);
  if (fields.length > 0) {
    words.push(
      ...fields.map(
        ({ name, isFile }) => `-F ${shellWord(`${name}=${isFile ? '@image.png' : ''}`)}`
      )
    );
  } else {
    words.push(`-H 'Content-Type: application/json'`);
    words.push(`-d ${shellWord(JSON.stringify(exampleOf(api.request) ?? {}))}`);
  }
  return words.join(' \\\n  ');
}

/** A call as a Python program; the token comes from the environment. */
export function asPython(access: string, api: ServedApi): string {
  const fields = formFields(api);
  const sent =
    fields.length > 0
      ? [
          `files = {${fields.map(pythonField).join(', ')}}`,
          'answer = requests.post(URL, headers=headers, files=files, timeout=60)'
        ]
      : [
          `body = ${pythonOf(exampleOf(api.request) ?? {})}`,
          'answer = requests.post(URL, headers=headers, json=body, timeout=60)'
        ];
  return [
    'import os',
    '',
    'import requests',
    '',
    `URL = ${pythonOf(addressOf(access, api))}`,
    'headers = {"X-Auth-Token": os.environ["MODELARTS_TOKEN"]}',
    ...sent,
    'answer.raise_for_status()',
    'print(answer.json())',
    ''
  ].join('\n');
}

/** A field of a form, as requests wants it: without a file's name it is text. */
function pythonField({ name, isFile }: IFormField): string {
  return `${pythonOf(name)}: ${isFile ? 'open("image.png", "rb")' : '(None, "")'}`;
}
