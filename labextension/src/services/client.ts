import { ServerConnection } from '@jupyterlab/services';

import { PROJECT } from '../core/names';
import { path, ResponseError, type RestClient } from '../core/request';
import type {
  DeployRequest,
  ServiceBody,
  ServiceEventListBody,
  ServiceListBody,
  ServiceMonitorListBody,
  ServiceSpecificationListBody,
  ServiceTokenBody,
  ServiceUpdateLogListBody,
  ServiceUpdateRequest
} from './types';

const SERVICES = path`v1/${PROJECT}/services`;

/** Which services to list. */
export interface IServiceQuery {
  status?: string;
  service_name?: string;
  model_id?: string;
  deleted?: boolean;
}

/** What a service said: a page may show it, whatever the status. */
export interface IPrediction {
  status: number;
  contentType: string;
  text: string;
  /** The version that answered, as "0.0.1"; empty where the gateway itself did. */
  version: string;
  requestId: string;
  /** From the click to the last byte. */
  ms: number;
}

export class ServicesClient {
  constructor(private readonly rest: RestClient) {}

  list(query: IServiceQuery, signal?: AbortSignal): Promise<ServiceListBody> {
    return this.rest.request(SERVICES, { query: { ...query }, signal });
  }

  get(id: string, signal?: AbortSignal): Promise<ServiceBody> {
    return this.rest.request(service(id), { signal });
  }

  deploy(body: DeployRequest, idempotencyKey: string): Promise<ServiceBody> {
    return this.rest.request(SERVICES, { method: 'POST', body, idempotencyKey });
  }

  update(id: string, body: ServiceUpdateRequest): Promise<ServiceBody> {
    return this.rest.request(service(id), { method: 'PUT', body, retries: 0 });
  }

  start(id: string): Promise<ServiceBody> {
    return this.update(id, { status: 'running' });
  }

  stop(id: string): Promise<ServiceBody> {
    return this.update(id, { status: 'stopped' });
  }

  /** Stops it and moves it to the trash. */
  delete(id: string): Promise<ServiceBody> {
    return this.rest.request(service(id), { method: 'DELETE' });
  }

  restore(id: string): Promise<ServiceBody> {
    return this.update(id, { deleted: false });
  }

  events(id: string, signal?: AbortSignal): Promise<ServiceEventListBody> {
    return this.rest.request(`${service(id)}/events`, { signal });
  }

  updateLogs(id: string, signal?: AbortSignal): Promise<ServiceUpdateLogListBody> {
    return this.rest.request(`${service(id)}/logs`, { signal });
  }

  monitor(
    id: string,
    span: number,
    signal?: AbortSignal
  ): Promise<ServiceMonitorListBody> {
    return this.rest.request(`${service(id)}/monitor`, { query: { span }, signal });
  }

  specifications(signal?: AbortSignal): Promise<ServiceSpecificationListBody> {
    return this.rest.request(`${SERVICES}/specifications`, { signal });
  }

  /** A token that may only call this service; it is told this once. */
  issueToken(id: string, ttl: number): Promise<ServiceTokenBody> {
    const target = `${service(id)}/tokens`;
    return this.rest.request(target, { method: 'POST', body: { ttl } });
  }

  /** Calls the service by way of the Jupyter server; a form or JSON. */
  async predict(
    id: string,
    below: string,
    body: FormData | string,
    signal: AbortSignal
  ): Promise<IPrediction> {
    const begun = performance.now();
    const headers: Record<string, string> =
      typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
    const init = { method: 'POST', body, headers, signal };
    const target = path`v1/infers/${id}` + (below === '/' ? '' : below);
    const { settings } = this.rest;
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(
        this.rest.url(target),
        init,
        settings
      );
    } catch (error) {
      signal.throwIfAborted();
      throw new ResponseError(0, 'ModelArts.0000', String(error));
    }
    const text = await response.text();
    return {
      status: response.status,
      contentType: response.headers.get('Content-Type') ?? '',
      text,
      version: response.headers.get('X-ModelArts-Version') ?? '',
      requestId: response.headers.get('X-Request-Id') ?? '',
      ms: performance.now() - begun
    };
  }
}

function service(id: string): string {
  return `${SERVICES}/${path`${id}`}`;
}
