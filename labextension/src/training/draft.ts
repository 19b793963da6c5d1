import type { MetricRule, TrainingJobBody, TrainingJobRequest } from './types';

/** A row of the form: a published version of a dataset, or a folder of the object store. */
export interface IInputRow {
  kind: 'dataset' | 'location';
  /** The run argument; the first is `data_url` where it is empty. */
  name: string;
  dataset: string;
  version: string;
  url: string;
}

export interface IPair {
  name: string;
  value: string;
}

export interface IMetricRow {
  name: string;
  regex: string;
  mode: 'max' | 'min' | '';
}

/** What stands in the form; plain JSON, so that the layout keeps it. */
export interface IDraft {
  /** The version that this run comes after; null for a new job. */
  parent: string | null;
  name: string;
  description: string;
  inputs: IInputRow[];
  engine: string;
  codeDir: string;
  bootFile: string;
  parameters: IPair[];
  environments: IPair[];
  /** Packages beyond the engine's, one on each line. */
  requirements: string;
  /** Null: the folder that the job's name gives. */
  output: string | null;
  /** The run argument of the first output; `train_url` where it is empty. */
  outputName: string;
  /** Further outputs: the argument's name and the folder. */
  moreOutputs: IPair[];
  flavor: string;
  /** Null: the well-known names, as the server has them. */
  metrics: IMetricRow[] | null;
  logUrl: string;
}

/** What a page for a new job is opened with; `id` and `version` are a dataset's. */
export type NewJobArgs = {
  id?: string;
  version?: string;
  parent?: string;
  code_dir?: string;
  boot_file?: string;
  /** The engine that is chosen, where it is there. */
  engine?: string;
  /** Run arguments that stand there already. */
  parameters?: { name: string; value: string }[];
  /** Packages that the job needs beyond the engine's, one on each line. */
  requirements?: string;
  /** The form as it was left, as JSON. */
  draft?: string;
};

export const DEFAULT_BUCKET = 'modelarts';

export function emptyInput(kind: IInputRow['kind']): IInputRow {
  return { kind, name: '', dataset: '', version: '', url: '' };
}

export function emptyDraft(): IDraft {
  return {
    parent: null,
    name: '',
    description: '',
    inputs: [],
    engine: '',
    codeDir: '',
    bootFile: '',
    parameters: [],
    environments: [],
    requirements: '',
    output: null,
    outputName: '',
    moreOutputs: [],
    flavor: '',
    metrics: null,
    logUrl: ''
  };
}

/** A form for what a page was opened with. */
export function draftOf(args: NewJobArgs, now: Date): IDraft {
  const draft = { ...emptyDraft(), name: nameFor(args.boot_file, now) };
  const input = {
    ...emptyInput('dataset'),
    dataset: args.id ?? '',
    version: args.version ?? ''
  };
  return {
    ...draft,
    inputs: [input],
    codeDir: args.code_dir ?? '',
    bootFile: args.boot_file ?? '',
    engine: args.engine ?? '',
    parameters: args.parameters ?? [],
    requirements: args.requirements ?? ''
  };
}

/** "train-1104-1530": unlikely to be taken, and says when. */
function nameFor(bootFile: string | undefined, now: Date): string {
  const stem = (bootFile?.split('/').pop() ?? '').replace(/\.py$/, '');
  const plain = stem.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = two(now.getMonth() + 1) + two(now.getDate());
  return `${plain.slice(0, 40) || 'job'}-${day}-${two(now.getHours())}${two(now.getMinutes())}`;
}

/** The form of a run that follows `job`: all its values. */
export function draftOfJob(
  job: TrainingJobBody,
  defaults: readonly MetricRule[]
): IDraft {
  const { algorithm, spec, metadata } = job;
  return {
    parent: metadata.id,
    name: metadata.name,
    description: metadata.description,
    inputs: (algorithm.inputs ?? []).map(input => ({
      kind: input.remote.dataset ? 'dataset' : 'location',
      name: input.name ?? '',
      dataset: input.remote.dataset?.id ?? '',
      version: input.remote.dataset?.version_id ?? '',
      url: input.remote.obs?.obs_url ?? ''
    })),
    engine: algorithm.engine?.engine_id ?? '',
    codeDir: algorithm.code_dir ?? '',
    bootFile: algorithm.boot_file ?? '',
    parameters: (algorithm.parameters ?? []).map(({ name, value }) => ({
      name,
      value
    })),
    environments: Object.entries(algorithm.environments ?? {}).map(([name, value]) => ({
      name,
      value
    })),
    requirements: (algorithm.requirements ?? []).join('\n'),
    ...outputsOf(algorithm.outputs ?? []),
    flavor: spec.resource.flavor_id,
    metrics: sameRules(algorithm.metrics ?? null, defaults)
      ? null
      : (algorithm.metrics ?? []).map(({ name, regex, mode }) => ({
          name,
          regex,
          mode: mode ?? ''
        })),
    logUrl: spec.log_export_path.obs_url ?? ''
  };
}

