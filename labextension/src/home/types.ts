// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * Why something needs attention.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "AttentionKind".
 */
export type AttentionKind = 'failed_job' | 'failed_work' | 'service' | 'unlabeled';
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
 * What a service is doing; ModelArts' words.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceState".
 */
export type ServiceState =
  'deploying' | 'running' | 'concerning' | 'failed' | 'stopping' | 'stopped';
/**
 * What one can go on with.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RecentKind".
 */
export type RecentKind = 'dataset' | 'job';
/**
 * What one can begin; a slice that comes later adds its own.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StartKind".
 */
export type StartKind = 'label' | 'train' | 'deploy';
/**
 * Whether the sample data is there.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleState".
 */
export type SampleState = 'absent' | 'running' | 'ready' | 'failed';

export interface Everything {
  [k: string]: unknown;
}
/**
 * Something to look at.
 *
 * `message`: the last line of the traceback, or the reason. `count`: of unlabeled images. It
 * comes back after a dismissal once `mark` has grown: a later failure, more unlabeled images.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "AttentionBody".
 */
export interface AttentionBody {
  item: string;
  mark: number;
  kind: AttentionKind;
  urn: string;
  workload_id?: string | null;
  name: string;
  message?: string;
  count?: number;
  since: number;
}
/**
 * An item of the attention list that was seen, with the mark that it had.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DismissRequest".
 */
export interface DismissRequest {
  item: string;
  mark: number;
}
/**
 * What is remembered now.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DismissedBody".
 */
export interface DismissedBody {
  item: string;
  mark: number;
}
/**
 * Everything that the home page shows, in one answer.
 *
 * `is_new`: there is neither a dataset nor a job nor a service yet. `survival_note` says what to
 * expect where local workloads end with the server.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "HomeBody".
 */
export interface HomeBody {
  is_new: boolean;
  running: RunningBody[];
  services: HomeServiceBody[];
  attention: AttentionBody[];
  recent: RecentBody[];
  starts: StartBody[];
  sample_data: SampleDataBody;
  survives_server: boolean;
  survival_note: string;
}
/**
 * A workload that is not over; `reason` says why it still waits.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RunningBody".
 */
export interface RunningBody {
  workload_id: string;
  kind: string;
  name: string;
  owner_urn: string;
  state: State;
  reason: string;
  progress: Progress | null;
  create_time: number;
  start_time: number | null;
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
 * A service that is wanted; `reason` says what there is to say about its state.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "HomeServiceBody".
 */
export interface HomeServiceBody {
  service_id: string;
  name: string;
  urn: string;
  status: ServiceState;
  reason: string;
  versions: string;
  publish_time: number;
}
/**
 * Something that changed lately; counts are a dataset's, `state` and `version` a job's.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RecentBody".
 */
export interface RecentBody {
  kind: RecentKind;
  id: string;
  urn: string;
  name: string;
  update_time: number;
  total?: number;
  unlabeled?: number;
  state?: State | null;
  version?: string;
}
/**
 * A start, with the dataset that it is most likely meant for, and its newest version; or with
 * the model.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StartBody".
 */
export interface StartBody {
  kind: StartKind;
  dataset_id?: string | null;
  dataset_name?: string;
  version_id?: string | null;
  model_id?: string | null;
  model_name?: string;
}
/**
 * The sample data: its dataset once there is one, `message` where it failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleDataBody".
 */
export interface SampleDataBody {
  state: SampleState;
  workload_id?: string | null;
  dataset_id?: string | null;
  progress?: Progress | null;
  message?: string;
}
