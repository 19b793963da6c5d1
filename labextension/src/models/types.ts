// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * How far a model is: being copied, there for good, or not to be had.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelState".
 */
export type ModelState = 'publishing' | 'published' | 'failed';
/**
 * Which versions of a package do.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Restraint".
 */
export type Restraint = 'EXACT' | 'ATLEAST' | 'ATMOST';
/**
 * What a list can be sorted by.
 */
export type ModelSortBy = 'create_at' | 'model_version' | 'model_size';
/**
 * What a list can be sorted by.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelSortBy".
 */
export type ModelSortBy1 = 'create_at' | 'model_version' | 'model_size';

export interface Everything {
  [k: string]: unknown;
}
/**
 * With `cascade` all versions of the name go, and what stays is told.
 *
 * Without it, a model that cannot go is an error (ModelArts answers 200 there too).
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DeleteModelQuery".
 */
export interface DeleteModelQuery {
  cascade?: boolean;
}
/**
 * The one thing of a model that can be changed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DescribeModelRequest".
 */
export interface DescribeModelRequest {
  description?: string;
}
/**
 * A model to import.
 *
 * `source_location` is the folder that holds `model/`; where `source_job_id` is given, the job's
 * output is. `model_version` may be left out: the next one is taken. `initial_config` is the text
 * of a config.json that stands in for the package's. What that file says is not taken from other
 * fields.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ImportModelRequest".
 */
export interface ImportModelRequest {
  model_name?: string;
  model_version?: string;
  source_location?: string;
  source_job_id?: string;
  source_job_version?: string;
  source_type?: string;
  model_type?: string;
  runtime?: string;
  description?: string;
  model_algorithm?: string;
  execution_code?: string;
  initial_config?: string;
  input_params?: unknown[];
  output_params?: unknown[];
  dependencies?: unknown[];
  model_metrics?: string;
  apis?: unknown[];
  workspace_id?: string;
  model_docs?: unknown[];
  install_type?: string[];
  template?: {
    [k: string]: unknown;
  } | null;
}
/**
 * The model that is being made.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ImportedModelBody".
 */
export interface ImportedModelBody {
  model_id: string;
}
/**
 * `stop` ends an import, `restore` takes a model out of the trash.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelActionRequest".
 */
export interface ModelActionRequest {
  action_type: string;
}
/**
 * A model in a list.
 *
 * Ours: `reason`, `engine_id`, `file_count`, `source_job_id` to `source_location`, `version_count`
 * (of the name), `progress`, `workload_id` of the import, `delete_at`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelBody".
 */
export interface ModelBody {
  model_id: string;
  model_name: string;
  model_version: string;
  model_type: string;
  model_size: number;
  model_status: ModelState;
  model_source?: string;
  source_type?: string;
  description: string;
  owner: string;
  tenant?: string;
  project: string;
  workspace_id?: string;
  create_at: number;
  install_type?: string[];
  tunable?: boolean;
  market_flag?: boolean;
  publishable_flag?: boolean;
  specification?: ModelSpecification;
  source_location: string;
  source_job_id: string | null;
  source_job_name: string;
  source_job_version: string;
  model_algorithm: string;
  reason: string;
  engine_id: string;
  file_count: number;
  version_count: number;
  progress: ModelProgressBody | null;
  workload_id: string;
  delete_at: number | null;
}
/**
 * The least that a deployment needs; not asked for here.
 */
export interface ModelSpecification {
  min_cpu?: string | null;
  min_gpu?: string | null;
  min_memory?: string | null;
}
/**
 * How much of an import is copied, in bytes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelProgressBody".
 */
export interface ModelProgressBody {
  done: number;
  total: number;
}
/**
 * A dataset version that the job was trained on.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelDatasetBody".
 */
export interface ModelDatasetBody {
  dataset_id: string;
  dataset_name: string;
  version_id: string;
  version_name: string;
}
/**
 * Packages by the way they are installed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelDependencyBody".
 */
export interface ModelDependencyBody {
  installer: string;
  packages: ModelPackageBody[];
}
/**
 * A package that is needed; of no version, any does.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelPackageBody".
 */
export interface ModelPackageBody {
  package_name: string;
  package_version?: string;
  restraint?: string;
}
/**
 * A model with all that is known of it.
 *
 * ModelArts sends `apis`, `model_metrics` and `config` as JSON in text. Ours: `package` is
 * config.json itself, `location` the snapshot, `files`, `unmet` what its engine lacks,
 * `trained_on`; `source_job_exists` is false where the job was removed for good.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelDetailBody".
 */
export interface ModelDetailBody {
  model_id: string;
  model_name: string;
  model_version: string;
  model_type: string;
  model_size: number;
  model_status: ModelState;
  model_source?: string;
  source_type?: string;
  description: string;
  owner: string;
  tenant?: string;
  project: string;
  workspace_id?: string;
  create_at: number;
  install_type?: string[];
  tunable?: boolean;
  market_flag?: boolean;
  publishable_flag?: boolean;
  specification?: ModelSpecification1;
  source_location: string;
  source_job_id: string | null;
  source_job_name: string;
  source_job_version: string;
  model_algorithm: string;
  reason: string;
  engine_id: string;
  file_count: number;
  version_count: number;
  progress: ModelProgressBody | null;
  workload_id: string;
  delete_at: number | null;
  runtime: string;
  execution_code: string;
  image_address?: string;
  input_params: ModelParameterBody[];
  output_params: ModelParameterBody[];
  dependencies: ModelDependencyBody[];
  model_metrics: string;
  apis: string;
  config: string;
  model_docs?: unknown[];
  model_labels?: string[];
  labels_map?: {
    [k: string]: string[];
  };
  package: PackageConfig;
  location: string;
  files: ModelFileBody[];
  unmet: string[];
  source_job_exists: boolean;
  trained_on: ModelDatasetBody[];
}
/**
 * The least that a deployment needs; not asked for here.
 */
