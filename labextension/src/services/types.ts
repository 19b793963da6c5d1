// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * ModelArts' two kinds of events.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EventType".
 */
export type EventType = 'normal' | 'abnormal';
/**
 * How the roll-out of a configuration went.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Result".
 */
export type Result = 'RUNNING' | 'SUCCESS' | 'FAIL';
/**
 * What a service is doing; ModelArts' words.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceState".
 */
export type ServiceState =
  'deploying' | 'running' | 'concerning' | 'failed' | 'stopping' | 'stopped';
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

export interface Everything {
  [k: string]: unknown;
}
/**
 * A size that no specification has; memory in MB.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CustomSpecBody".
 */
export interface CustomSpecBody {
  cpu: number;
  memory: number;
  gpu_p4?: number;
}
/**
 * A service to deploy. Our addition: without a name it is called after its model.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DeployRequest".
 */
export interface DeployRequest {
  service_name?: string;
  infer_type?: string;
  description?: string;
  config: ServiceConfigRequest[];
  schedule?: ServiceScheduleBody[];
  workspace_id?: string;
  vpc_id?: string;
  cluster_id?: string;
  pool_name?: string;
  load_balancer_policy?: string;
  service_secrets?: unknown[];
  priority?: number | null;
}
/**
 * One model version to deploy. Our additions: all but `model_id` may be left out.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceConfigRequest".
 */
export interface ServiceConfigRequest {
  model_id: string;
  weight?: number | null;
  specification?: string;
  custom_spec?: CustomSpecBody | null;
  instance_count?: number;
  envs?: {
    [k: string]: string;
  };
  deploy_timeout_in_seconds?: number | null;
  cluster_id?: string;
  pool_name?: string;
  nodes?: string[];
  src_path?: string;
}
/**
 * When a service stops by itself: `duration` of `time_unit` after its start.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceScheduleBody".
 */
export interface ServiceScheduleBody {
  type?: string;
  time_unit: string;
  duration: number;
}
/**
 * A path that a model answers; `request` and `response` are JSON schemas.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServedApi".
 */
export interface ServedApi {
  url: string;
  method: string;
  request_type: string;
  request: {
    [k: string]: unknown;
  };
  response_type: string;
  response: {
    [k: string]: unknown;
  };
}
/**
 * A service.
 *
 * Ours: `reason` (a sentence about the state), `replicas`, `revision` (the configuration shown),
 * `target_config` (what it is being updated to), `deleted_at`. `error_msg` is set where it failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceBody".
 */
export interface ServiceBody {
  service_id: string;
  service_name: string;
  description: string;
  tenant?: string;
  project?: string;
  owner: string;
  infer_type?: string;
  workspace_id?: string;
  status: ServiceState;
  progress: number;
  error_msg: string | null;
  reason: string;
  config: ServiceConfigBody[];
  target_config: ServiceConfigBody[] | null;
  access_address: string | null;
  invocation_times: number;
  failed_times: number;
  is_shared?: boolean;
  shared_count?: number;
  is_free?: boolean;
  schedule: ServiceScheduleBody[];
  due_time: number | null;
  create_time: number;
  publish_at: number;
  update_time: number;
  revision: number;
  replicas: ServiceReplicaBody[];
  additional_properties?: {
    [k: string]: string;
  };
  deleted_at: number | null;
}
/**
 * One model version of a configuration. Ours: from `engine_id` on; `apis` are its paths, their
 * requests and responses as JSON schemas.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceConfigBody".
 */
export interface ServiceConfigBody {
  model_id: string;
  model_name: string;
  model_version: string;
  specification: string;
  custom_spec: CustomSpecBody;
  status: string;
  weight: number;
  instance_count: number;
  scaling?: boolean;
  envs: {
    [k: string]: string;
  };
  additional_properties?: {
    [k: string]: string;
  };
  support_debug?: boolean;
  engine_id: string;
  ready_count: number;
  invocation_times: number;
  failed_times: number;
  deploy_timeout_in_seconds: number;
  apis: ServedApi[];
}
/**
 * One replica (our addition): its log is its workload's, or that of the work on its engine
 * which it waits for.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceReplicaBody".
 */
export interface ServiceReplicaBody {
  workload_id: string;
  log_workload_id: string;
  number: number;
  model_version: string;
  title: string;
  ready: boolean;
  state: State;
  health: string;
  restarts: number;
  reason: string;
  create_time: number;
  cpu: number;
  memory_mb: number;
}
/**
 * CPUs of a specification.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceCpuBody".
 */
export interface ServiceCpuBody {
  arch: string;
  cpu: number;
}
/**
 * Something that happened.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceEventBody".
 */
export interface ServiceEventBody {
  event_type: EventType;
  event_info: string;
  occur_time: number;
}
/**
 * One page of events.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceEventListBody".
 */
export interface ServiceEventListBody {
  service_id: string;
  service_name: string;
  total_count: number;
  count: number;
  events: ServiceEventBody[];
}
/**
 * Which events to list; `offset` counts pages.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceEventQuery".
 */
