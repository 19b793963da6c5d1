import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type {
  DownloadBody,
  EngineAction,
  EngineBody,
  EngineListBody,
  OwnEngineRequest
} from './types';

export class EnginesClient {
  constructor(private readonly rest: RestClient) {}

  list(signal?: AbortSignal): Promise<EngineListBody> {
    return this.rest.request(path`v1/${PROJECT}/engines`, { signal });
  }

  get(engineId: string, signal?: AbortSignal): Promise<EngineBody> {
    return this.rest.request(path`v1/${PROJECT}/engines/${engineId}`, { signal });
  }

  create(engine: OwnEngineRequest): Promise<EngineBody> {
    const target = path`v1/${PROJECT}/engines`;
    return this.rest.request(target, { method: 'POST', body: engine });
  }

  update(engine: OwnEngineRequest): Promise<EngineBody> {
    const target = path`v1/${PROJECT}/engines/${engine.engine_id}`;
    return this.rest.request(target, { method: 'PUT', body: engine });
  }

  /** `requirements` are what `install` puts in, or `measure` finds out the size of. */
  act(
    engineId: string,
    action: EngineAction,
    requirements: readonly string[] = []
  ): Promise<EngineBody> {
    const target = path`v1/${PROJECT}/engines/${engineId}/actions`;
    const body = { action_type: action, ...(requirements.length && { requirements }) };
    return this.rest.request(target, { method: 'POST', body });
  }

  /** What was measured, or whether it still is. */
  download(
    engineId: string,
    requirements: readonly string[] = []
  ): Promise<DownloadBody> {
    const asked = requirements.join('\n');
    const target = path`v1/${PROJECT}/engines/${engineId}/download?requirement=${asked}`;
    return this.rest.request(target, {});
  }

  /** Removes the environment; one of this release's can be built again. */
  delete(engineId: string): Promise<EngineBody> {
    const target = path`v1/${PROJECT}/engines/${engineId}`;
    return this.rest.request(target, { method: 'DELETE' });
  }
}
