// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * What the script reads an argument as.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ArgumentKind".
 */
export type ArgumentKind = 'int' | 'float' | 'str' | 'bool';
/**
 * In which way a script differs from its notebook.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "NoteKind".
 */
export type NoteKind =
  | 'install'
  | 'install_part'
  | 'install_value'
  | 'install_unsafe'
  | 'variable'
  | 'command'
  | 'magic'
  | 'cell_magic'
  | 'unset'
  | 'shorthand'
  | 'ipython'
  | 'await'
  | 'syntax'
  | 'outside'
  | 'depth'
  | 'length'
  | 'run'
  | 'parameter';
/**
 * Where bytes go: `down` from the store into the folder, `up` back, `both` as each changes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Direction".
 */
export type Direction = 'down' | 'up' | 'both';
/**
 * What happens where the other side has something of its own under the name.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "OnConflict".
 */
export type OnConflict = 'copy' | 'overwrite' | 'skip';
/**
 * What a cell holds.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PreviewKind".
 */
export type PreviewKind = 'code' | 'markdown' | 'raw';
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
 * Where bytes go: `down` from the store into the folder, `up` back, `both` as each changes.
 */
export type Direction1 = 'down' | 'up' | 'both';
/**
 * What happens where the other side has something of its own under the name.
 */
export type OnConflict1 = 'copy' | 'overwrite' | 'skip';

export interface Everything {
  [k: string]: unknown;
}
/**
 * An argument of the script: `--name`, which without it is `default`.
 *
 * With `is_list` it takes several values of its kind, divided by commas.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Argument".
 */
export interface Argument {
  name: string;
  kind: ArgumentKind;
  is_list: boolean;
  default: string;
  help: string;
}
/**
 * The Python file, how many cells of code are in it, what to look at in which cell, and the
 * arguments that it takes.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ConversionBody".
 */
export interface ConversionBody {
  path: string;
  cells: number;
  notes: Note[];
  arguments: Argument[];
}
/**
 * What the script does differently, or not at all; `cell` is its place, from 0.
 *
 * `message` says it; `kind` and `detail` are for who says it in another language.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Note".
 */
export interface Note {
  cell: number;
  message: string;
  kind: NoteKind;
  detail: string;
}
/**
 * What of a notebook becomes what.
 *
 * Cells with one of `drop_tags` are left out. With `arguments` the values in cells tagged
 * `parameters` or `injected-parameters`, as papermill has them, become the script's arguments.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ConversionOptions".
 */
export interface ConversionOptions {
  markdown?: boolean;
  /**
   * @maxItems 100
   */
  drop_tags?: string[];
  arguments?: boolean;
}
/**
 * Write the notebook at `notebook` as `file_name` beside it.
 *
 * It is a path in the work directory, or the URI of an object (`obs://bucket/study/a.ipynb`).
 * `cells` chooses by place, from 0; without it all are taken. A file that is there is replaced
 * with `overwrite` only.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ConversionRequest".
 */
export interface ConversionRequest {
  notebook: string;
  file_name: string;
  overwrite?: boolean;
  cells?: [number, ...number[]] | null;
  options?: ConversionOptions1;
}
/**
 * What of a notebook becomes what.
 *
 * Cells with one of `drop_tags` are left out. With `arguments` the values in cells tagged
 * `parameters` or `injected-parameters`, as papermill has them, become the script's arguments.
 */
export interface ConversionOptions1 {
  markdown?: boolean;
  /**
   * @maxItems 100
   */
  drop_tags?: string[];
  arguments?: boolean;
}
/**
 * The copy's path, what was written beside it, and the engine whose kernel it wants.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CopyBody".
 */
export interface CopyBody {
  path: string;
  files: string[];
  engine_id: string;
  engine_state: string;
  kernel_name: string;
}
/**
 * Copy an example, with the files it needs, into `folder` of the work directory.
 *
 * What is there already is replaced with `overwrite` only.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "CopyRequest".
 */
export interface CopyRequest {
  gallery_id?: string;
  path: string;
  folder?: string;
  file_name?: string;
  overwrite?: boolean;
}
/**
 * An example as the gallery shows it.
 *
 * `words` are the author's, `zh` the same in Chinese where there are any. `engine_id` is an engine
 * of this installation or empty, as its state then is; `kernel_name` is there once it is ready.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ExampleBody".
 */
export interface ExampleBody {
  gallery_id: string;
  path: string;
  file_name: string;
  size_bytes: number;
  words: Words;
  zh: Words;
  engine_id: string;
  engine_state: string;
  kernel_name: string;
  duration_s: number;
  has_thumbnail: boolean;
  files: string[];
}
/**
 * What an example says of itself in one language; empty where it does not.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "Words".
 */
export interface Words {
  title: string;
  description: string;
  category: string;
}
/**
 * One gallery's examples in their order; `unreadable` names files that are no notebooks.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ExampleListBody".
 */
