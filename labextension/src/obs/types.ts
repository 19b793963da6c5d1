// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

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
 * A bucket to make.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CreateBucketRequest".
 */
export interface CreateBucketRequest {
  name: string;
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
 * One level below the folder `uri`, from `marker` on.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObjectListQuery".
 */
export interface ObjectListQuery {
  uri: string;
  marker?: string;
  limit?: number;
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
