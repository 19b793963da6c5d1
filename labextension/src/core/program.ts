/** Values and requests as other programs spell them: what a form shows to be copied. */

/** A word that a POSIX shell reads as it stands. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** JSON as Python writes it. */
export function pythonOf(value: unknown, depth = 0): string {
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

export interface IPythonRequest {
  /** What the body is called, as "job". */
  name: string;
  url: string;
  body: unknown;
  /** How the answer is shown, as `answer.json()["job_id"]`. */
  shown: string;
}

/** A POST as a Python program; the token comes from the environment, never from here. */
export function asPythonPost({ name, url, body, shown }: IPythonRequest): string {
  return [
    'import os',
    '',
    'import requests',
    '',
    `URL = ${pythonOf(url)}`,
    `${name} = ${pythonOf(body)}`,
    'headers = {"Authorization": f"token {os.environ[\'JUPYTER_TOKEN\']}"}',
    `answer = requests.post(URL, json=${name}, headers=headers, timeout=60)`,
    'answer.raise_for_status()',
    `print(${shown})`,
    ''
  ].join('\n');
}
