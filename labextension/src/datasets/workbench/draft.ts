import type { Labels } from '../labels';

const PREFIX = 'jupyter-modelarts:unsaved-labels:';

/** Labels that were given to an image and are not saved yet. */
export interface IDraftEdit {
  id: string;
  labels: Labels;
  /** The revision of the image that the labels were given to. */
  revision: number;
}

/**
 * The unsaved labels of one dataset, where a reload and the end of the browser leave them.
 * Two tabs with one dataset share it: each changes only its own images.
 */
export class LabelDraft {
  constructor(
    datasetId: string,
    private readonly storage: Storage
  ) {
    this._key = PREFIX + datasetId;
  }

  read(): readonly IDraftEdit[] {
    const edits = parsed(this.storage.getItem(this._key));
    edits.forEach(edit => this._own.add(edit.id));
    return edits;
  }

  /** All that this tab has unsaved now. False where the browser keeps no more. */
  write(edits: readonly IDraftEdit[]): boolean {
    const foreign = parsed(this.storage.getItem(this._key)).filter(
      edit => !this._own.has(edit.id)
    );
    const own = new Set(edits.map(edit => edit.id));
    const all = [...foreign.filter(edit => !own.has(edit.id)), ...edits];
    this._own = own;
    try {
      if (all.length > 0) {
        this.storage.setItem(this._key, JSON.stringify(all));
      } else {
        this.storage.removeItem(this._key);
      }
      return true;
    } catch (error) {
      if (error instanceof DOMException) {
        return false;
      }
      throw error;
    }
  }

  private readonly _key: string;
  private _own = new Set<string>();
}

function parsed(text: string | null): IDraftEdit[] {
  if (!text) {
    return [];
  }
  try {
    const edits: unknown = JSON.parse(text);
    return Array.isArray(edits) ? edits.filter(isEdit) : [];
  } catch {
    return [];
  }
}

function isEdit(value: unknown): value is IDraftEdit {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { id, labels, revision } = value as Record<string, unknown>;
  return (
    typeof id === 'string' && Array.isArray(labels) && typeof revision === 'number'
  );
}