export interface ModelSpecification1 {
  min_cpu?: string | null;
  min_gpu?: string | null;
  min_memory?: string | null;
}
/**
 * A parameter of an interface; `param_desc` is its JSON schema where it has parts.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelParameterBody".
 */
export interface ModelParameterBody {
  url: string;
  protocol: string;
  method: string;
  param_name: string;
  param_type: string;
  min?: number | null;
  max?: number | null;
  param_desc?: string;
}
/**
 * A package's description of itself; `runtime` and `swr_location` are kept as they came.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageConfig".
 */
export interface PackageConfig {
  model_type: string;
  model_algorithm: string;
  runtime?: string;
  swr_location?: string;
  metrics?: PackageMetrics;
  /**
   * @minItems 1
   * @maxItems 50
   */
  apis: [PackageApi, ...PackageApi[]];
  dependencies?: PackageDependencies[];
}
/**
 * How good the model is, each where it is known.
 */
export interface PackageMetrics {
  f1?: number | null;
  recall?: number | null;
  precision?: number | null;
  accuracy?: number | null;
}
/**
 * One path that the model answers.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageApi".
 */
export interface PackageApi {
  protocol: string;
  url: string;
  method: string;
  request: PackageApiBody;
  response: PackageApiBody;
}
/**
 * What goes in or out: its type, and a JSON schema of it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageApiBody".
 */
export interface PackageApiBody {
  'Content-type': string;
  data: {
    [k: string]: unknown;
  };
}
/**
 * Packages by how they are installed; pip is the only way.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageDependencies".
 */
export interface PackageDependencies {
  installer?: string;
  /**
   * @maxItems 200
   */
  packages: PackageDependency[];
}
/**
 * A package that the inference code needs; no version means any.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageDependency".
 */
export interface PackageDependency {
  package_name: string;
  package_version?: string;
  restraint?: Restraint | null;
}
/**
 * A file of the snapshot; `url` is the object.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelFileBody".
 */
export interface ModelFileBody {
  name: string;
  size: number;
  sha256: string;
  url: string;
}
/**
 * A file of the snapshot.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelFileQuery".
 */
export interface ModelFileQuery {
  name: string;
}
/**
 * A page of models: `count` meet the conditions, of `total_count`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelListBody".
 */
export interface ModelListBody {
  total_count: number;
  count: number;
  models: ModelBody[];
  next_marker: string | null;
}
/**
 * Which models to list. `offset` counts models; without `exact_match` names are searched in.
 *
 * Ours: `marker` continues a list by creation, `latest_only` leaves the newest version of each
 * name, `deleted` lists the trash, `source_job_id` what a job became.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelListQuery".
 */
export interface ModelListQuery {
  limit?: number;
  marker?: string | null;
  offset?: number;
  model_name?: string | null;
  exact_match?: boolean;
  model_version?: string | null;
  model_status?: ModelState | null;
  description?: string | null;
  sort_by?: ModelSortBy;
  order?: string;
  workspace_id?: string | null;
  model_type?: string | null;
  not_model_type?: string | null;
  source_job_id?: string | null;
  latest_only?: boolean;
  deleted?: boolean;
}
/**
 * A model that stays, and why.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelNotDeletedBody".
 */
export interface ModelNotDeletedBody {
  model_id: string;
  error_code: string;
  error_msg: string;
}
/**
 * What a request would import and what speaks against it; `total_size` in bytes.
 *
 * A problem's `field` is one of the request, or, where it names a `file`, the path in that.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelPreviewBody".
 */
export interface ModelPreviewBody {
  model_version: string;
  location: string;
  files: ModelSourceFileBody[];
  file_count: number;
  total_size: number;
  package: PackageConfig | null;
  engine_id: string;
  notes: string[];
  unmet: string[];
  problems: PackageProblem[];
}
/**
 * A file that an import would bring.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelSourceFileBody".
 */
export interface ModelSourceFileBody {
  name: string;
  size: number;
}
/**
 * Why something cannot be imported: `field` of the request, or of `file` in the package.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageProblem".
 */
export interface PackageProblem {
  field: string;
  message: string;
  file?: string;
}
/**
 * The least that a deployment needs; not asked for here.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelSpecification".
 */
export interface ModelSpecification2 {
  min_cpu?: string | null;
  min_gpu?: string | null;
  min_memory?: string | null;
}
/**
 * The beginning of a file as text; null where it is none.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelTextBody".
 */
export interface ModelTextBody {
  name: string;
  size: number;
  text: string | null;
  truncated: boolean;
}
/**
 * All versions of a name outside the trash, highest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelVersionListBody".
 */
export interface ModelVersionListBody {
  model_name: string;
  total_count: number;
  models: ModelBody[];
}
/**
 * What went to the trash and what did not.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ModelsDeletedBody".
 */
export interface ModelsDeletedBody {
  delete_success_list: string[];
  delete_failed_list: ModelNotDeletedBody[];
}
/**
 * How good the model is, each where it is known.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PackageMetrics".
 */
export interface PackageMetrics1 {
  f1?: number | null;
  recall?: number | null;
  precision?: number | null;
  accuracy?: number | null;
}
