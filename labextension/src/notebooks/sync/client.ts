import { PROJECT } from '../../core/names';
import { path, type RestClient } from '../../core/request';
import type { SyncBody, SyncListBody, SyncPlanBody, SyncRequest } from '../types';

const ROOT = path`v1/${PROJECT}/syncs`;
const RECENT = 20;

/** The syncs of the server. */
export class SyncsClient {
  constructor(private readonly rest: RestClient) {}

  recent(signal?: AbortSignal): Promise<SyncListBody> {
    return this.rest.request(ROOT, { query: { limit: RECENT }, signal });
  }

  get(id: string, signal?: AbortSignal): Promise<SyncBody> {
    return this.rest.request(`${ROOT}/${path`${id}`}`, { signal });
  }

  preview(request: SyncRequest, signal?: AbortSignal): Promise<SyncPlanBody> {
    const target = path`v1/${PROJECT}/sync-previews`;
    return this.rest.request(target, { method: 'POST', body: request, signal });
  }

  start(request: SyncRequest, idempotencyKey: string): Promise<SyncBody> {
    return this.rest.request(ROOT, { method: 'POST', body: request, idempotencyKey });
  }

  stop(id: string): Promise<SyncBody> {
    return this.rest.request(`${ROOT}/${path`${id}`}/stop`, { method: 'POST' });
  }
}
