import { PROJECT } from '../core/names';
import {
  type IRequestOptions,
  newIdempotencyKey,
  path,
  ResponseError,
  type RestClient
} from '../core/request';
import type {
  AddSamplesAnswer,
  AddSamplesRequest,
  BatchAnswer,
  CreateDatasetAnswer,
  CreateDatasetRequest,
  DatasetBody,
  DatasetIdAnswer,
  DatasetListAnswer,
  ImportRequest,
  ImportTaskBody,
  ImportTaskListAnswer,
  LabelBody,
  LabelListAnswer,
  LabelProperty,
  PublishAnswer,
  PublishRequest,
  SampleBody,
  SampleListAnswer,
  SampleUpdate,
  StatsAnswer,
  TaskIdAnswer,
  UpdateDatasetRequest,
  UpdateSamplesAnswer,
  VersionBody,
  VersionListAnswer
} from './types';

const ROOT = path`v2/${PROJECT}/datasets`;

/** Which samples of a dataset to list. */
export interface ISampleQuery {
  state: '__ALL__' | '__NONE__' | '__DELETED__';
  label?: string | null;
  hard?: boolean | null;
}

/** What becomes of the images that have only the label that is deleted. */
export const LABEL_ONLY = 0;
export const LABEL_AND_ITS_IMAGES = 1;

/** The datasets of the server. */
export class DatasetsClient {
  constructor(private readonly rest: RestClient) {}

  list(
    search: string,
    marker: string | null,
    limit: number,
    signal?: AbortSignal,
    deleted = false
  ): Promise<DatasetListAnswer> {
    const query = {
      search_content: search || null,
      marker,
      limit,
      deleted: deleted || null
    };
    return this.rest.request(ROOT, { query, signal });
  }

  create(
    body: CreateDatasetRequest,
    idempotencyKey: string
  ): Promise<CreateDatasetAnswer> {
    return this.rest.request(ROOT, { method: 'POST', body, idempotencyKey });
  }

  dataset(id: string): DatasetClient {
    return new DatasetClient(this.rest, id);
  }
}

/** One dataset: its samples, labels, imports and versions. */
export class DatasetClient {
  constructor(
    private readonly rest: RestClient,
    readonly id: string
  ) {
    this.root = `${ROOT}/${path`${id}`}`;
  }

  get urn(): string {
    return `urn:modelarts:dataset:${this.id}`;
  }

  get(signal?: AbortSignal): Promise<DatasetBody> {
    return this.rest.request(this.root, { signal });
  }

  /** Loses with a conflict where `revision` is given and no longer the newest. */
  update(body: UpdateDatasetRequest, revision?: number): Promise<DatasetIdAnswer> {
    const ifMatch = revision === undefined ? undefined : `"${revision}"`;
    return this.rest.request(this.root, { method: 'PUT', body, ifMatch });
  }

  delete(): Promise<void> {
    return this.rest.request(this.root, { method: 'DELETE' });
  }

  restore(): Promise<DatasetIdAnswer> {
    return this.rest.request(`${this.root}/restore`, { method: 'POST' });
  }

  sync(): Promise<TaskIdAnswer> {
    return this.rest.request(`${this.root}/sync-data`, { method: 'POST' });
  }

  import(body: ImportRequest, idempotencyKey: string): Promise<TaskIdAnswer> {
    const options = { method: 'POST', body, idempotencyKey } as const;
    return this.rest.request(`${this.root}/import-tasks`, options);
  }

  imports(marker: string | null, signal?: AbortSignal): Promise<ImportTaskListAnswer> {
    const query = { marker, limit: 20 };
    return this.rest.request(`${this.root}/import-tasks`, { query, signal });
  }

  importTask(taskId: string, signal?: AbortSignal): Promise<ImportTaskBody> {
    return this.rest.request(`${this.root}/import-tasks/${path`${taskId}`}`, {
      signal
    });
  }

  stopTask(taskId: string): Promise<ImportTaskBody> {
    return this.rest.request(`${this.root}/import-tasks/${path`${taskId}`}/stop`, {
      method: 'POST'
    });
  }

