import type { TranslationBundle } from '@jupyterlab/translation';

import { asPythonPost, shellWord } from '../core/program';
import { PALETTE } from './labels';
import {
  datasetNameError,
  DESCRIPTION_LENGTH,
  folderOf,
  labelNameError,
  locationError
} from './rules';
import type { CreateDatasetRequest } from './types';

export interface ILabelDraft {
  name: string;
  color: string;
}

/** What the form for a new dataset holds. */
export interface IDatasetDraft {
  name: string;
  description: string;
  /** Null: as the name has it. */
  input: string | null;
  output: string | null;
  labels: readonly ILabelDraft[];
}

/** Where a problem is shown: the paths of the request's body. */
export type DatasetField =
  'dataset_name' | 'description' | 'data_sources' | 'work_path' | 'labels';

export const FIELDS: readonly DatasetField[] = [
  'dataset_name',
  'description',
  'data_sources',
  'work_path',
  'labels'
];

export type Problems = Partial<Record<DatasetField, string>>;

/** "dataset-1104-1530": unlikely to be taken, and says when. */
export function newDraft(now: Date): IDatasetDraft {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = two(now.getMonth() + 1) + two(now.getDate());
  const time = two(now.getHours()) + two(now.getMinutes());
  return {
    name: `dataset-${day}-${time}`,
    description: '',
    input: null,
    output: null,
    labels: [newLabel([])]
  };
}

/** The form as the layout kept it; null where it kept none that can be read. */
export function keptDraft(text: string | undefined): IDatasetDraft | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<IDatasetDraft> | null;
    return Array.isArray(kept?.labels) ? { ...newDraft(new Date()), ...kept } : null;
  } catch {
    return null;
  }
}

export function inputOf(draft: IDatasetDraft): string {
  return draft.input ?? `${rootOf(draft)}images/`;
}

export function outputOf(draft: IDatasetDraft): string {
  return draft.output ?? `${rootOf(draft)}versions/`;
}

/** A label without a name yet, in the first colour that none of the others has. */
export function newLabel(others: readonly ILabelDraft[], name = ''): ILabelDraft {
  const taken = new Set(others.map(label => label.color));
  const free = PALETTE.find(color => !taken.has(color));
  return { name, color: free ?? PALETTE[others.length % PALETTE.length] };
}

/** Names that were pasted together become a label each, from place `at` on. */
export function withNames(
  labels: readonly ILabelDraft[],
  at: number,
  text: string
): readonly ILabelDraft[] {
  const names = text.split(/[,，;；\n\t]+/).map(name => name.trim());
  const [first, ...more] = names.filter(Boolean);
  const changed = labels.map((label, i) =>
    i === at ? { ...label, name: first ?? '' } : label
  );
  return more.reduce<readonly ILabelDraft[]>(
    (all, name) => [...all, newLabel(all, name)],
    changed
  );
}

/** What is wrong as it stands; the server has the last word. */
export function problemsOf(draft: IDatasetDraft, trans: TranslationBundle): Problems {
  return withoutNulls({
    dataset_name: draft.name
      ? datasetNameError(draft.name, trans)
      : trans.__('Give the dataset a name.'),
    description:
      draft.description.length > DESCRIPTION_LENGTH
        ? trans.__('At most %1 characters.', DESCRIPTION_LENGTH)
        : null,
    data_sources: placeProblem(inputOf(draft), trans),
    work_path: placeProblem(outputOf(draft), trans) ?? togetherProblem(draft, trans),
    labels: labelsProblem(draft.labels, trans)
  });
}

export function labelProblem(
  labels: readonly ILabelDraft[],
  at: number,
  trans: TranslationBundle
): string | null {
  const { name } = labels[at];
  const isTwice = name !== '' && labels.findIndex(label => label.name === name) < at;
  return isTwice
    ? trans.__('There is a label of this name already.')
    : labelNameError(name, trans);
}

export function requestOf(draft: IDatasetDraft): CreateDatasetRequest {
  return {
    dataset_name: draft.name,
    dataset_type: 0,
    description: draft.description,
    data_sources: [{ data_type: 0, data_path: inputOf(draft).trim() }],
    work_path: outputOf(draft).trim(),
    work_path_type: 0,
    labels: draft.labels
      .filter(label => label.name)
      .map(label => ({
        name: label.name,
        property: { '@modelarts:color': label.color }
      }))
  };
}

export function asPython(draft: IDatasetDraft, baseUrl: string): string {
  return asPythonPost({
    name: 'dataset',
    url: `${baseUrl}modelarts/v2/default/datasets`,
    body: requestOf(draft),
    shown: 'answer.json()["dataset_id"]'
  });
}

export function asCommand(draft: IDatasetDraft): string {
  const words = [`jupyter modelarts datasets create ${shellWord(draft.name)}`];
  const add = (option: string, value: string): void => {
    words.push(`${option} ${shellWord(value)}`);
  };
  add('--input', inputOf(draft));
  add('--output', outputOf(draft));
  if (draft.description) {
    add('--description', draft.description);
  }
  draft.labels.filter(label => label.name).forEach(label => add('--label', label.name));
  return words.join(' \\\n  ');
}

function rootOf(draft: IDatasetDraft): string {
  return `obs://modelarts/datasets/${draft.name || 'dataset'}/`;
}

function placeProblem(place: string, trans: TranslationBundle): string | null {
  return place.trim()
    ? locationError(place.trim(), trans)
    : trans.__('Choose a folder in the object store.');
}

function togetherProblem(
  draft: IDatasetDraft,
  trans: TranslationBundle
): string | null {
  const [input, output] = [folderOf(inputOf(draft)), folderOf(outputOf(draft))];
  if (input === output) {
    return trans.__(
      'This is the input location: choose another folder, or the files that the dataset writes would be imported as its data.'
    );
  }
  return input.startsWith(output) || output.startsWith(input)
    ? trans.__('The two locations lie in one another: choose two separate folders.')
    : null;
}

function labelsProblem(
  labels: readonly ILabelDraft[],
  trans: TranslationBundle
): string | null {
  const wrong = labels.findIndex((_, at) => labelProblem(labels, at, trans) !== null);
  return wrong < 0 ? null : labelProblem(labels, wrong, trans);
}

function withoutNulls(problems: Record<DatasetField, string | null>): Problems {
  const found = Object.entries(problems).filter(([, problem]) => problem !== null);
  return Object.fromEntries(found) as Problems;
}
