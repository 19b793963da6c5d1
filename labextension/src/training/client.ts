import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type {
  MetricRule,
  MetricRuleListBody,
  MetricTestBody,
  SearchFilterBody,
  TrainingDifferenceBody,
  TrainingFlavorListBody,
  TrainingJobBody,
  TrainingJobListBody,
  TrainingJobRequest,
  TrainingMetricsBody,
  TrainingPreviewBody,
  TrainingVersionListBody
} from './types';

const JOBS = path`v2/${PROJECT}/training-jobs`;

/** Which jobs to list. */
export interface IJobQuery {
  filters: SearchFilterBody[];
  /** Only the newest version of each name. */
  latestOnly: boolean;
  marker: string | null;
  limit: number;
}

export class TrainingClient {
  constructor(private readonly rest: RestClient) {}

  search(wanted: IJobQuery, signal?: AbortSignal): Promise<TrainingJobListBody> {
    const { filters, marker, limit } = wanted;
    const body = { filters, marker, limit, group_by: wanted.latestOnly ? 'name' : '' };
    const target = path`v2/${PROJECT}/training-job-searches`;
    return this.rest.request(target, { method: 'POST', body, signal });
  }

  get(id: string, signal?: AbortSignal): Promise<TrainingJobBody> {
    return this.rest.request(job(id), { signal });
  }

  create(body: TrainingJobRequest, idempotencyKey: string): Promise<TrainingJobBody> {
    return this.rest.request(JOBS, { method: 'POST', body, idempotencyKey });
  }

  /** What a request would run, and what speaks against it; creates nothing. */
  preview(
    body: TrainingJobRequest,
    signal?: AbortSignal
  ): Promise<TrainingPreviewBody> {
    const target = path`v2/${PROJECT}/training-job-previews`;
    return this.rest.request(target, { method: 'POST', body, signal });
  }

  stop(id: string): Promise<TrainingJobBody> {
    return this.act(id, 'terminate');
  }

  /** Takes a job out of the trash. */
  restore(id: string): Promise<TrainingJobBody> {
    return this.act(id, 'restore');
  }

  /** Uploads again what could not be saved; the code does not run again. */
  resumeOutputs(id: string): Promise<TrainingJobBody> {
    return this.act(id, 'resume_outputs');
  }

  /** Moves an ended job to the trash. */
  delete(id: string): Promise<TrainingJobBody> {
    return this.rest.request(job(id), { method: 'DELETE' });
  }

  describe(id: string, description: string): Promise<TrainingJobBody> {
    return this.rest.request(job(id), { method: 'PUT', body: { description } });
  }

  versions(id: string, signal?: AbortSignal): Promise<TrainingVersionListBody> {
    return this.rest.request(`${job(id)}/versions`, { signal });
  }

  difference(id: string, signal?: AbortSignal): Promise<TrainingDifferenceBody> {
    return this.rest.request(`${job(id)}/difference`, { signal });
  }

  metrics(
    id: string,
    points: number,
    signal?: AbortSignal
  ): Promise<TrainingMetricsBody> {
    return this.rest.request(`${job(id)}/metrics`, { query: { points }, signal });
  }

  flavors(signal?: AbortSignal): Promise<TrainingFlavorListBody> {
    return this.rest.request(path`v2/${PROJECT}/training-job-flavors`, { signal });
  }

  metricRules(signal?: AbortSignal): Promise<MetricRuleListBody> {
    return this.rest.request(path`v2/${PROJECT}/training-job-metric-rules`, { signal });
  }

  /** What expressions find in text, by the same rules as in a job. */
  testMetrics(
    rules: readonly MetricRule[] | null,
    text: string,
    signal?: AbortSignal
  ): Promise<MetricTestBody> {
    const target = path`v2/${PROJECT}/training-job-metric-tests`;
    return this.rest.request(target, { method: 'POST', body: { rules, text }, signal });
  }

  /** The address of the whole log as a file. */
  logUrl(id: string): string {
    return this.rest.url(`${job(id)}/logs/download`);
  }

  private act(id: string, action: string): Promise<TrainingJobBody> {
    const body = { action_type: action };
    return this.rest.request(`${job(id)}/actions`, { method: 'POST', body });
  }
}

function job(id: string): string {
  return `${JOBS}/${path`${id}`}`;
}
