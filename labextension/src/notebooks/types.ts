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
 * Write the notebook at `notebook` (in the work directory) as `file_name` beside it.
 *
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
