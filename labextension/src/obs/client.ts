import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type { BucketBody, BucketListBody, ObjectListBody } from './types';

const BUCKETS = path`v1/${PROJECT}/buckets`;
const OBJECTS = path`v1/${PROJECT}/objects`;

/** The object store: buckets, and what lies in their folders. */
export class ObsClient {
  constructor(private readonly rest: RestClient) {}

  buckets(signal?: AbortSignal): Promise<BucketListBody> {
    return this.rest.request(BUCKETS, { signal });
  }

  createBucket(name: string): Promise<BucketBody> {
    return this.rest.request(BUCKETS, { method: 'POST', body: { name } });
  }

  /** One level below a folder. */
  list(
    uri: string,
    marker: string | null,
    limit: number,
    signal?: AbortSignal
  ): Promise<ObjectListBody> {
    return this.rest.request(OBJECTS, { query: { uri, marker, limit }, signal });
  }

  /** The address at which the browser gets an object. */
  contentUrl(uri: string): string {
    return this.rest.url(`${OBJECTS}/content`, { uri, download: true });
  }
}
