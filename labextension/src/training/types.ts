// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * Where a workload failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Phase".
 */
export type Phase = 'environment' | 'inputs' | 'code' | 'outputs';
/**
 * Which values of a metric are better.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Mode".
 */
export type Mode = 'max' | 'min';
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
 * A field of the configuration that differs; null where a side does not have it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Change".
 */
export interface Change {
  field: string;
  old: string | null;
  new: string | null;
}
/**
 * A dataset's version as input; the answer adds its names and `obs_url`, the manifest's.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DatasetInputBody".
 */
export interface DatasetInputBody {
  id: string;
  version_id: string;
  name?: string;
  version_name?: string;
  obs_url?: string;
}
/**
 * The job to compare with; without it, the version that this one was made from.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DifferenceQuery".
 */
export interface DifferenceQuery {
  against?: string | null;
}
/**
 * ModelArts' paging of events: a job has few.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EventQuery".
 */
export interface EventQuery {
  offset?: number;
  limit?: number;
  order?: string;
  level?: string;
  pattern?: string;
}
/**
 * Why a job did not succeed, and where to look.
 *
 * `source` is the user's own file: `obs://bucket/key`, or a path relative to the work directory,
 * which the file browser opens at `line`. `last_line` is the traceback's. `engine_id` is set where
 * its build's log says more. `resumable`: the outputs are still there, and can be uploaded again.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Failure".
 */
export interface Failure {
  phase: Phase;
  message: string;
  last_line: string;
  traceback?: string | null;
  source?: string | null;
  line?: number | null;
  exit_code?: number | null;
  signal?: number | null;
  out_of_memory?: boolean;
  engine_id?: string | null;
  resumable?: boolean;
}
/**
 * CPU cores.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FlavorCpuBody".
 */
export interface FlavorCpuBody {
  arch: string;
  core_num: number;
}
/**
 * What a job's flavor gave when the job was created.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FlavorDetailBody".
 */
export interface FlavorDetailBody {
  flavor_type: string;
  flavor_info: FlavorInfoBody;
}
/**
 * What a flavor gives.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FlavorInfoBody".
 */
export interface FlavorInfoBody {
  max_num?: number;
  cpu: FlavorCpuBody;
  gpu?: FlavorGpuBody | null;
  memory: FlavorMemoryBody;
}
/**
 * GPUs.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FlavorGpuBody".
 */
export interface FlavorGpuBody {
  unit_num: number;
  product_name?: string;
  memory?: string;
}
/**
 * Memory.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FlavorMemoryBody".
 */
export interface FlavorMemoryBody {
  size: number;
  unit?: string;
}
/**
 * `CPU` or `GPU`; all without it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "FlavorQuery".
 */
export interface FlavorQuery {
  flavor_type?: string;
}
/**
 * Where an input comes from: one of the two.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "InputRemoteBody".
 */
export interface InputRemoteBody {
  obs?: ObsBody | null;
  dataset?: DatasetInputBody | null;
}
/**
 * A location in the object store: `obs://bucket/key/`, `s3://…` or `/bucket/key/`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ObsBody".
 */
