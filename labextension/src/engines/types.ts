// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * What an engine can do.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Capability".
 */
export type Capability = 'run' | 'serve' | 'export';
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
 * What can be asked of an engine.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EngineAction".
 */
export type EngineAction = 'build' | 'rebuild' | 'stop' | 'install' | 'measure';
/**
 * Whether the environment is there.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EngineState".
 */
export type EngineState = 'absent' | 'building' | 'ready' | 'failed';

export interface Everything {
  [k: string]: unknown;
}
/**
 * The newest installation of libraries into an engine: under way, or how it ended.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Change".
 */
export interface Change {
  workload_id: string;
  requirements: string[];
  state: State;
  reason?: string;
}
/**
 * What a build or an installation would fetch, less what was fetched before.
 *
 * `largest` are the names and sizes of the largest files. `reason` says why it is not known.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Download".
 */
export interface Download {
  requirements: string[];
  packages?: number;
  size_bytes?: number;
  largest?: {
    [k: string]: number;
  };
  reason?: string;
  measured_at?: number;
}
/**
 * The newest measurement; `measuring` until it is there, for `requirements`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DownloadBody".
 */
export interface DownloadBody {
  measuring: boolean;
  download: Download | null;
}
/**
 * `requirement`: the lines that were asked for, in one text; empty: the engine's own build.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "DownloadQuery".
 */
export interface DownloadQuery {
  requirement?: string;
}
/**
 * `build` makes a missing or failed engine, `rebuild` any, `stop` ends a build.
 *
 * `install` puts `requirements` into an engine that is ready; `measure` finds out what that, or
 * without `requirements` what its build, would download: see `…/engines/{engine_id}/download`.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EngineActionRequest".
 */
export interface EngineActionRequest {
  action_type: EngineAction;
  requirements?: string[];
}
/**
 * An engine as `/v1/{project_id}/engines` answers it.
 *
 * `reason` is a sentence where the state is failed; `note` says what was chosen for this machine,
 * and why, where there was a choice. `build_workload_id` names the build whose log
 * is at `…/engines/{engine_id}/logs`; `kernel_name` is the notebook kernel, once it is ready.
 * `libraries` were installed into it later, `change` is the newest such installation.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EngineBody".
 */
export interface EngineBody {
  engine_id: string;
  engine_name: string;
  engine_version: string;
  description: string;
  state: EngineState;
  reason: string;
  note: string;
  capabilities: Capability[];
  requirements: string[];
  packages: Package[];
  python_version: string | null;
  size_bytes: number | null;
  build_workload_id: string | null;
  built_at: number | null;
  kernel_name: string | null;
  own: boolean;
  interpreter: string;
  pythons: string[];
  libraries: string[];
  change: Change | null;
}
/**
 * A distribution installed in an engine.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Package".
 */
export interface Package {
  name: string;
  version: string;
}
/**
 * All engines that this release knows.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EngineListBody".
 */
export interface EngineListBody {
  total_count: number;
  engines: EngineBody[];
}
/**
 * Which part of a build's log, in bytes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "EngineLogQuery".
 */
export interface EngineLogQuery {
  offset?: number;
  limit?: number;
}
/**
 * ModelArts names a container image here; a local engine has none.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ImageInfoBody".
 */
export interface ImageInfoBody {
  cpu_image_url?: string;
  gpu_image_url?: string;
  image_version?: string;
}
/**
 * An engine as ModelArts lists it for training jobs; `state` is our addition.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "JobEngineBody".
 */
export interface JobEngineBody {
  engine_id: string;
  engine_name: string;
  engine_version: string;
  v1_compatible?: boolean;
  run_user?: string;
  image_info?: ImageInfoBody1;
  state: EngineState;
}
/**
 * ModelArts names a container image here; a local engine has none.
 */
export interface ImageInfoBody1 {
  cpu_image_url?: string;
  gpu_image_url?: string;
  image_version?: string;
}
/**
 * The engines of training jobs.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "JobEngineListBody".
 */
export interface JobEngineListBody {
  total: number;
  items: JobEngineBody[];
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
 * A user's own engine: `requirements`, the text of a requirements file, or both; on top of an
 * existing `interpreter` where one is named.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "OwnEngineRequest".
 */
export interface OwnEngineRequest {
  engine_id: string;
  description?: string;
  requirements?: string[];
  requirements_text?: string;
  interpreter?: string;
  python?: string;
}
