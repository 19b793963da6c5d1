import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type {
  BucketBody,
  BucketListBody,
  CountBody,
  ObjectActionRequest,
  ObjectBody,
  ObjectListBody,
  RemovalBody,
  TrashBody,
  VersionListBody
} from './types';

const BUCKETS = path`v1/${PROJECT}/buckets`;
const OBJECTS = path`v1/${PROJECT}/objects`;
const CONTENT = `${OBJECTS}/content`;
const TRASH = `${OBJECTS}/trash`;
const VERSIONS = `${OBJECTS}/versions`;

export interface IListOptions {
  limit: number;
  marker?: string | null;
  prefix?: string;
}

/** When to write: only what has this etag still, or only where nothing is. */
export type Condition = { etag: string } | 'absent' | null;

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

  /** One level below a folder, of the names that begin with a prefix. */
  find(
    uri: string,
    options: IListOptions,
    signal?: AbortSignal
  ): Promise<ObjectListBody> {
    const { limit, marker, prefix } = options;
    return this.rest.request(OBJECTS, {
      query: { uri, limit, marker, prefix: prefix || null },
      signal
    });
  }

  info(uri: string): Promise<ObjectBody> {
    return this.rest.request(`${OBJECTS}/info`, { query: { uri } });
  }

  /** The bytes of an object, and the etag of their version. */
  async read(uri: string): Promise<{ bytes: ArrayBuffer; etag: string }> {
    const response = await this.rest.fetch(CONTENT, { query: { uri } });
    const etag = response.headers.get('ETag') ?? '';
    return { bytes: await response.arrayBuffer(), etag: etag.replace(/^W\/|"/g, '') };
  }

  /** Write a small object. Rejects with 412 where the condition does not hold. */
  write(
    uri: string,
    bytes: Blob | Uint8Array<ArrayBuffer>,
    condition: Condition,
    signal?: AbortSignal
  ): Promise<ObjectBody> {
    return this.rest.request(CONTENT, {
      method: 'PUT',
      query: { uri },
      bytes,
      headers: headersOf(condition),
      signal,
      // A write that came through without an answer would not find its etag again.
      retries: 0
    });
  }

  /** To the trash; a folder where the URI ends in a slash. */
  delete(uri: string): Promise<RemovalBody> {
    return this.rest.request(OBJECTS, { method: 'DELETE', query: { uri } });
  }

  act(body: ObjectActionRequest): Promise<CountBody> {
    return this.rest.request(`${OBJECTS}/actions`, { method: 'POST', body });
  }

  trash(bucket: string, signal?: AbortSignal): Promise<TrashBody> {
    return this.rest.request(TRASH, { query: { bucket }, signal });
  }

  versions(uri: string, signal?: AbortSignal): Promise<VersionListBody> {
    return this.rest.request(VERSIONS, { query: { uri }, signal });
  }

  /** Make a version the latest again; what is the latest now stays a version. */
  restoreVersion(uri: string, versionId: string): Promise<ObjectBody> {
    const body = { uri, version_id: versionId };
    return this.rest.request(VERSIONS, { method: 'POST', body });
  }

  /** The address at which the browser gets an object. */
  contentUrl(uri: string): string {
    return this.rest.url(CONTENT, { uri, download: true });
  }
}

function headersOf(condition: Condition): Record<string, string> {
  if (condition === 'absent') {
    return { 'If-None-Match': '*' };
  }
  return condition ? { 'If-Match': `"${condition.etag}"` } : {};
}
