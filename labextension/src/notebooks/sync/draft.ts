import type { SyncBody, SyncRequest } from '../types';

/** What stands in the form; plain JSON, so that the layout keeps it. */
export interface ISyncDraft {
  direction: string;
  uri: string;
  folder: string;
  names: string[];
  delete: boolean;
  onConflict: string;
  unlimited: boolean;
}

/** What the page is opened with. */
export type SyncArgs = {
  direction?: string;
  uri?: string;
  folder?: string;
  names?: string[];
  /** The form as it was left, as JSON. */
  draft?: string;
};

/** What JupyterLab's settings say of the limits; 0 is none. */
export interface ILimits {
  maxFiles: number;
  maxMegabytes: number;
  keepDeletedDays: number;
}

export const DEFAULT_LIMITS: ILimits = {
  maxFiles: 1024,
  maxMegabytes: 500,
  keepDeletedDays: 30
};

export const EMPTY: ISyncDraft = {
  direction: 'down',
  uri: '',
  folder: '',
  names: [],
  delete: false,
  onConflict: 'copy',
  unlimited: false
};

export const FIELDS = ['uri', 'folder'] as const;

/** Following changes both ways is chosen as a direction. */
export const WATCH = 'watch';

export function draftOf({ draft, ...given }: SyncArgs): ISyncDraft {
  return { ...EMPTY, ...given, ...keptDraft(draft) };
}

function keptDraft(text: string | undefined): Partial<ISyncDraft> {
  try {
    return text ? (JSON.parse(text) as Partial<ISyncDraft>) : {};
  } catch {
    return {};
  }
}

/** The form that would make this sync again. */
export function draftOfSync(sync: SyncBody): ISyncDraft {
  return {
    direction: sync.watch ? WATCH : sync.direction,
    uri: sync.uri,
    folder: sync.folder,
    names: sync.names,
    delete: sync.delete,
    onConflict: sync.on_conflict,
    unlimited: false
  };
}

export function requestOf(draft: ISyncDraft, limits: ILimits): SyncRequest {
  const watch = draft.direction === WATCH;
  const { maxFiles, maxMegabytes } = limitsOf(draft, limits);
  return {
    uri: draft.uri.trim(),
    folder: draft.folder.trim(),
    direction: (watch ? 'both' : draft.direction) as SyncRequest['direction'],
    names: draft.names,
    delete: draft.delete,
    on_conflict: draft.onConflict as SyncRequest['on_conflict'],
    watch,
    max_files: maxFiles || null,
    max_bytes: maxMegabytes ? maxMegabytes * 1024 * 1024 : null,
    keep_deleted_days: limits.keepDeletedDays || null
  };
}

function limitsOf(
  draft: ISyncDraft,
  limits: ILimits
): Omit<ILimits, 'keepDeletedDays'> {
  return draft.unlimited ? { maxFiles: 0, maxMegabytes: 0 } : limits;
}

/** The same as a line of a notebook. `root` is the folder that Jupyter shows: the form's folder is
 * in it, a notebook's own may be elsewhere. */
export function magicOf(draft: ISyncDraft, limits: ILimits, root: string): string {
  const { maxFiles, maxMegabytes } = limitsOf(draft, limits);
  const words = ['%modelarts sync', quoted(draft.uri.trim() || 'obs://…')];
  const folder = [root.replace(/\/$/, ''), draft.folder.trim()]
    .filter(Boolean)
    .join('/');
  if (folder) {
    words.push('--to', quoted(folder));
  }
  words.push(...draft.names.map(name => `--name ${quoted(name)}`));
  if (draft.direction === 'up') {
    words.push('--up');
  } else if (draft.direction === WATCH) {
    words.push('--watch');
  }
  if (draft.delete) {
    words.push('--delete');
  }
  if (draft.onConflict !== 'copy') {
    words.push('--on-conflict', draft.onConflict);
  }
  if (maxFiles !== DEFAULT_LIMITS.maxFiles) {
    words.push('--max-files', String(maxFiles));
  }
  if (maxMegabytes !== DEFAULT_LIMITS.maxMegabytes) {
    words.push('--max-mb', String(maxMegabytes));
  }
  return words.join(' ');
}

/** A selection of the drive: the folder that it is in, and the names there. */
export function selectionOf(
  uris: readonly string[],
  current: string
): Pick<ISyncDraft, 'uri' | 'names' | 'folder'> {
  if (uris.length === 0) {
    return { uri: current === 'obs://' ? '' : current, names: [], folder: '' };
  }
  const parent = parentOf(uris[0]);
  if (parent === 'obs://') {
    const bucket = uris[0];
    return { uri: bucket, names: [], folder: bucket.slice('obs://'.length, -1) };
  }
  return { uri: parent, names: uris.map(uri => uri.slice(parent.length)), folder: '' };
}

function parentOf(uri: string): string {
  const path = uri.replace(/\/$/, '');
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function quoted(word: string): string {
  return /^~?[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replace(/'/g, `'"'"'`)}'`;
}
