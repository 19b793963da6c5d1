import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type { LogChunk, UsageBody, WorkloadBody, WorkloadListBody } from './types';

/** The most that the server answers of a log at once, in bytes. */
export const LOG_PART = 262_144;

export class ComputeClient {
  constructor(private readonly rest: RestClient) {}

  /** What is queued, starting, running or stopping. */
  active(signal?: AbortSignal): Promise<WorkloadListBody> {
    const query = { active: true, limit: 100 };
    return this.rest.request(path`v1/${PROJECT}/workloads`, { query, signal });
  }

  stop(workloadId: string): Promise<WorkloadBody> {
    const target = path`v1/${PROJECT}/workloads/${workloadId}/stop`;
    return this.rest.request(target, { method: 'POST' });
  }

  /** Log text from byte `offset`, at most `limit` bytes of it. */
  log(
    workloadId: string,
    offset: number,
    limit: number,
    signal?: AbortSignal
  ): Promise<LogChunk> {
    const target = path`v1/${PROJECT}/workloads/${workloadId}/log`;
    return this.rest.request(target, { query: { offset, limit }, signal });
  }

  /** The last lines of the log. */
  tail(workloadId: string, lines: number, signal?: AbortSignal): Promise<LogChunk> {
    const target = path`v1/${PROJECT}/workloads/${workloadId}/log`;
    return this.rest.request(target, { query: { tail: lines }, signal });
  }

  usage(workloadId: string, signal?: AbortSignal): Promise<UsageBody> {
    const target = path`v1/${PROJECT}/workloads/${workloadId}/usage`;
    return this.rest.request(target, { signal });
  }
}
