import type { Contents } from '@jupyterlab/services';

import { joinLocal, nameOfLocal, shownName } from '../drivePaths';
import type { ObjectBody } from '../types';

/** What the drive keeps of a folder's listing. */
export interface IListed {
  folders: readonly string[];
  objects: readonly ObjectBody[];
}

/** A folder or bucket as JupyterLab wants it; stores know no times of folders. */
export function folderModel(
  local: string,
  content: Contents.IModel[] | null
): Contents.IModel {
  return {
    name: nameOfLocal(local),
    path: local,
    type: 'directory',
    writable: true,
    created: '',
    last_modified: '',
    mimetype: '',
    content,
    format: content ? 'json' : null!
  };
}

/** An object as JupyterLab wants it, without its content. */
export function fileModel(local: string, object: ObjectBody): Contents.IModel {
  const modified = new Date(object.last_modified).toISOString();
  return {
    name: nameOfLocal(local),
    path: local,
    type: local.toLowerCase().endsWith('.ipynb') ? 'notebook' : 'file',
    writable: true,
    created: modified,
    last_modified: modified,
    mimetype: '',
    content: null,
    format: null!,
    size: object.size,
    hash: object.etag,
    hash_algorithm: 'etag'
  };
}

/**
 * The entries of a folder. The object that only makes the folder stand is left out; a file
 * that has a folder's name is marked, since a path can be only one of them.
 */
export function entriesOf(
  local: string,
  folder: string,
  listed: IListed
): Contents.IModel[] {
  const names = listed.folders.map(uri => uri.slice(folder.length, -1));
  const taken = new Set(names);
  const folders = names.map(name =>
    folderModel(joinLocal(local, shownName(name)), null)
  );
  const files = listed.objects
    .filter(object => object.uri !== folder)
    .map(object => {
      const name = object.uri.slice(folder.length);
      const shown = shownName(name, taken.has(name));
      return fileModel(joinLocal(local, shown), object);
    });
  return [...folders, ...files];
}
