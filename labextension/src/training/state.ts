import type { TrainingJobBody } from './types';

export const URN = 'urn:modelarts:training-job:';

const LIVE: ReadonlySet<string> = new Set([
  'queued',
  'starting',
  'running',
  'stopping'
]);

/** Whether the job may still change by itself. */
export function isLive(job: TrainingJobBody): boolean {
  return LIVE.has(job.status.state);
}

/** "trainjob-test V0002". */
export function jobTitle(job: TrainingJobBody): string {
  return `${job.metadata.name} ${job.metadata.version}`;
}

/** The dataset versions and folders that a job reads, in words of the user's own. */
export function inputNames(job: TrainingJobBody): string[] {
  return (job.algorithm.inputs ?? []).map(({ remote }) => {
    const { dataset, obs } = remote;
    return dataset
      ? `${dataset.name || dataset.id} ${dataset.version_name || dataset.version_id}`
      : (obs?.obs_url ?? '');
  });
}

/** How long it has run, in milliseconds; null where it has not begun. A live one counts on. */
export function durationOf(job: TrainingJobBody, now: number): number | null {
  const { start_time: start, end_time: end, duration } = job.status;
  if (!start) {
    return null;
  }
  return end || !isLive(job) ? duration : Math.max(0, now - start);
}

/** A filter of the list: the states it stands for, as the REST API calls them. */
export const STATE_FILTERS: Readonly<Record<string, readonly string[]>> = {
  all: [],
  active: ['Pending', 'Creating', 'Running', 'Terminating'],
  succeeded: ['Completed'],
  failed: ['Failed', 'Abnormal'],
  stopped: ['Terminated']
};

/** Whether a name is somebody's: Jupyter makes one up for whoever has only its token. */
export function isPerson(name: string): boolean {
  return name !== '' && !/^[0-9a-f]{32}$/.test(name);
}

/** Where the job's own last words are: the end of a traceback, or the sentence. */
export function lastWords(job: TrainingJobBody): string {
  const { failure } = job.status;
  return failure ? failure.last_line || failure.message : '';
}
