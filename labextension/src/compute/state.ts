import type { State, WorkloadBody } from './types';

const LIVE: ReadonlySet<string> = new Set([
  'queued',
  'starting',
  'running',
  'stopping'
]);

/** Whether the state may still change by itself. */
export function isLive(state: State): boolean {
  return LIVE.has(state);
}

export interface ICounts {
  running: number;
  queued: number;
}

/** What is at work and what waits, for the status bar. */
export function countsOf(workloads: readonly WorkloadBody[]): ICounts {
  const queued = workloads.filter(one => one.state === 'queued').length;
  return { running: workloads.length - queued, queued };
}

/** Those that nothing else of ours started: what a user would stop as one. */
export function topMost(workloads: readonly WorkloadBody[]): WorkloadBody[] {
  return workloads.filter(one => !one.parent_id);
}

/**
 * What is shown of those: of what serves, one for each owner, whose page says the rest; what
 * serves nobody is the platform's own.
 */
export function shownOf(workloads: readonly WorkloadBody[]): WorkloadBody[] {
  const owners = new Set<string>();
  return topMost(workloads).filter(({ mode, owner_urn: owner }) => {
    if (mode !== 'serve') {
      return true;
    }
    const isNew = owner !== '' && !owners.has(owner);
    owners.add(owner);
    return isNew;
  });
}

/** The page that shows what a URN names: `urn:modelarts:training-job:…` is on `training-job`. */
export function pageOf(urn: string): { name: string; id: string } | null {
  const match = /^urn:modelarts:([a-z-]+):(.+)$/.exec(urn);
  return match ? { name: match[1], id: match[2] } : null;
}
