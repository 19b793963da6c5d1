import { asPythonPost, shellWord } from '../core/program';
import type { ImportModelRequest, PackageProblem } from './types';

/** What stands in the form; plain JSON, so that the layout keeps it. */
export interface IDraft {
  kind: 'job' | 'folder';
  job: string;
  location: string;
  /** Null: the name that the source gives. */
  name: string | null;
  /** Empty: the next one. */
  version: string;
  description: string;
}

/** What the page is opened with. */
export type ImportArgs = {
  job?: string;
  location?: string;
  /** The model of which this becomes the next version. */
  name?: string;
  kind?: IDraft['kind'];
  /** The form as it was left, as JSON. */
  draft?: string;
};

export const FIELDS = [
  'source_job_id',
  'source_location',
  'model_name',
  'model_version',
  'description'
] as const;

export type FieldPath = (typeof FIELDS)[number];

export function draftOf(args: ImportArgs): IDraft {
  return {
    kind: args.kind ?? (args.location ? 'folder' : 'job'),
    job: args.job ?? '',
    location: args.location ?? '',
    name: args.name ?? null,
    version: '',
    description: ''
  };
}

/** The form as it was left; null where nothing usable was kept. */
export function keptDraft(text: string | undefined): IDraft | null {
  if (!text) {
    return null;
  }
  try {
    return { ...draftOf({}), ...(JSON.parse(text) as Partial<IDraft>) };
  } catch {
    return null;
  }
}

const UNFIT = /[^A-Za-z0-9_\u3400-\u9fff-]+/g;
const LONGEST = 48;

/** A name for a model of this job or folder: "digits" of "digits-train" or ".../digits/model". */
export function nameFor(source: string): string {
  const parts = source.split('/').filter(Boolean);
  const last = parts.at(-1) === 'model' ? parts.at(-2) : parts.at(-1);
  const plain = (last ?? '').replace(UNFIT, '-').replace(/^-+|-+$/g, '');
  return (
    plain.replace(/-?train(ing)?$/i, '').slice(0, LONGEST) || plain.slice(0, LONGEST)
  );
}

/** The request that the form stands for; `jobName` is that of the chosen job. */
export function requestOf(draft: IDraft, jobName: string): ImportModelRequest {
  const isJob = draft.kind === 'job';
  const location = draft.location.trim();
  const source = isJob ? { source_job_id: draft.job } : { source_location: location };
  const version = draft.version.trim();
  return {
    model_name: nameOf(draft, jobName).trim(),
    ...source,
    ...(version ? { model_version: version } : {}),
    ...(draft.description ? { description: draft.description } : {})
  };
}

/** The name in the form: the user's, or the one that the source gives. */
export function nameOf(draft: IDraft, jobName: string): string {
  return draft.name ?? nameFor(draft.kind === 'job' ? jobName : draft.location.trim());
}

/** The sentences for one field of the form. */
export function problemOf(
  problems: readonly PackageProblem[],
  field: FieldPath
): string | null {
  const found = problems.filter(one => !one.file && one.field === field);
  return found.map(one => one.message).join(' ') || null;
}

/** What is wrong in the package's own files. */
export function inPackage(problems: readonly PackageProblem[]): PackageProblem[] {
  return problems.filter(one => one.file || !isField(one.field));
}

function isField(field: string): boolean {
  return (FIELDS as readonly string[]).includes(field);
}

/** The same request as a Python program. */
export function asPython(request: ImportModelRequest, baseUrl: string): string {
  return asPythonPost({
    name: 'model',
    url: `${baseUrl}modelarts/v1/default/models`,
    body: request,
    shown: 'answer.json()["model_id"]'
  });
}

/** The same request as one command. */
export function asCommand(request: ImportModelRequest): string {
  const words = [
    `jupyter modelarts models import ${shellWord(request.model_name ?? '')}`
  ];
  const options = [
    ['--job', request.source_job_id],
    ['--location', request.source_location],
    ['--version', request.model_version],
    ['--description', request.description]
  ] as const;
  for (const [option, value] of options) {
    if (value) {
      words.push(`${option} ${shellWord(value)}`);
    }
  }
  return [...words, '--wait'].join(' \\\n  ');
}
