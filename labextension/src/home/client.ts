import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type { DismissedBody, DismissRequest, HomeBody, SampleDataBody } from './types';

export class HomeClient {
  constructor(private readonly rest: RestClient) {}

  get(signal?: AbortSignal): Promise<HomeBody> {
    return this.rest.request(path`v1/${PROJECT}/home`, { signal });
  }

  /** Do not show an item again until it has changed. */
  dismiss(body: DismissRequest): Promise<DismissedBody> {
    const target = path`v1/${PROJECT}/home/dismissals`;
    return this.rest.request(target, { method: 'POST', body });
  }

  /** Begin to make the sample data; where that is under way already, it goes on. */
  makeSampleData(idempotencyKey: string): Promise<SampleDataBody> {
    const target = path`v1/${PROJECT}/sample-data`;
    return this.rest.request(target, { method: 'POST', idempotencyKey });
  }

  stopSampleData(): Promise<SampleDataBody> {
    const target = path`v1/${PROJECT}/sample-data/stop`;
    return this.rest.request(target, { method: 'POST' });
  }
}
