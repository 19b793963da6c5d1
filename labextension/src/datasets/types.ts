// Generated from the schemas of jupyter_modelarts/datasets: do not edit.

export interface AddSamplesAnswer {
  success: boolean;
  results: AddedSample[];
}

export interface AddSamplesRequest {
  samples: NewSample[];
  final_annotation?: boolean;
}

export interface AddedSample {
  success: boolean;
  name: string;
  info?: string | null;
  error_code?: string | null;
  error_msg?: string | null;
}

export interface BatchAnswer {
  success: boolean;
  results?: BatchResult[];
}

export interface BatchResult {
  success: boolean;
  error_code?: string | null;
  error_msg?: string | null;
}

export interface CreateDatasetAnswer {
  dataset_id: string;
  import_task_id?: string | null;
}

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

export interface DataSource {
  data_type?: number;
  data_path: string;
}

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

export interface DatasetIdAnswer {
  dataset_id: string;
}

export interface DatasetListAnswer {
  total_number: number;
  datasets: DatasetBody[];
  next_marker?: string | null;
}

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

export interface DeleteLabelQuery {
  delete_source?: boolean;
}

export interface DeleteLabelsQuery {
  delete_policy?: number;
}

export interface DeleteSamplesRequest {
  samples: string[];
  delete_source?: boolean;
}

export interface ImportRequest {
  import_path: string;
  import_type?: string;
  import_annotations?: boolean;
  difficult_only?: boolean;
  included_labels?: (string | LabelBody)[];
  excluded_labels?: (string | LabelBody)[];
  import_origin?: string;
  final_annotation?: boolean;
  import_samples?: boolean;
}

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

export interface ImportTaskListAnswer {
  total_count: number;
  import_tasks: ImportTaskBody[];
  next_marker?: string | null;
}

export interface KeySampleStats {
  total: number;
  key_sample: number;
  non_key_sample: number;
}

export interface LabelBody {
  name: string;
  type?: number;
  property?: LabelProperty;
  sample_count?: number | null;
}

export interface LabelListAnswer {
  labels: LabelBody[];
  total_number: number;
}

export interface LabelProperty {
  '@modelarts:color'?: string | null;
  '@modelarts:shortcut'?: string | null;
  '@modelarts:rename_to'?: string | null;
}

export interface LabelStats {
  name: string;
  type?: number;
  property: LabelProperty;
  count: number;
  sample_count: number;
}

export interface LabelsRequest {
  labels: LabelBody[];
}

export interface NewSample {
  name?: string;
  data: string;
  labels?: SampleLabel[];
  sample_type?: number;
}

export interface PreviewQuery {
  v?: string;
}

export interface PublishAnswer {
  version_id: string;
}

export interface PublishRequest {
  version_name?: string | null;
  description?: string;
  version_format?: string;
  train_evaluate_sample_ratio?: number | null;
  clear_hard_property?: boolean;
  remove_sample_usage?: boolean;
  export_images?: boolean;
}

export interface RestoreSamplesRequest {
  samples: string[];
}

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

export interface SampleLabel {
  name: string;
  type?: number;
  property?: SampleLabelProperty;
  annotated_by?: string | null;
  score?: number | null;
  create_time?: number | null;
}

export interface SampleLabelProperty {
  '@modelarts:hard'?: string | null;
  [key: string]: unknown;
}

export interface SampleListAnswer {
  sample_count: number;
  samples: SampleBody[];
  next_marker?: string | null;
}

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

export interface SampleMetadata {
  '@modelarts:import_origin'?: number;
  '@modelarts:hard'?: number;
  '@modelarts:size'?: number[];
}

export interface SampleResult {
  sample_id: string;
  success: boolean;
  error_code?: string | null;
  error_msg?: string | null;
  sample?: SampleBody | null;
  previous_labels?: SampleLabel[] | null;
}

export interface SampleStats {
  un_annotation: number;
  manual_annotation: number;
  auto_annotation?: number;
  all: number;
  total: number;
  deleted: number;
}

export interface SampleUpdate {
  sample_id: string;
  labels?: SampleLabel[];
  revision?: number | null;
  sample_type?: number;
  sample_usage?: string | null;
}

export interface Skipped {
  name: string;
  reason: string;
}

export interface StatsAnswer {
  label_stats: LabelStats[];
  sample_stats: SampleStats;
  key_sample_stats: KeySampleStats;
  data_spliting_enable: boolean;
}

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

export interface TaskIdAnswer {
  task_id: string;
}

export interface TaskListQuery {
  limit?: number;
  marker?: string | null;
  offset?: number;
}

export interface ThumbnailQuery {
  size?: number;
  v?: string;
}

export interface UpdateDatasetRequest {
  dataset_name?: string | null;
  description?: string | null;
  current_version_id?: string | null;
  add_labels?: LabelBody[];
  update_labels?: LabelBody[];
  delete_labels?: LabelBody[];
}

export interface UpdateSamplesAnswer {
  success: boolean;
  error_code?: string | null;
  error_msg?: string | null;
  results: SampleResult[];
  stats: StatsAnswer;
}

export interface UpdateSamplesRequest {
  samples?: SampleUpdate[];
}

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

export interface VersionListAnswer {
  total_number: number;
  versions: VersionBody[];
  next_marker?: string | null;
}
