// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

export interface Everything {
  [k: string]: unknown;
}
/**
 * The answer to making a key pair, and the only time that `secret_key` is told.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "IssuedKeyBody".
 */
export interface IssuedKeyBody {
  access_key: string;
  secret_key: string;
}
/**
 * The answer to making a token, and the only time that `token` is told.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "IssuedTokenBody".
 */
export interface IssuedTokenBody {
  token_id: string;
  token: string;
  expire_time: number | null;
}
/**
 * A key pair as the list tells of it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "KeyBody".
 */
export interface KeyBody {
  access_key: string;
  name: string;
  create_time: number;
  last_used_time: number | null;
}
/**
 * All key pairs, newest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "KeyListBody".
 */
export interface KeyListBody {
  total_count: number;
  access_keys: KeyBody[];
}
/**
 * A key pair to be made.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "KeyRequest".
 */
export interface KeyRequest {
  name: string;
}
/**
 * A token as the list tells of it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TokenBody".
 */
export interface TokenBody {
  token_id: string;
  name: string;
  services: string[];
  workload: string | null;
  owner_urn: string;
  create_time: number;
  last_used_time: number | null;
  expire_time: number | null;
  expired: boolean;
}
/**
 * All tokens, newest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TokenListBody".
 */
export interface TokenListBody {
  total_count: number;
  tokens: TokenBody[];
}
/**
 * A token to be made; without `lifetime_s` it is valid until it is revoked.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TokenRequest".
 */
export interface TokenRequest {
  name: string;
  lifetime_s?: number | null;
  /**
   * @maxItems 100
   */
  services?: string[];
}