  samples(
    wanted: ISampleQuery,
    marker: string | null,
    limit: number,
    signal?: AbortSignal
  ): Promise<SampleListAnswer> {
    const query = {
      sample_state: wanted.state,
      label_name: wanted.label,
      hard: wanted.hard,
      order: 'asc',
      marker,
      limit
    };
    return this.rest.request(this.annotations('samples'), { query, signal });
  }

  sample(id: string, signal?: AbortSignal): Promise<SampleBody> {
    return this.rest.request(this.annotations(`samples/${path`${id}`}`), { signal });
  }

  /**
   * Gives samples their labels. An answer in which some lost is an answer too; the same key
   * is sent again once where no answer came.
   */
  async saveLabels(samples: SampleUpdate[]): Promise<UpdateSamplesAnswer> {
    try {
      return await this.rest.request(this.annotations('samples'), {
        method: 'PUT',
        body: { samples },
        idempotencyKey: newIdempotencyKey(),
        retries: 1
      });
    } catch (error) {
      if (error instanceof ResponseError && Array.isArray(error.body.results)) {
        return error.body as unknown as UpdateSamplesAnswer;
      }
      throw error;
    }
  }

  addSamples(
    body: AddSamplesRequest,
    idempotencyKey: string,
    signal?: AbortSignal
  ): Promise<AddSamplesAnswer> {
    const options = { method: 'POST', body, idempotencyKey, signal } as const;
    return this.rest.request(this.annotations('samples'), options);
  }

  deleteSamples(samples: readonly string[]): Promise<BatchAnswer> {
    return this.post('samples/delete', { samples });
  }

  restoreSamples(samples: readonly string[]): Promise<BatchAnswer> {
    return this.post('samples/restore', { samples });
  }

  /** `size` is the longer side; the sample's etag makes the address new when its bytes are. */
  thumbnailUrl(sample: SampleBody, size: number): string {
    const target = this.annotations(`samples/${path`${sample.sample_id}`}/thumbnail`);
    return this.rest.url(target, { size, v: sample.etag });
  }

  previewUrl(sample: SampleBody): string {
    const target = this.annotations(`samples/${path`${sample.sample_id}`}/preview`);
    return this.rest.url(target, { v: sample.etag });
  }

  stats(signal?: AbortSignal): Promise<StatsAnswer> {
    return this.rest.request(this.annotations('stats'), { signal });
  }

  labels(signal?: AbortSignal): Promise<LabelListAnswer> {
    return this.rest.request(this.annotations('labels'), { signal });
  }

  addLabel(label: LabelBody): Promise<BatchAnswer> {
    return this.post('labels', { labels: [label] });
  }

  changeLabel(name: string, property: LabelProperty): Promise<void> {
    return this.rest.request(this.annotations(`labels/${path`${name}`}`), {
      method: 'PUT',
      body: property
    });
  }

  deleteLabel(
    name: string,
    policy: typeof LABEL_ONLY | typeof LABEL_AND_ITS_IMAGES
  ): Promise<BatchAnswer> {
    const query = { delete_policy: policy };
    return this.post('labels/delete', { labels: [{ name }] }, { query });
  }

  publish(body: PublishRequest, idempotencyKey: string): Promise<PublishAnswer> {
    const options = { method: 'POST', body, idempotencyKey } as const;
    return this.rest.request(`${this.root}/versions`, options);
  }

  versions(marker: string | null, signal?: AbortSignal): Promise<VersionListAnswer> {
    const query = { marker, limit: 20 };
    return this.rest.request(`${this.root}/versions`, { query, signal });
  }

  version(id: string, signal?: AbortSignal): Promise<VersionBody> {
    return this.rest.request(`${this.root}/versions/${path`${id}`}`, { signal });
  }

  /** Gives a publication up; the version is gone then. */
  stopVersion(id: string): Promise<void> {
    return this.rest.request(`${this.root}/versions/${path`${id}`}/stop`, {
      method: 'POST'
    });
  }

  deleteVersion(id: string): Promise<void> {
    return this.rest.request(`${this.root}/versions/${path`${id}`}`, {
      method: 'DELETE'
    });
  }

  private annotations(tail: string): string {
    return `${this.root}/data-annotations/${tail}`;
  }

  private post<T>(tail: string, body: unknown, more: IRequestOptions = {}): Promise<T> {
    return this.rest.request(this.annotations(tail), { method: 'POST', body, ...more });
  }

  private readonly root: string;
}
