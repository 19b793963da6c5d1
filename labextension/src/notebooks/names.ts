import type { Contents } from '@jupyterlab/services';

import { pathOfUri, uriOfPath } from '../obs/drivePaths';

const SCHEME = 'obs://';

/** What the server calls a file: a path in the work directory, or an object's URI. */
export function serverName(path: string, contents: Contents.IManager): string {
  return uriOfPath(path) ?? contents.localPath(path);
}

/** What JupyterLab calls a file that the server names. */
export function labName(name: string): string {
  return isObject(name) ? pathOfUri(name) : name;
}

export function isObject(name: string): boolean {
  return name.startsWith(SCHEME);
}
