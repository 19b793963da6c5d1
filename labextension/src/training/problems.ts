import type { IDraft } from './draft';
import { sentInputs } from './draft';
import type { Change, Problem } from './types';

/** The fields of the form by the server's paths; a problem of a row is one of its list. */
export const FIELDS = [
  'metadata.name',
  'metadata.description',
  'algorithm.inputs',
  'algorithm.engine',
  'algorithm.code_dir',
  'algorithm.boot_file',
  'algorithm.parameters',
  'algorithm.requirements',
  'algorithm.environments',
  'algorithm.outputs',
  'algorithm.metrics',
  'spec.resource.flavor_id',
  'spec.log_export_path'
] as const;

export type FieldPath = (typeof FIELDS)[number];

/** The field of the form that a path of the server's belongs to; null where it has none. */
export function fieldOf(path: string | null): FieldPath | null {
  const known = [...FIELDS].sort((a, b) => b.length - a.length);
  return known.find(field => path === field || path?.startsWith(`${field}.`)) ?? null;
}

/** The sentence for one field of the form; a row's problem names the row. */
export function problemOf(
  problems: readonly Problem[],
  field: FieldPath
): string | null {
  const found = problems.filter(problem => fieldOf(problem.field) === field);
  return found.map(problem => problem.message).join(' ') || null;
}

/** The sentence for one row of the inputs. */
export function inputProblem(
  problems: readonly Problem[],
  draft: IDraft,
  row: number
): string | null {
  const sent = sentInputs(draft).indexOf(draft.inputs[row]);
  const path = `algorithm.inputs.${sent}`;
  const found = problems.find(
    ({ field }) => sent >= 0 && (field === path || field.startsWith(`${path}.`))
  );
  return found?.message ?? null;
}

/** Problems that no field of the form shows. */
export function homeless(problems: readonly Problem[]): Problem[] {
  return problems.filter(problem => fieldOf(problem.field) === null);
}

/** The changes of one field of the form to the version that it follows. */
export function changesOf(changes: readonly Change[], field: FieldPath): Change[] {
  return changes.filter(change => fieldOf(change.field) === field);
}
