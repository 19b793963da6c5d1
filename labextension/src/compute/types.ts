// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * `run` ends and has an outcome; `serve` has a desired state and ports.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Mode".
 */
export type Mode = 'run' | 'serve';
/**
 * Where a workload failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Phase".
 */
export type Phase = 'environment' | 'inputs' | 'code' | 'outputs';
/**
 * What a workload is doing; the words of the table in the REST facts.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "State".
 */
export type State =
  | 'queued'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'succeeded'
  | 'failed'
  | 'stopped'
  | 'lost';
/**
 * The desired state: what the user last asked for.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Wanted".
 */
export type Wanted = 'running' | 'stopped';

export interface Everything {
  [k: string]: unknown;
}
/**
 * A size that a user may choose.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Flavor".
 */
export interface Flavor {
  id: string;
  pool_id: string;
  name: string;
  cpu: number;
  memory_mb: number;
  gpus: number;
}
/**
 * Log text from byte `offset`; `dropped` bytes before it were not kept.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LogChunk".
 */
export interface LogChunk {
  offset: number;
  next_offset: number;
  size: number;
  text: string;
  dropped?: number;
  ended?: boolean;
}
/**
 * Which part of a log: from byte `offset`, or the last `tail` lines.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LogQuery".
 */
export interface LogQuery {
  offset?: number;
  limit?: number;
  tail?: number | null;
}
/**
 * Where workloads run, and how much of it there is.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Pool".
 */
export interface Pool {
  id: string;
  name: string;
  runner: string;
  cpu: number;
  memory_mb: number;
  gpus: number;
}
/**
 * All pools, and whether what runs on this computer outlives the Jupyter server.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PoolListBody".
 */
export interface PoolListBody {
  pools: Pool[];
  flavors: Flavor[];
  survives_server: boolean;
  survival_note: string;
}
/**
 * A port of a running attempt: `address` is `host:number` or a socket's path.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PortState".
 */
export interface PortState {
  name: string;
  address: string;
  health: string;
  task?: number;
}
/**
 * What the running attempt is at: `phase` is a word, `done` of `total` where both are known.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Progress".
 */
export interface Progress {
  phase: string;
  done?: number | null;
  total?: number | null;
  detail?: string;
}
/**
 * What an attempt reserves on its pool.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Resources".
 */
export interface Resources {
  cpu?: number;
  memory_mb?: number;
  gpus?: number;
}
/**
 * Where a Python program failed: the text, and the innermost line of the user's own file.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Traceback".
 */
export interface Traceback {
  text: string;
  file?: string | null;
  line?: number | null;
}
/**
 * CPU and memory of the newest attempt over time.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UsageBody".
 */
export interface UsageBody {
  samples: UsageSample[];
}
/**
 * One look at a running attempt: CPU in percent of one core, memory in bytes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UsageSample".
 */
export interface UsageSample {
  at: number;
  cpu_percent: number;
  memory_bytes: number;
  gpu_percent?: number | null;
  gpu_memory_bytes?: number | null;
}
/**
 * A workload as the REST API answers it (our addition, in ModelArts' style).
 *
 * Environment and argv stay inside: they may name what a user would not show.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "WorkloadBody".
 */
export interface WorkloadBody {
  workload_id: string;
  kind: string;
  name: string;
  mode: Mode;
  owner_urn: string;
  parent_id: string | null;
  pool_id: string;
  state: State;
  wanted: Wanted;
  failure_phase: Phase | null;
  reason: string;
  traceback: Traceback | null;
  attempt: number;
  resources: Resources;
  progress: Progress | null;
  ports: PortState[];
  create_time: number;
  start_time: number | null;
  end_time: number | null;
}
/**
 * One page of workloads.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "WorkloadListBody".
 */
export interface WorkloadListBody {
  total_count: number;
  workloads: WorkloadBody[];
  next_marker: string | null;
}
/**
 * Which workloads to list; `active` leaves out those that have ended.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "WorkloadListQuery".
 */
export interface WorkloadListQuery {
  limit?: number;
  marker?: string | null;
  kind?: string | null;
  active?: boolean;
}
