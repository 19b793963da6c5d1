import type { TranslationBundle } from '@jupyterlab/translation';

import type { DatasetBody, ImportTaskBody, VersionBody } from './types';

const URN = 'urn:modelarts:dataset:';

const SYNCHRONIZING = 5;
const PUBLISHING = 6;
const IMPORTING = 8;

const VERSION_PUBLISHING = 0;
const VERSION_READY = 1;
const VERSION_FAILED = 4;

const TASK_STATES: Readonly<Record<string, string>> = {
  QUEUING: 'queued',
  STARTING: 'starting',
  RUNNING: 'running',
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  STOPPED: 'stopped'
};
const VERSION_STATES: Readonly<Record<number, string>> = {
  [VERSION_PUBLISHING]: 'running',
  [VERSION_READY]: 'ready',
  [VERSION_FAILED]: 'failed'
};
const LIVE = new Set(['queued', 'starting', 'running']);

export function urnOf(datasetId: string): string {
  return URN + datasetId;
}

export type Work = 'synchronizing' | 'publishing' | 'importing';

/** What the platform is doing with a dataset now. */
export function workOf(dataset: DatasetBody): Work | null {
  switch (dataset.status) {
    case SYNCHRONIZING:
      return 'synchronizing';
    case PUBLISHING:
      return 'publishing';
    case IMPORTING:
      return 'importing';
    default:
      return null;
  }
}

export function workWord(work: Work, trans: TranslationBundle): string {
  switch (work) {
    case 'synchronizing':
      return trans.__('Synchronizing');
    case 'publishing':
      return trans.__('Publishing');
    case 'importing':
      return trans.__('Importing');
  }
}

/** Between 0 and 1; none of no images are labeled. */
export function labeledShare(dataset: DatasetBody): number {
  const { annotated_sample_count: labeled, total_sample_count: total } = dataset;
  return total > 0 ? labeled / total : 0;
}

/** The state of an import in the words of the pills. */
export function taskState(task: ImportTaskBody): string {
  return TASK_STATES[task.status] ?? task.status;
}

export function isTaskLive(task: ImportTaskBody): boolean {
  return LIVE.has(taskState(task));
}

/** How much of an import is done; null while nobody knows how much there is. */
export function taskShare(task: ImportTaskBody): number | null {
  const { finished_sample_count: done, total_sample_count: total } = task;
  return total > 0 ? done / total : null;
}

export function versionState(version: VersionBody): string {
  return VERSION_STATES[version.status] ?? 'stopped';
}

export function isReady(version: VersionBody): boolean {
  return version.status === VERSION_READY;
}

export function isPublishing(version: VersionBody): boolean {
  return version.status === VERSION_PUBLISHING;
}

/** The name that a version gets unless it is given one: V001, V002, … */
export function nextVersionName(dataset: DatasetBody): string {
  return `V${String(dataset.next_version_num).padStart(3, '0')}`;
}

/** Where the manifest of a version of this name will be. */
export function manifestOf(dataset: DatasetBody, versionName: string): string {
  const folder = dataset.inner_annotation_path.replace(/\/*$/, '/');
  return `${folder}${versionName}/${versionName}.manifest`;
}