export interface ExampleListBody {
  total_count: number;
  examples: ExampleBody[];
  left_out: number;
  unreadable: string[];
}
/**
 * Which gallery.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ExampleQuery".
 */
export interface ExampleQuery {
  gallery_id?: string;
}
/**
 * A gallery; one that `is_built_in` cannot be removed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "GalleryBody".
 */
export interface GalleryBody {
  gallery_id: string;
  gallery_name: string;
  location: string;
  is_built_in: boolean;
  created_at: number | null;
}
/**
 * All galleries, the built-in one first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "GalleryListBody".
 */
export interface GalleryListBody {
  total_count: number;
  galleries: GalleryBody[];
}
/**
 * Add a folder of the work directory, or a prefix of a bucket, as a gallery.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "GalleryRequest".
 */
export interface GalleryRequest {
  gallery_name: string;
  location: string;
}
/**
 * Which example.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PlaceQuery".
 */
export interface PlaceQuery {
  gallery_id?: string;
  path: string;
}
/**
 * An example's content, without anything that can act.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PreviewBody".
 */
export interface PreviewBody {
  example: ExampleBody;
  language: string;
  cells: PreviewCell[];
  left_out: number;
}
/**
 * A cell to look at; `attachments` are `data:` addresses of raster images by their names.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PreviewCell".
 */
export interface PreviewCell {
  kind: PreviewKind;
  source: string;
  attachments: {
    [k: string]: string;
  };
  outputs: PreviewOutput[];
}
/**
 * An output without anything that can act: a bundle of text and raster images by type.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "PreviewOutput".
 */
export interface PreviewOutput {
  data: {
    [k: string]: string;
  };
  is_error: boolean;
}
/**
 * A sync; times in milliseconds since 1970.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncBody".
 */
export interface SyncBody {
  sync_id: string;
  uri: string;
  folder: string;
  direction: Direction;
  names: string[];
  delete: boolean;
  on_conflict: OnConflict;
  watch: boolean;
  state: State;
  message: string;
  workload_id: string;
  progress: SyncProgress;
  result: SyncResult;
  create_time: number;
  start_time: number | null;
  end_time: number | null;
}
/**
 * How far: `phase` is queued, waiting (for another sync of the folder), comparing, moving,
 * watching or done; `rate` in bytes a second.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncProgress".
 */
export interface SyncProgress {
  phase?: string;
  files?: number;
  total_files?: number;
  bytes?: number;
  total_bytes?: number;
  rate?: number;
  seconds_left?: number | null;
}
/**
 * What was done; `problem` is why it ended early, or why watching does not get on now.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncResult".
 */
export interface SyncResult {
  counts?: SyncCounts;
  names?: SyncName[];
  problem?: string;
  looked_at?: number | null;
}
/**
 * How many names came to what, and the bytes that moved.
 */
export interface SyncCounts {
  new?: number;
  changed?: number;
  conflict?: number;
  delete?: number;
  same?: number;
  skipped?: number;
  failed?: number;
  bytes?: number;
}
/**
 * A name of which there is something to say: `what` is new, changed, conflict, delete, skipped
 * or failed.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncName".
 */
export interface SyncName {
  name: string;
  what: string;
  reason?: string;
  size?: number;
}
/**
 * How many names came to what, and the bytes that moved.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncCounts".
 */
export interface SyncCounts1 {
  new?: number;
  changed?: number;
  conflict?: number;
  delete?: number;
  same?: number;
  skipped?: number;
  failed?: number;
  bytes?: number;
}
/**
 * One page of syncs, newest first.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncListBody".
 */
export interface SyncListBody {
  total_count: number;
  syncs: SyncBody[];
  next_marker: string | null;
}
/**
 * Which syncs to list; `active` leaves out those that have ended.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncListQuery".
 */
export interface SyncListQuery {
  limit?: number;
  marker?: string | null;
  active?: boolean;
}
/**
 * What a sync would do now. `names` are the first thousand that would move, be deleted or are
 * skipped; `exceeds` says which limit is in the way, and by what; empty where none is.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncPlanBody".
 */
export interface SyncPlanBody {
  counts: SyncCounts1;
  names: SyncName[];
  truncated: boolean;
  exceeds: string;
}
/**
 * Make a folder of the work directory and a folder of a bucket the same.
 *
 * `names` are relative to both, a folder's ending in a slash; none means everything. `folder` is
 * relative to the work directory; an absolute path in it will do too. `max_files` and `max_bytes`
 * are the limits of the guide, null for none. What syncs have deleted in the folder is kept there
 * for `keep_deleted_days`; null: until somebody removes it.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "SyncRequest".
 */
export interface SyncRequest {
  uri: string;
  folder?: string;
  direction?: Direction1;
  /**
   * @maxItems 10000
   */
  names?: string[];
  delete?: boolean;
  on_conflict?: OnConflict1;
  watch?: boolean;
  max_files?: number | null;
  max_bytes?: number | null;
  keep_deleted_days?: number | null;
}
