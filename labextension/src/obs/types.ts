// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * Where a bucket's name goes: into the path, or in front of the host.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Addressing".
 */
export type Addressing = 'auto' | 'path' | 'virtual';
/**
 * Where a store's access key comes from.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Credentials".
 */
export type Credentials = 'kept' | 'environment';
/**
 * What is done to all objects of a folder.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TaskAction".
 */
export type TaskAction = 'copy' | 'move' | 'delete' | 'restore' | 'forget';
/**
 * How far the work on a folder is.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TaskState".
 */
export type TaskState = 'running' | 'done' | 'stopped' | 'failed';
/**
 * Where a bucket's name goes: into the path, or in front of the host.
 */
export type Addressing1 = 'auto' | 'path' | 'virtual';
/**
 * Where a store's access key comes from.
 */
export type Credentials1 = 'kept' | 'environment';
/**
 * What can be done to an object or a folder.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectAction".
 */
export type ObjectAction = 'copy' | 'move' | 'create_folder';
/**
 * Where a chunked upload is.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UploadState".
 */
export type UploadState = 'receiving' | 'storing' | 'stored' | 'failed';

export interface Everything {
  [k: string]: unknown;
}
/**
 * A bucket; `create_time` in milliseconds.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "BucketBody".
 */
export interface BucketBody {
  name: string;
  create_time: number;
}
/**
 * All buckets.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "BucketListBody".
 */
export interface BucketListBody {
  buckets: BucketBody[];
}
/**
 * How many objects it was.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CountBody".
 */
export interface CountBody {
  count: number;
}
/**
 * A bucket to make, in the store of this name; without one, in the local store.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CreateBucketRequest".
 */
export interface CreateBucketRequest {
  name: string;
  store?: string;
}
/**
 * An object that will come in parts; `sha256` is of the whole.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CreateUploadRequest".
 */
export interface CreateUploadRequest {
  uri: string;
  size: number;
  overwrite?: boolean;
  sha256?: string | null;
}
/**
 * An object, a folder (it ends in a slash), or an empty bucket; `permanent` passes by the
 * trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DeleteObjectsQuery".
 */
export interface DeleteObjectsQuery {
  uri: string;
  permanent?: boolean;
}
/**
 * Work on a folder; `total` is null until its objects are counted. `trash_id` gives back what
 * was deleted.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FolderTaskBody".
 */
export interface FolderTaskBody {
  task_id: string;
  action: TaskAction;
  source: string;
  target: string;
  trash_id: string;
  state: TaskState;
  done: number;
  total: number | null;
  reason: string;
  create_time: number;
}
/**
 * What is running, and what has ended in the last days; the latest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FolderTaskListBody".
 */
export interface FolderTaskListBody {
  tasks: FolderTaskBody[];
}
/**
 * Work on all objects of the folder `source`: `copy` or `move` it to the folder `target`,
 * `delete` it to the trash; `restore` a deletion of its bucket, or `forget` it, or with an empty
 * `trash_id` all of the bucket's trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FolderTaskRequest".
 */
export interface FolderTaskRequest {
  action: TaskAction;
  source: string;
  target?: string;
  overwrite?: boolean;
  trash_id?: string;
}
/**
 * One deletion, or where none is named all of the bucket's trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ForgetQuery".
 */
export interface ForgetQuery {
  bucket: string;
  trash_id?: string | null;
}
/**
 * A store that is not saved yet.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "NewStoreTestRequest".
 */
export interface NewStoreTestRequest {
  bucket?: string;
  store: StoreRequest;
}
/**
 * An S3 server; without `endpoint` AWS's own of the region. Secrets are never answered.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StoreRequest".
 */
export interface StoreRequest {
  name: string;
  endpoint?: string;
  region?: string;
  addressing?: Addressing1;
  credentials?: Credentials1;
  access_key?: string;
  secret_key?: string;
  session_token?: string;
  prefix?: string;
}
/**
 * Folders end in a slash. `create_folder` needs only a `target`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectActionRequest".
 */
export interface ObjectActionRequest {
  action: ObjectAction;
  source?: string;
  target?: string;
  overwrite?: boolean;
}
/**
 * An object; `last_modified` in milliseconds.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectBody".
 */
