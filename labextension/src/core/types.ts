// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

export interface Everything {
  [k: string]: unknown;
}
/**
 * What every failed request answers.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ErrorBody".
 */
export interface ErrorBody {
  error_code: string;
  error_msg: string;
  field?: string | null;
}
/**
 * A hint to look again, never data: `change` is a word such as created, updated, deleted.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Event".
 */
export interface Event {
  topic: string;
  urn: string;
  change: string;
}