function outputsOf(
  outputs: NonNullable<TrainingJobBody['algorithm']['outputs']>
): Pick<IDraft, 'output' | 'outputName' | 'moreOutputs'> {
  const [first, ...more] = outputs.map(({ name = '', remote }) => ({
    name,
    value: remote.obs.obs_url
  }));
  return {
    output: first?.value ?? null,
    outputName: first?.name ?? '',
    moreOutputs: more
  };
}

function sameRules(
  rules: readonly MetricRule[] | null,
  defaults: readonly MetricRule[]
): boolean {
  const text = (all: readonly MetricRule[]): string =>
    JSON.stringify(all.map(({ name, regex, mode }) => [name, regex, mode ?? null]));
  return rules === null || text(rules) === text(defaults);
}

/** Where the output goes: what the user chose, else a folder of the job's name. */
export function outputOf(draft: IDraft): string {
  return (
    draft.output ?? `obs://${DEFAULT_BUCKET}/training-jobs/${draft.name || 'job'}/`
  );
}

/** The request that the form stands for; rows that are quite empty are left out. */
export function requestOf(draft: IDraft): TrainingJobRequest {
  return {
    kind: 'job',
    metadata: {
      name: draft.name.trim(),
      description: draft.description,
      ...(draft.parent && { pre_version_id: draft.parent })
    },
    algorithm: {
      code_dir: draft.codeDir.trim(),
      boot_file: draft.bootFile.trim(),
      engine: { engine_id: draft.engine },
      parameters: filled(draft.parameters),
      inputs: sentInputs(draft).map(inputBody),
      outputs: sentOutputs(draft).map(({ name, value }) => ({
        ...(name && { name }),
        remote: { obs: { obs_url: value } }
      })),
      requirements: linesOf(draft.requirements),
      environments: Object.fromEntries(
        filled(draft.environments).map(({ name, value }) => [name, value])
      ),
      metrics:
        draft.metrics &&
        draft.metrics
          .filter(row => row.name || row.regex)
          .map(({ name, regex, mode }) => ({ name, regex, mode: mode || null }))
    },
    spec: {
      resource: { flavor_id: draft.flavor },
      log_export_path: { obs_url: draft.logUrl.trim() }
    }
  };
}

/** The inputs that are sent, so that the number in a problem's field finds its row. */
export function sentInputs(draft: IDraft): IInputRow[] {
  return draft.inputs.filter(row =>
    row.kind === 'dataset' ? row.dataset : row.url.trim() || row.name.trim()
  );
}

/** The outputs that are sent, the first of them always. */
export function sentOutputs(draft: IDraft): IPair[] {
  const first = { name: draft.outputName.trim(), value: outputOf(draft).trim() };
  const more = filled(draft.moreOutputs).map(({ name, value }) => ({
    name,
    value: value.trim()
  }));
  return [first, ...more];
}

function inputBody(
  row: IInputRow
): NonNullable<TrainingJobRequest['algorithm']['inputs']>[number] {
  const name = row.name.trim();
  const remote =
    row.kind === 'dataset'
      ? { dataset: { id: row.dataset, version_id: row.version } }
      : { obs: { obs_url: row.url.trim() } };
  return name ? { name, remote } : { remote };
}

/** The lines of a text that say something. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

function filled(pairs: readonly IPair[]): IPair[] {
  return pairs
    .filter(pair => pair.name.trim() || pair.value)
    .map(pair => ({ name: pair.name.trim(), value: pair.value }));
}

/** A draft that the layout kept; null where it is none. */
export function keptDraft(text: string | undefined): IDraft | null {
  if (!text) {
    return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    const isDraft = typeof value === 'object' && value !== null && 'bootFile' in value;
    return isDraft ? { ...emptyDraft(), ...(value as Partial<IDraft>) } : null;
  } catch {
    return null;
  }
}

/** The folder and the name of a path of JupyterLab's file browser. */
export function splitPath(path: string): { folder: string; file: string } {
  const at = path.lastIndexOf('/');
  return at < 0
    ? { folder: '.', file: path }
    : { folder: path.slice(0, at), file: path.slice(at + 1) };
}

/** Whether a place is spelled as one of the object store. */
export function isObjectPlace(place: string): boolean {
  return /^(obs|s3):\/\//.test(place.trim());
}

/** The boot file in full, for code in the object store. */
export function bootPlace({ codeDir, bootFile }: IDraft): string {
  return !bootFile || isObjectPlace(bootFile)
    ? bootFile || asFolder(codeDir)
    : asFolder(codeDir) + bootFile;
}

/** A place as the boot file of a draft: relative where it is in the code directory. */
export function bootWithin({ codeDir }: IDraft, place: string): string {
  const folder = asFolder(codeDir);
  return place.startsWith(folder) ? place.slice(folder.length) : place;
}

function asFolder(place: string): string {
  return place.endsWith('/') ? place : `${place}/`;
}
