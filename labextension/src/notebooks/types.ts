// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.
/* eslint-disable */

/**
 * In which way a script differs from its notebook.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "NoteKind".
 */
export type NoteKind =
  | 'install'
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
  | 'length';

export interface Everything {
  [k: string]: unknown;
}
/**
 * The Python file, how many cells of code are in it, and what to look at in which cell.
 *
 * This interface was referenced by `Everything`'s JSON-Schema
 * via the `definition` "ConversionBody".
 */
export interface ConversionBody {
  path: string;
  cells: number;
  notes: Note[];
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
}
