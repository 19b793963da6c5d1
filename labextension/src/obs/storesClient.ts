import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type { StoreBody, StoreListBody, StoreRequest, StoreTestBody } from './types';

const STORES = path`v1/${PROJECT}/stores`;

/** The object stores: the local one, and the S3 servers beside it. */
export class StoresClient {
  constructor(private readonly rest: RestClient) {}

  list(signal?: AbortSignal): Promise<StoreListBody> {
    return this.rest.request(STORES, { signal });
  }

  create(body: StoreRequest): Promise<StoreBody> {
    return this.rest.request(STORES, { method: 'POST', body });
  }

  /** An empty secret leaves the one that is kept. */
  update(body: StoreRequest): Promise<StoreBody> {
    const target = path`v1/${PROJECT}/stores/${body.name}`;
    return this.rest.request(target, { method: 'PUT', body });
  }

  remove(name: string): Promise<void> {
    const target = path`v1/${PROJECT}/stores/${name}`;
    return this.rest.request(target, { method: 'DELETE' });
  }

  test(name: string): Promise<StoreTestBody> {
    const target = path`v1/${PROJECT}/stores/${name}/test`;
    return this.rest.request(target, { method: 'POST', body: {} });
  }

  /** Look whether what is on the form would work. */
  testNew(store: StoreRequest, bucket: string): Promise<StoreTestBody> {
    const target = path`v1/${PROJECT}/store-tests`;
    return this.rest.request(target, { method: 'POST', body: { store, bucket } });
  }
}