export interface ObjectBody {
  uri: string;
  name: string;
  size: number;
  last_modified: number;
  etag: string;
}
/**
 * One object.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectInfoQuery".
 */
export interface ObjectInfoQuery {
  uri: string;
}
/**
 * A page: folders and objects in the order of their keys.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectListBody".
 */
export interface ObjectListBody {
  folders: string[];
  objects: ObjectBody[];
  next_marker: string | null;
}
/**
 * What lies in the folder `uri` after `marker`: one level, or with `recursive` all below;
 * with `prefix` only the names that begin so.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectListQuery".
 */
export interface ObjectListQuery {
  uri: string;
  marker?: string;
  limit?: number;
  recursive?: boolean;
  prefix?: string;
}
/**
 * One object; with `download` the browser saves it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectQuery".
 */
export interface ObjectQuery {
  uri: string;
  download?: boolean;
}
/**
 * What was deleted; `trash_id` gives it back, null where it is for good.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RemovalBody".
 */
export interface RemovalBody {
  trash_id: string | null;
  count: number;
}
/**
 * The deletion to give back.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RestoreRequest".
 */
export interface RestoreRequest {
  bucket: string;
  trash_id: string;
}
/**
 * The version that is to be the latest again.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RestoreVersionRequest".
 */
export interface RestoreVersionRequest {
  uri: string;
  version_id: string;
}
/**
 * A store. `hidden` buckets are those whose name an earlier store has too; `trouble` says why
 * the server did not list its buckets; `editable` is false for what was not entered here.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StoreBody".
 */
export interface StoreBody {
  name: string;
  kind: string;
  endpoint: string;
  region: string;
  addressing: string;
  credentials: string;
  access_key: string;
  prefix: string;
  buckets: string[];
  hidden: string[];
  trouble: string | null;
  editable: boolean;
}
/**
 * All stores, in the order in which buckets are looked for.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StoreListBody".
 */
export interface StoreListBody {
  total_count: number;
  stores: StoreBody[];
}
/**
 * One step of a test; `cause` says what is wrong: name, network, tls, no_s3, clock,
 * credential, permission, bucket, region, server; empty where it went well.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StoreStepBody".
 */
export interface StoreStepBody {
  step: string;
  message: string;
  cause: string;
}
/**
 * How far a test came; `buckets` are those that the access key may see.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StoreTestBody".
 */
export interface StoreTestBody {
  ok: boolean;
  steps: StoreStepBody[];
  buckets: string[];
}
/**
 * What to look at beside the connection: a bucket, if one is named.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StoreTestRequest".
 */
export interface StoreTestRequest {
  bucket?: string;
}
/**
 * A bucket's trash, the latest deletion first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrashBody".
 */
export interface TrashBody {
  items: TrashedBody[];
}
/**
 * One deletion: `uri` is the object or the folder of all; `trashed_at` in milliseconds.
 * With `is_more` there are more objects than `count`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrashedBody".
 */
export interface TrashedBody {
  trash_id: string;
  uri: string;
  trashed_at: number;
  count: number;
  is_more: boolean;
}
/**
 * The trash of one bucket.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrashQuery".
 */
export interface TrashQuery {
  bucket: string;
}
/**
 * A chunked upload; `parts` are the numbers that have arrived.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UploadBody".
 */
export interface UploadBody {
  upload_id: string;
  uri: string;
  size: number;
  part_size: number;
  parts: number[];
  state: UploadState;
  reason: string;
  create_time: number;
}
/**
 * All uploads, the latest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UploadListBody".
 */
export interface UploadListBody {
  uploads: UploadBody[];
}
/**
 * A part that has arrived.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UploadPartBody".
 */
export interface UploadPartBody {
  number: number;
  sha256: string;
}
/**
 * An object as it was from `last_modified` (milliseconds) on; `deleted` where it was deleted
 * then.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "VersionBody".
 */
export interface VersionBody {
  version_id: string;
  size: number;
  last_modified: number;
  is_latest: boolean;
  deleted: boolean;
}
/**
 * The latest first; `kept` is false where the bucket keeps no versions.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "VersionListBody".
 */
export interface VersionListBody {
  kept: boolean;
  versions: VersionBody[];
}