export interface ObsBody {
  obs_url: string;
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
 * Where the log is copied to at the end; empty: nowhere.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LogExportBody".
 */
export interface LogExportBody {
  obs_url?: string;
}
/**
 * The end of the log, at most 5 MB.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LogPreviewBody".
 */
export interface LogPreviewBody {
  content: string;
  current_size: number;
  full_size: number;
}
/**
 * Which part of the log, in bytes; a negative offset counts from the end.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LogQuery".
 */
export interface LogQuery {
  offset?: number;
  limit?: number;
}
/**
 * Where the whole log can be downloaded.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LogUrlBody".
 */
export interface LogUrlBody {
  obs_url: string;
}
/**
 * How printed lines become a metric: group 1 of `regex`, or `(?P<value>…)`, is the number.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricRule".
 */
export interface MetricRule {
  name: string;
  regex: string;
  mode?: Mode | null;
}
/**
 * The expressions used where a job names none.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricRuleListBody".
 */
export interface MetricRuleListBody {
  rules: MetricRule[];
}
/**
 * A metric's last and best value; best needs a `mode`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricSummaryBody".
 */
export interface MetricSummaryBody {
  name: string;
  mode: Mode | null;
  last: number;
  best: number | null;
}
/**
 * What each expression found; of the default ones only those that found something.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricTestBody".
 */
export interface MetricTestBody {
  results: MetricTrial[];
}
/**
 * What one expression found in a text; `problem` is a sentence where it cannot be used.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricTrial".
 */
export interface MetricTrial {
  name: string;
  values?: number[];
  problem?: string | null;
}
/**
 * Expressions to try on a text; null means the default ones.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricTestRequest".
 */
export interface MetricTestRequest {
  rules?: MetricRule[] | null;
  text?: string;
}
/**
 * At most so many points in each series.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "MetricsQuery".
 */
export interface MetricsQuery {
  points?: number;
}
/**
 * A file that the job left: `name` is the output's, `url` where it lies.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "OutputFileBody".
 */
export interface OutputFileBody {
  name: string;
  url: string;
  size: number;
}
/**
 * Where an output goes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "OutputRemoteBody".
 */
export interface OutputRemoteBody {
  obs: ObsBody;
}
/**
 * A run argument, passed as `--name=value`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Parameter".
 */
export interface Parameter {
  name: string;
  value: string;
}
/**
 * One value of a metric; `step` is the one printed with it, or counts from 1.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Point".
 */
export interface Point {
  step: number;
  value: number;
}
/**
 * Why a job cannot be created as it stands: the field of the request, and a sentence.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  field: string;
  message: string;
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
 * A condition.
 *
 * name: like or in; phase: in or not; create_time: between; kind: in; our addition, deleted: in
 * ["true"] lists the trash instead.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SearchFilterBody".
 */
export interface SearchFilterBody {
  key: string;
  operator?: string;
  value?: string[];
}
/**
 * A metric over a run: `points` thinned out for drawing, the rest exact.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Series".
 */
export interface Series {
  name: string;
  mode?: Mode | null;
  count: number;
  last: number;
  smallest: number;
  largest: number;
  points?: Point[];
}
/**
 * How a task ended.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TaskStatusBody".
 */
export interface TaskStatusBody {
  task: string;
  exit_code: number | null;
  message: string;
}
/**
 * `terminate`; our additions: `restore` takes a job out of the trash, `resume_outputs` uploads
 * again what could not be saved.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingActionRequest".
 */
export interface TrainingActionRequest {
  action_type: string;
}
/**
 * The code, what it gets and what it gives.
 *
 * `code_dir`: a folder in the object store or (our addition) of the work directory: a path
 * relative to it, or `file:///` with an absolute one. `boot_file`: a path in `code_dir`, in full
 * or relative to it. Our addition: `metrics`, the expressions that find metrics in the log; null
 * means those of `GET …/training-job-metric-rules`, an empty list none. Our
 * addition: `requirements`, packages that the job needs beyond the engine's, as pip writes them; a
 * requirements.txt in `code_dir` adds to them.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingAlgorithmBody".
 */
export interface TrainingAlgorithmBody {
  id?: string;
  subscription_id?: string;
  command?: string;
  code_dir?: string;
  boot_file?: string;
  engine?: TrainingEngineBody;
  parameters?: Parameter[];
  inputs?: TrainingInputBody[];
  outputs?: TrainingOutputBody[];
  environments?: {
    [k: string]: string;
  };
  policies?: TrainingPoliciesBody;
  requirements?: string[];
  metrics?: MetricRule[] | null;
}
/**
 * `engine_id`, or name and version; our addition: `note`.
 */
export interface TrainingEngineBody {
  engine_id?: string;
  engine_name?: string;
  engine_version?: string;
  image_url?: string;
  note?: string;
}
/**
 * An input: without a name the first is `data_url`; `local_dir` is answered, never read.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingInputBody".
 */
export interface TrainingInputBody {
  name?: string;
  description?: string;
  local_dir?: string;
  remote: InputRemoteBody;
}
/**
 * An output: without a name the first is `train_url`.
 *
 * Our addition: `version_url`, the folder of this version in `obs_url`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingOutputBody".
 */
export interface TrainingOutputBody {
  name?: string;
  description?: string;
  local_dir?: string;
  remote: OutputRemoteBody;
  version_url?: string;
}
/**
 * Search comes with its own slice: a request that sets `auto_search` is refused.
 */
export interface TrainingPoliciesBody {
  auto_search?: {
    [k: string]: unknown;
  } | null;
}
/**
 * The one thing of a job that can be changed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingDescriptionRequest".
 */
export interface TrainingDescriptionRequest {
  description?: string;
}
/**
 * What changed from one version to another; no `from_id`: there is nothing to compare with.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingDifferenceBody".
 */
export interface TrainingDifferenceBody {
  from_id: string | null;
  from_version: string | null;
  to_id: string;
  to_version: string;
  changes: Change[];
}
/**
 * `engine_id`, or name and version; our addition: `note`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingEngineBody".
 */
export interface TrainingEngineBody1 {
  engine_id?: string;
  engine_name?: string;
  engine_version?: string;
  image_url?: string;
  note?: string;
}
/**
 * An event; `time` is ISO 8601.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingEventBody".
 */
export interface TrainingEventBody {
  time: string;
  level: string;
  message: string;
  source: string;
}
/**
 * The events of a job.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingEventListBody".
 */
export interface TrainingEventListBody {
  total: number;
  limit: number;
  offset: number;
  order: string;
  events: TrainingEventBody[];
}
/**
 * A flavor; our addition: `pool_id`, and `fits`: whether its pool is large enough at all.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingFlavorBody".
 */
export interface TrainingFlavorBody {
  flavor_id: string;
  flavor_name: string;
  flavor_type: string;
  max_num?: number;
  flavor_info: FlavorInfoBody;
  pool_id: string;
  fits: boolean;
}
/**
 * The flavors of training jobs.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingFlavorListBody".
 */
export interface TrainingFlavorListBody {
  total_count: number;
  flavors: TrainingFlavorBody[];
}
/**
 * A training job: one version.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingJobBody".
 */
export interface TrainingJobBody {
  kind?: string;
  metadata: TrainingMetadataBody;
  status: TrainingStatusBody;
  algorithm: TrainingAlgorithmBody;
  spec: TrainingSpecBody;
}
/**
 * Who and when. Our additions: the version fields, and `delete_time` of one in the trash.
 *
 * `version_count` counts the job's versions outside the trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingMetadataBody".
 */
export interface TrainingMetadataBody {
  id: string;
  name: string;
  description: string;
  create_time: number;
  workspace_id?: string;
  user_name: string;
  version: string;
  version_count: number;
  pre_version_id: string | null;
  pre_version: string | null;
  delete_time: number | null;
}
/**
 * What the job is doing, in ModelArts' words.
 *
 * Our additions: `state` in ours; `reason`, why it is still queued; `stopping`, whether a stop
 * was asked for; `progress` of the step it is at; `end_time`; `failure`; `workload_id`;
 * `output_count`, and the first 100 `output_files`, which lists of jobs leave out.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingStatusBody".
 */
export interface TrainingStatusBody {
  phase: string;
  secondary_phase: string;
  duration: number;
  start_time: number;
  node_count_metrics?: number[][] | null;
  tasks: string[];
  task_statuses: TaskStatusBody[];
  state: State;
  reason: string;
  stopping: boolean;
  progress: Progress | null;
  end_time: number | null;
  failure: Failure | null;
  workload_id: string;
  output_count?: number;
  output_files?: OutputFileBody[];
}
/**
 * Resources, and where the log goes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingSpecBody".
 */
export interface TrainingSpecBody {
  resource: TrainingResourceBody;
  log_export_path: LogExportBody;
}
/**
 * The size of a job.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingResourceBody".
 */
export interface TrainingResourceBody {
  policy?: string;
  flavor_id: string;
  flavor_name: string;
  node_count?: number;
  pool_id: string;
  flavor_detail: FlavorDetailBody;
}
/**
 * A page of jobs: `count` meet the filters, of `total`; `next_marker` is our addition.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingJobListBody".
 */
export interface TrainingJobListBody {
  total: number;
  count: number;
  limit: number;
  offset: number;
  sort_by?: string;
  order: string;
  group_by: string;
  workspace_id?: string;
  ai_project?: string;
  items: TrainingJobBody[];
  next_marker: string | null;
}
/**
 * The body of `POST /v2/{project_id}/training-jobs`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingJobRequest".
 */
export interface TrainingJobRequest {
  kind?: string;
  metadata: TrainingMetadataRequest;
  algorithm: TrainingAlgorithmBody;
  spec?: TrainingSpecRequest;
}
/**
 * A new name makes version V0001.
 *
 * Our addition: with `pre_version_id`, the id of another version, this run is the next version of
 * that job; its name may then be left out.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingMetadataRequest".
 */
export interface TrainingMetadataRequest {
  name?: string;
  description?: string | null;
  workspace_id?: string;
  pre_version_id?: string | null;
}
/**
 * Resources, and where the log goes.
 */
export interface TrainingSpecRequest {
  resource?: TrainingResourceRequest;
  log_export_path?: LogExportBody1;
}
/**
 * The size of a job; without `flavor_id`, the pool's smallest flavor.
 */
export interface TrainingResourceRequest {
  flavor_id?: string;
  node_count?: number;
  pool_id?: string;
}
/**
 * Where the log is copied to at the end; empty: nowhere.
 */
export interface LogExportBody1 {
  obs_url?: string;
}
/**
 * The values that the script printed.
 *
 * `complete`: the whole log of a finished job has been read; `truncated`: later points of a very
 * long run are only in `last`, `smallest` and `largest`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingMetricsBody".
 */
export interface TrainingMetricsBody {
  series: Series[];
  complete: boolean;
  truncated: boolean;
}
/**
 * Search comes with its own slice: a request that sets `auto_search` is refused.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingPoliciesBody".
 */
export interface TrainingPoliciesBody1 {
  auto_search?: {
    [k: string]: unknown;
  } | null;
}
/**
 * What a request would run.
 *
 * `command` has {run} for the run directory; `changes` are those to `pre_version_id`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingPreviewBody".
 */
export interface TrainingPreviewBody {
  version: string;
  command: string[];
  environments: {
    [k: string]: string;
  };
  problems: Problem[];
  changes: Change[];
}
/**
 * The size of a job; without `flavor_id`, the pool's smallest flavor.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingResourceRequest".
 */
export interface TrainingResourceRequest1 {
  flavor_id?: string;
  node_count?: number;
  pool_id?: string;
}
/**
 * Which jobs to list. `offset` counts pages; our addition: `marker` continues an answer.
 *
 * `group_by` `name` leaves the newest version of each name.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingSearchRequest".
 */
export interface TrainingSearchRequest {
  offset?: number;
  limit?: number;
  marker?: string | null;
  sort_by?: string;
  order?: string;
  group_by?: string;
  filters?: SearchFilterBody[];
}
/**
 * Resources, and where the log goes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingSpecRequest".
 */
export interface TrainingSpecRequest1 {
  resource?: TrainingResourceRequest;
  log_export_path?: LogExportBody1;
}
/**
 * What the home page shows of training: `failed` are jobs whose newest version failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingSummaryBody".
 */
export interface TrainingSummaryBody {
  running: TrainingJobBody[];
  failed: TrainingJobBody[];
  recent: TrainingJobBody[];
}
/**
 * Every sample, for drawing; memory in bytes, CPU in percent of one core.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingUsageBody".
 */
export interface TrainingUsageBody {
  cpu: number;
  memory_mb: number;
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
 * A version to compare with others.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingVersionBody".
 */
export interface TrainingVersionBody {
  id: string;
  version: string;
  description: string;
  state: State;
  phase: string;
  create_time: number;
  duration: number;
  parameters: Parameter[];
  metrics: MetricSummaryBody[];
}
/**
 * All versions of a job outside the trash, newest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TrainingVersionListBody".
 */
export interface TrainingVersionListBody {
  name: string;
  total_count: number;
  versions: TrainingVersionBody[];
}
/**
 * A measure of the machine's use, an average per minute; -1 where nothing was measured.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UsageMetricBody".
 */
export interface UsageMetricBody {
  metric: string;
  value: number[];
}
/**
 * CPU and memory in percent of the flavor, as ModelArts answers them.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UsageMetricListBody".
 */
export interface UsageMetricListBody {
  metrics: UsageMetricBody[];
}
