import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type { EngineAction, EngineBody, EngineListBody } from './types';

export class EnginesClient {
  constructor(private readonly rest: RestClient) {}

  list(signal?: AbortSignal): Promise<EngineListBody> {
    return this.rest.request(path`v1/${PROJECT}/engines`, { signal });
  }

  get(engineId: string, signal?: AbortSignal): Promise<EngineBody> {
    return this.rest.request(path`v1/${PROJECT}/engines/${engineId}`, { signal });
  }

  act(engineId: string, action: EngineAction): Promise<EngineBody> {
    const target = path`v1/${PROJECT}/engines/${engineId}/actions`;
    return this.rest.request(target, { method: 'POST', body: { action_type: action } });
  }

  /** Removes the environment; the engine can be built again. */
  delete(engineId: string): Promise<EngineBody> {
    const target = path`v1/${PROJECT}/engines/${engineId}`;
    return this.rest.request(target, { method: 'DELETE' });
  }
}