export interface ServiceEventQuery {
  event_type?: string;
  event_info?: string;
  start_time?: number | null;
  end_time?: number | null;
  offset?: number;
  limit?: number;
  order?: string;
}
/**
 * GPUs of a specification.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceGpuBody".
 */
export interface ServiceGpuBody {
  gpu: number;
}
/**
 * One page of services.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceListBody".
 */
export interface ServiceListBody {
  total_count: number;
  count: number;
  services: ServiceBody[];
}
/**
 * Which services to list; `offset` counts pages. Ours: `deleted`, the trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceListQuery".
 */
export interface ServiceListQuery {
  service_id?: string;
  service_name?: string;
  model_id?: string;
  infer_type?: string;
  status?: string;
  offset?: number;
  limit?: number;
  sort_by?: string;
  order?: string;
  deleted?: boolean;
}
/**
 * The calls of `span_s` seconds from `at` (ours); latencies in milliseconds, null without
 * calls.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceLoadBody".
 */
export interface ServiceLoadBody {
  at: number;
  calls: number;
  failures: number;
  mean_ms: number | null;
  p50_ms: number | null;
  p99_ms: number | null;
}
/**
 * One model version as it was configured.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceLogConfigBody".
 */
export interface ServiceLogConfigBody {
  model_id: string;
  model_name: string;
  model_version: string;
  weight: number;
  specification: string;
  custom_spec: CustomSpecBody;
  envs: {
    [k: string]: string;
  };
  instance_count: number;
}
/**
 * Memory of a specification.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceMemoryBody".
 */
export interface ServiceMemoryBody {
  unit?: string;
  memory: number;
}
/**
 * One model version: its replicas' CPU (cores) and memory (MB), and its calls.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceMonitorBody".
 */
export interface ServiceMonitorBody {
  model_id: string;
  model_name: string;
  model_version: string;
  invocation_times: number;
  failed_times: number;
  cpu_core_usage: number;
  cpu_core_total: number;
  cpu_memory_usage: number;
  cpu_memory_total: number;
  gpu_usage: number;
  gpu_total: number;
  model_running_instance_count: number;
  model_instance_count: number;
}
/**
 * How a service fares.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceMonitorListBody".
 */
export interface ServiceMonitorListBody {
  service_id: string;
  service_name: string;
  monitors: ServiceMonitorBody[];
  service_running_instance_count: number;
  service_instance_count: number;
  req_count_per_min: number;
  span_s: number;
  loads: ServiceLoadBody[];
  usage: ServiceUsageBody[];
}
/**
 * What all replicas used at a time (ours).
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceUsageBody".
 */
export interface ServiceUsageBody {
  at: number;
  cpu_percent: number;
  memory_mb: number;
}
/**
 * Ours: how far back, in seconds.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceMonitorQuery".
 */
export interface ServiceMonitorQuery {
  span?: number;
}
/**
 * A size that a replica can have. Ours: `is_default`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceSpecificationBody".
 */
export interface ServiceSpecificationBody {
  specification: string;
  billing_spec: string;
  category: string;
  is_open?: boolean;
  is_free?: boolean;
  over_quota?: boolean;
  spec_status?: string;
  source_type?: string;
  cpu_info: ServiceCpuBody;
  memory_info: ServiceMemoryBody;
  gpu_info: ServiceGpuBody | null;
  display_en: string;
  display_cn: string;
  is_default: boolean;
}
/**
 * All sizes, the default first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceSpecificationListBody".
 */
export interface ServiceSpecificationListBody {
  total_count: number;
  count: number;
  specifications: ServiceSpecificationBody[];
}
/**
 * A token that may only call this service; `token` is shown this once (ours).
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceTokenBody".
 */
export interface ServiceTokenBody {
  token_id: string;
  token: string;
  expires_at: number | null;
  access_address: string | null;
}
/**
 * For how many seconds (ours).
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceTokenRequest".
 */
export interface ServiceTokenRequest {
  ttl?: number;
}
/**
 * One configuration. Ours: its number, and why it failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceUpdateLogBody".
 */
export interface ServiceUpdateLogBody {
  update_time: number;
  result: Result;
  config: ServiceLogConfigBody[];
  revision: number;
  reason: string;
}
/**
 * All configurations, newest first. Ours: `replicas`, whose logs are their workloads'.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceUpdateLogListBody".
 */
export interface ServiceUpdateLogListBody {
  service_id: string;
  service_name: string;
  logs: ServiceUpdateLogBody[];
  replicas: ServiceReplicaBody[];
}
/**
 * What to change; with `status` only that is done. Our additions: an empty `schedule` means
 * never; `deleted` false takes it out of the trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ServiceUpdateRequest".
 */
export interface ServiceUpdateRequest {
  description?: string | null;
  config?: ServiceConfigRequest[] | null;
  status?: string | null;
  schedule?: ServiceScheduleBody[] | null;
  deleted?: boolean | null;
}
