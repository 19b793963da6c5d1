// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

export interface Everything {
  [k: string]: unknown;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "AddSamplesAnswer".
 */
export interface AddSamplesAnswer {
  success: boolean;
  results: AddedSample[];
}
/**
 * `name` is the object's path, `info` the sample's id.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "AddedSample".
 */
export interface AddedSample {
  success: boolean;
  name: string;
  info?: string | null;
  error_code?: string | null;
  error_msg?: string | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "AddSamplesRequest".
 */
export interface AddSamplesRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  samples: [NewSample, ...NewSample[]];
  final_annotation?: boolean;
}
/**
 * An image to add: `data` in base64, or `data_source` naming an object.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "NewSample".
 */
export interface NewSample {
  name?: string;
  data: string;
  labels?: SampleLabel[];
  sample_type?: number;
}
/**
 * A label on a sample. `score` is a machine's confidence; `create_time` (ours) is answered.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleLabel".
 */
export interface SampleLabel {
  name: string;
  type?: number;
  property?: SampleLabelProperty;
  annotated_by?: string | null;
  score?: number | null;
  create_time?: number | null;
}
/**
 * Attributes of one label on one sample; others than these are kept as they came.
 */
export interface SampleLabelProperty {
  '@modelarts:hard'?: string | null;
  [k: string]: unknown;
}
/**
 * What a batch did, in the order of the request.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "BatchAnswer".
 */
export interface BatchAnswer {
  success: boolean;
  results?: BatchResult[];
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "BatchResult".
 */
export interface BatchResult {
  success: boolean;
  error_code?: string | null;
  error_msg?: string | null;
}
/**
 * `import_task_id` is that of the first synchronization with the input.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CreateDatasetAnswer".
 */
export interface CreateDatasetAnswer {
  dataset_id: string;
  import_task_id?: string | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CreateDatasetRequest".
 */
export interface CreateDatasetRequest {
  dataset_name: string;
  dataset_type?: number;
  description?: string;
  data_sources: DataSource[];
  work_path: string;
  work_path_type?: number;
  labels?: LabelBody[];
  import_annotations?: boolean;
  data_format?: string;
  import_data?: boolean;
  managed?: boolean;
  workspace_id?: string;
}
/**
 * Where a dataset's input lies; only object storage (`data_type` 0) is supported.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DataSource".
 */
export interface DataSource {
  data_type?: number;
  data_path: string;
}
/**
 * A label of a dataset; `sample_count` (ours) is answered, not read.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LabelBody".
 */
export interface LabelBody {
  name: string;
  type?: number;
  property?: LabelProperty;
  sample_count?: number | null;
}
/**
 * What a label of the set looks like; `rename_to` only in updates.
 */
export interface LabelProperty {
  '@modelarts:color'?: string | null;
  '@modelarts:shortcut'?: string | null;
  '@modelarts:rename_to'?: string | null;
}
/**
 * A dataset. `status`: 1 normal, 3 deleted (in the trash), 5 synchronizing, 6 publishing,
 * 8 importing. Ours: `unlabeled_sample_count`, `hard_sample_count`, `revision`, `delete_time`,
 * `running_task_id`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DatasetBody".
 */
export interface DatasetBody {
  dataset_id: string;
  dataset_name: string;
  dataset_type: number;
  data_format?: string;
  next_version_num: number;
  status: number;
  data_sources: DataSource[];
  create_time: number;
  update_time: number;
  description: string;
  current_version_id: string | null;
  current_version_name: string | null;
  total_sample_count: number;
  annotated_sample_count: number;
  unlabeled_sample_count: number;
  hard_sample_count: number;
  unconfirmed_sample_count?: number;
  work_path: string;
  inner_work_path: string;
  inner_annotation_path: string;
  work_path_type?: number;
  workspace_id?: string;
  dataset_format?: number;
  managed?: boolean;
  import_data?: boolean;
  dataset_version_count: number;
  labels?: LabelBody[] | null;
  revision: number;
  delete_time?: number | null;
  running_task_id?: string | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DatasetIdAnswer".
 */
export interface DatasetIdAnswer {
  dataset_id: string;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DatasetListAnswer".
 */
export interface DatasetListAnswer {
  total_number: number;
  datasets: DatasetBody[];
  next_marker?: string | null;
}
/**
 * `marker` and `deleted` (the trash) are ours; lists are paged by marker, not by offset.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DatasetListQuery".
 */
export interface DatasetListQuery {
  limit?: number;
  marker?: string | null;
  offset?: number;
  order?: string;
  sort_by?: string;
  search_content?: string;
  dataset_type?: number | null;
  deleted?: boolean;
}
/**
 * As ModelArts has it, this deletes the label and the samples that have only it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DeleteLabelQuery".
 */
export interface DeleteLabelQuery {
  delete_source?: boolean;
}
/**
 * 0: the label only; 1: also samples that have only it; 2: also those samples' objects.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DeleteLabelsQuery".
 */
export interface DeleteLabelsQuery {
  delete_policy?: number;
}
/**
 * `delete_source` moves the objects to the trash, too.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DeleteSamplesRequest".
 */
export interface DeleteSamplesRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  samples: [string, ...string[]];
  delete_source?: boolean;
}
/**
 * `import_type` `dir`: one sub-folder per label, or a flat folder of unlabeled images;
 * `manifest`: a Manifest file. `included_labels`: import only samples with one of these.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ImportRequest".
 */
export interface ImportRequest {
  import_path: string;
  import_type?: string;
  import_annotations?: boolean;
  difficult_only?: boolean;
  /**
   * @maxItems 1000
   */
  included_labels?: (string | LabelBody)[];
  /**
   * @maxItems 1000
   */
  excluded_labels?: (string | LabelBody)[];
  import_origin?: string;
  final_annotation?: boolean;
  import_samples?: boolean;
}
/**
 * `status`: QUEUING, STARTING, RUNNING, COMPLETED, FAILED, and ours STOPPED.
 *
 * Ours: `workload_id` (its log), `existing_sample_count` (were there already),
 * `skipped_sample_count` with `skipped` naming the first 1,000, `summary` in a sentence.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ImportTaskBody".
 */
export interface ImportTaskBody {
  task_id: string;
  dataset_id: string;
  status: string;
  import_path: string;
  import_type: number;
  total_sample_count: number;
  finished_sample_count: number;
  imported_sample_count: number;
  annotated_sample_count: number;
  existing_sample_count: number;
  skipped_sample_count: number;
  skipped: Skipped[];
  summary: string;
  error_code?: string | null;
  error_msg?: string | null;
  create_time: number;
  update_ms: number;
  elapsed_time: number;
  workload_id: string | null;
}
/**
 * Something that an import left out: which object or line, and why.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Skipped".
 */
export interface Skipped {
  name: string;
  reason: string;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ImportTaskListAnswer".
 */
export interface ImportTaskListAnswer {
  total_count: number;
  import_tasks: ImportTaskBody[];
  next_marker?: string | null;
}
/**
 * Hard examples and others.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "KeySampleStats".
 */
export interface KeySampleStats {
  total: number;
  key_sample: number;
  non_key_sample: number;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LabelListAnswer".
 */
export interface LabelListAnswer {
  labels: LabelBody[];
  total_number: number;
}
/**
 * What a label of the set looks like; `rename_to` only in updates.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LabelProperty".
 */
export interface LabelProperty1 {
  '@modelarts:color'?: string | null;
  '@modelarts:shortcut'?: string | null;
  '@modelarts:rename_to'?: string | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LabelStats".
 */
export interface LabelStats {
  name: string;
  type?: number;
  property: LabelProperty1;
  count: number;
  sample_count: number;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "LabelsRequest".
 */
export interface LabelsRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  labels: [LabelBody, ...LabelBody[]];
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PreviewQuery".
 */
export interface PreviewQuery {
  v?: string;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PublishAnswer".
 */
export interface PublishAnswer {
  version_id: string;
}
/**
 * Without `version_name` the next of V001, V002, … is taken. `train_evaluate_sample_ratio`
 * (0 to 1): the share of labeled samples per label set marked TRAIN, the rest EVAL; left out,
 * nothing is marked.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PublishRequest".
 */
export interface PublishRequest {
  version_name?: string | null;
  description?: string;
  version_format?: string;
  train_evaluate_sample_ratio?: number | null;
  clear_hard_property?: boolean;
  remove_sample_usage?: boolean;
  export_images?: boolean;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "RestoreSamplesRequest".
 */
export interface RestoreSamplesRequest {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  samples: [string, ...string[]];
}
/**
 * A sample. `sample_status` is UN_ANNOTATION, MANUAL_ANNOTATION or DELETED.
 *
 * Ours: `revision` (send it back with an update), `etag` (of the bytes: put it into the address
 * of a thumbnail as `v`, so that it may be cached for ever), `delete_time`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleBody".
 */
export interface SampleBody {
  sample_id: string;
  sample_type?: number;
  sample_name: string;
  sample_size: number;
  source: string;
  labels: SampleLabel[];
  metadata: SampleMetadata;
  sample_time: number;
  sample_status: string;
  sample_usage?: string | null;
  revision: number;
  etag: string;
  delete_time?: number | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleMetadata".
 */
export interface SampleMetadata {
  '@modelarts:import_origin'?: number;
  '@modelarts:hard'?: number;
  '@modelarts:size'?: number[];
}
/**
 * Attributes of one label on one sample; others than these are kept as they came.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleLabelProperty".
 */
export interface SampleLabelProperty1 {
  '@modelarts:hard'?: string | null;
  [k: string]: unknown;
}
/**
 * `sample_count` counts the whole list, not the page.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleListAnswer".
 */
export interface SampleListAnswer {
  sample_count: number;
  samples: SampleBody[];
  next_marker?: string | null;
}
/**
 * `sample_state`: `__ALL__` labeled, `__NONE__` unlabeled, and ours: `__DELETED__`, the trash;
 * left out: all but the trash. `label_name` narrows to one label, `hard` (ours) to hard ones.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleListQuery".
 */
export interface SampleListQuery {
  limit?: number;
  marker?: string | null;
  offset?: number;
  order?: string;
  sample_state?: string | null;
  label_name?: string | null;
  hard?: boolean | null;
  sample_type?: number;
}
/**
 * One sample's result.
 *
 * Ours, all but `success`, `error_code` and `error_msg`: after a success `sample` is the new
 * state and `previous_labels` what undo puts back (with the new revision); after a 409 `sample`
 * is what somebody else saved.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleResult".
 */
export interface SampleResult {
  sample_id: string;
  success: boolean;
  error_code?: string | null;
  error_msg?: string | null;
  sample?: SampleBody | null;
  previous_labels?: SampleLabel[] | null;
}
/**
 * Samples by state; `total` leaves out the deleted.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleStats".
 */
export interface SampleStats {
  un_annotation: number;
  manual_annotation: number;
  auto_annotation?: number;
  all: number;
  total: number;
  deleted: number;
}
/**
 * The labels that a sample shall have from now on; none: unlabeled.
 *
 * With `revision` (ours) the update loses with 409 where somebody was faster.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SampleUpdate".
 */
export interface SampleUpdate {
  sample_id: string;
  /**
   * @maxItems 100
   */
  labels?: SampleLabel[];
  revision?: number | null;
  sample_type?: number;
  sample_usage?: string | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "StatsAnswer".
 */
export interface StatsAnswer {
  label_stats: LabelStats[];
  sample_stats: SampleStats;
  key_sample_stats: KeySampleStats;
  data_spliting_enable: boolean;
}
/**
 * How the newest synchronization stands; `status` NOT_EXIST where there was none.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncStatusAnswer".
 */
export interface SyncStatusAnswer {
  dataset_id: string;
  status: string;
  task_id?: string | null;
  add_sample_count?: number;
  deleted_sample_count?: number;
  total_sample_count?: number;
  create_time?: number | null;
  duration_time?: number | null;
  error_code?: string | null;
  error_msg?: string | null;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TaskIdAnswer".
 */
export interface TaskIdAnswer {
  task_id: string;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "TaskListQuery".
 */
export interface TaskListQuery {
  limit?: number;
  marker?: string | null;
  offset?: number;
}
/**
 * `size`: the longer side in pixels; `v`: the sample's etag (only makes the address new).
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ThumbnailQuery".
 */
export interface ThumbnailQuery {
  size?: number;
  v?: string;
}
/**
 * What is left out stays. Labels are renamed with `@modelarts:rename_to`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UpdateDatasetRequest".
 */
export interface UpdateDatasetRequest {
  dataset_name?: string | null;
  description?: string | null;
  current_version_id?: string | null;
  add_labels?: LabelBody[];
  update_labels?: LabelBody[];
  delete_labels?: LabelBody[];
}
/**
 * Status 200 where all were saved; 409 where at least one was refused, with the same body.
 *
 * `stats` (ours) is the state after the update, so that counts need no second request.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UpdateSamplesAnswer".
 */
export interface UpdateSamplesAnswer {
  success: boolean;
  error_code?: string | null;
  error_msg?: string | null;
  results: SampleResult[];
  stats: StatsAnswer;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "UpdateSamplesRequest".
 */
export interface UpdateSamplesRequest {
  /**
   * @maxItems 1000
   */
  samples?: SampleUpdate[];
}
/**
 * A version. `status`: 0 publishing, 1 ready, 3 deleted, 4 failed (`message` says why).
 *
 * Ours: `finished_sample_count` while publishing, `workload_id`, `urn`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "VersionBody".
 */
export interface VersionBody {
  version_id: string;
  version_name: string;
  version_format?: string;
  previous_version_id: string | null;
  status: number;
  create_time: number;
  update_time: number;
  total_sample_count: number;
  annotated_sample_count: number;
  finished_sample_count: number;
  manifest_path: string;
  data_path: string;
  is_current: boolean;
  train_evaluate_sample_ratio: string | null;
  remove_sample_usage: boolean;
  clear_hard_property: boolean;
  export_images?: boolean;
  description: string;
  message: string;
  task_type?: number;
  label_stats: LabelStats[];
  workload_id: string | null;
  urn: string;
}
/**
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "VersionListAnswer".
 */
export interface VersionListAnswer {
  total_number: number;
  versions: VersionBody[];
  next_marker?: string | null;
}
