import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type {
  ImportedModelBody,
  ImportModelRequest,
  ModelDetailBody,
  ModelListBody,
  ModelListQuery,
  ModelPreviewBody,
  ModelsDeletedBody,
  ModelTextBody,
  ModelVersionListBody
} from './types';

const MODELS = path`v1/${PROJECT}/models`;

export class ModelsClient {
  constructor(private readonly rest: RestClient) {}

  list(wanted: ModelListQuery, signal?: AbortSignal): Promise<ModelListBody> {
    return this.rest.request(MODELS, { query: { ...wanted }, signal });
  }

  get(id: string, signal?: AbortSignal): Promise<ModelDetailBody> {
    return this.rest.request(model(id), { signal });
  }

  versions(id: string, signal?: AbortSignal): Promise<ModelVersionListBody> {
    return this.rest.request(`${model(id)}/versions`, { signal });
  }

  import(body: ImportModelRequest, idempotencyKey: string): Promise<ImportedModelBody> {
    return this.rest.request(MODELS, { method: 'POST', body, idempotencyKey });
  }

  /** What a request would import, and what speaks against it; imports nothing. */
  preview(body: ImportModelRequest, signal?: AbortSignal): Promise<ModelPreviewBody> {
    const target = path`v1/${PROJECT}/model-previews`;
    return this.rest.request(target, { method: 'POST', body, signal });
  }

  stop(id: string): Promise<ModelDetailBody> {
    return this.act(id, 'stop');
  }

  /** Takes a version out of the trash. */
  restore(id: string): Promise<ModelDetailBody> {
    return this.act(id, 'restore');
  }

  /** Moves a version to the trash. */
  delete(id: string): Promise<ModelsDeletedBody> {
    return this.rest.request(model(id), { method: 'DELETE' });
  }

  describe(id: string, description: string): Promise<ModelDetailBody> {
    return this.rest.request(model(id), { method: 'PUT', body: { description } });
  }

  /** The beginning of a file, as text where it is some. */
  text(id: string, name: string, signal?: AbortSignal): Promise<ModelTextBody> {
    return this.rest.request(`${model(id)}/files/text`, { query: { name }, signal });
  }

  private act(id: string, action: string): Promise<ModelDetailBody> {
    const body = { action_type: action };
    return this.rest.request(`${model(id)}/actions`, { method: 'POST', body });
  }
}

function model(id: string): string {
  return path`v1/${PROJECT}/models/${id}`;
}
