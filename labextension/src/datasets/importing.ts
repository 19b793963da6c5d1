import type { TranslationBundle } from '@jupyterlab/translation';

import { asPythonPost, shellWord } from '../core/program';
import { locationError } from './rules';
import type { DatasetBody, ImportRequest } from './types';

/** What the form for an import holds. */
export interface IImportDraft {
  isManifest: boolean;
  path: string;
  /** With the sub-folders' names, or what the manifest says, as labels. */
  withLabels: boolean;
  hardOnly: boolean;
}

export function importDraft(dataset: DatasetBody): IImportDraft {
  return {
    isManifest: false,
    path: dataset.data_sources[0]?.data_path ?? '',
    withLabels: true,
    hardOnly: false
  };
}

/** What is wrong with the place. */
export function importProblem(
  { isManifest, path }: IImportDraft,
  trans: TranslationBundle
): string | null {
  const place = path.trim();
  if (isManifest && (!place || place.endsWith('/'))) {
    return trans.__('Choose the Manifest file: its name ends in .manifest.');
  }
  return place
    ? locationError(place, trans)
    : trans.__('Choose a folder in the object store.');
}

export function importRequest(draft: IImportDraft): ImportRequest {
  const { isManifest, path, withLabels, hardOnly } = draft;
  return {
    import_path: path.trim(),
    import_type: isManifest ? 'manifest' : 'dir',
    import_annotations: withLabels,
    difficult_only: isManifest && hardOnly
  };
}

export function importPython(
  draft: IImportDraft,
  dataset: DatasetBody,
  baseUrl: string
): string {
  return asPythonPost({
    name: 'task',
    url: `${baseUrl}modelarts/v2/default/datasets/${dataset.dataset_id}/import-tasks`,
    body: importRequest(draft),
    shown: 'answer.json()["task_id"]'
  });
}

/** As one command; null where its options do not say all. */
export function importCommand(
  draft: IImportDraft,
  dataset: DatasetBody
): string | null {
  const { isManifest, path, withLabels, hardOnly } = draft;
  if (!withLabels) {
    return null;
  }
  return [
    `jupyter modelarts datasets import ${shellWord(dataset.dataset_id)}`,
    shellWord(path.trim()),
    ...(isManifest ? ['--manifest'] : []),
    ...(isManifest && hardOnly ? ['--hard-only'] : []),
    '--wait'
  ].join(' \\\n  ');
}
