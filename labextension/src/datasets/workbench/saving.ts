import { type ISignal, Signal } from '@lumino/signaling';

import { type Labels, sameNames } from '../labels';
import type {
  SampleBody,
  SampleResult,
  SampleUpdate,
  StatsAnswer,
  UpdateSamplesAnswer
} from '../types';
import type { IDraftEdit, LabelDraft } from './draft';

/** Edits within one frame of the eye go in one request. */
const GATHER_MS = 30;
const SHOW_SAVED_MS = 2_000;
const DRAFT_AFTER_MS = 500;
const LARGEST_REQUEST = 500;
const DELETED = 'DELETED';

export type SaveState = 'saving' | 'saved' | 'failed' | 'conflict';

/** The labels that an image shall have, and how far they are. */
export interface IEdit {
  readonly id: string;
  readonly labels: Labels;
  readonly revision: number;
  readonly state: SaveState;
  /** What somebody else saved meanwhile. */
  readonly theirs?: SampleBody;
  /** Why it failed. */
  readonly problem?: unknown;
}

export interface IChange {
  sample: SampleBody;
  labels: Labels;
}

export interface IUnsaved {
  readonly saving: number;
  readonly failed: number;
  readonly conflicts: number;
}

export interface ISaveQueueOptions {
  save: (updates: SampleUpdate[]) => Promise<UpdateSamplesAnswer>;
  draft: LabelDraft;
  onStats: (stats: StatsAnswer) => void;
}

/**
 * Saves labels in the background. What was asked for shows at once; each image has at most
 * one request on its way, and the newest labels win over those between.
 */
export class SaveQueue {
  constructor(private readonly options: ISaveQueueOptions) {}

  /** Carries the images whose edits changed. */
  get changed(): ISignal<SaveQueue, readonly string[]> {
    return this._changed;
  }

  edit(id: string): IEdit | undefined {
    return this._edits.get(id);
  }

  /** The sample in the newest state that is known here, without what is not saved yet. */
  newest(sample: SampleBody): SampleBody {
    const known = this._known.get(sample.sample_id);
    return known && known.revision > sample.revision ? known : sample;
  }

  known(id: string): SampleBody | undefined {
    return this._known.get(id);
  }

  /** The labels that the image has for the user. */
  labelsOf(sample: SampleBody): Labels {
    return this._edits.get(sample.sample_id)?.labels ?? this.newest(sample).labels;
  }

  get unsaved(): IUnsaved {
    const count = { saving: 0, failed: 0, conflict: 0, saved: 0 };
    this._edits.forEach(edit => count[edit.state]++);
    return { saving: count.saving, failed: count.failed, conflicts: count.conflict };
  }

  get isSaved(): boolean {
    return [...this._edits.values()].every(edit => edit.state === 'saved');
  }

  put(changes: readonly IChange[]): void {
    for (const { sample, labels } of changes) {
      const id = sample.sample_id;
      const old = this._edits.get(id);
      const newest = this.newest(sample);
      this._known.set(id, newest);
      const revision = old && old.state !== 'saved' ? old.revision : newest.revision;
      const isOpen = old?.state === 'conflict';
      this.set(isOpen ? { ...old, labels } : { id, labels, revision, state: 'saving' });
    }
    this.plan(changes.map(change => change.sample.sample_id));
  }

  /** What an earlier page left unsaved is saved now. */
  restore(): void {
    const edits = this.options.draft.read().filter(edit => !this._edits.has(edit.id));
    edits.forEach(edit => this.set({ ...edit, state: 'saving' }));
    this.plan(edits.map(edit => edit.id));
  }

  /** Try those that failed again. */
  retry(id?: string): void {
    const failed = this.inState('failed', id);
    failed.forEach(edit => this.set({ ...edit, state: 'saving', problem: undefined }));
    this.plan(failed.map(edit => edit.id));
  }

  /** Give up those that failed: the images have again what is saved. */
  discard(id?: string): void {
    this.forget(this.inState('failed', id).map(edit => edit.id));
  }

  keepTheirs(id?: string): void {
    this.forget(this.inState('conflict', id).map(edit => edit.id));
  }

  applyMine(id?: string): void {
    const conflicts = this.inState('conflict', id);
    for (const edit of conflicts) {
      const revision = edit.theirs?.revision ?? edit.revision;
      this.set({ ...edit, revision, state: 'saving', theirs: undefined });
    }
    this.plan(conflicts.map(edit => edit.id));
  }

  /** The page is about to go: what is unsaved is kept now. */
  keepDraft(): void {
    window.clearTimeout(this._drafting);
    this._drafting = undefined;
    const unsaved = [...this._edits.values()].filter(edit => edit.state !== 'saved');
    this.options.draft.write(unsaved.map(draftOf));
  }

  private plan(ids: readonly string[]): void {
    if (ids.length === 0) {
      return;
    }
    this._sending ??= window.setTimeout(() => void this.send(), GATHER_MS);
    this._drafting ??= window.setTimeout(() => this.keepDraft(), DRAFT_AFTER_MS);
    this._changed.emit(ids);
  }

  private async send(): Promise<void> {
    this._sending = undefined;
    const ready = [...this._edits.values()].filter(
      edit => edit.state === 'saving' && !this._onTheWay.has(edit.id)
    );
    ready.forEach(edit => this._onTheWay.set(edit.id, edit.labels));
    for (let at = 0; at < ready.length; at += LARGEST_REQUEST) {
      await this.sendSome(ready.slice(at, at + LARGEST_REQUEST));
    }
  }

  private async sendSome(edits: readonly IEdit[]): Promise<void> {
    const updates = edits.map(edit => ({
      sample_id: edit.id,
      labels: [...edit.labels],
      revision: edit.revision
    }));
    const ids = edits.map(edit => edit.id);
    try {
      const answer = await this.options.save(updates);
      answer.results.forEach(result => this.settle(result));
      this.options.onStats(answer.stats);
    } catch (error) {
      edits.forEach(edit => this.fail(edit.id, error));
    }
    this.plan(ids);
    this.fade(ids);
  }

  /** "Saved" shows for a moment; all of one request vanish together, in one rendering. */
  private fade(ids: readonly string[]): void {
    const saved = ids
      .map(id => this._edits.get(id))
      .filter((edit): edit is IEdit => edit?.state === 'saved');
    if (saved.length > 0) {
      window.setTimeout(() => {
        const same = saved.filter(edit => this._edits.get(edit.id) === edit);
        this.forget(same.map(edit => edit.id));
      }, SHOW_SAVED_MS);
    }
  }

  private settle(result: SampleResult): void {
    const id = result.sample_id;
    const edit = this._edits.get(id);
    const sent = this._onTheWay.get(id);
    this._onTheWay.delete(id);
    if (!edit) {
      return;
    }
    const { sample } = result;
    if (sample) {
      this._known.set(id, sample);
    }
    // A lost answer makes our own labels look like somebody else's.
    const isThere = sample && sent && sameNames(sample.labels, sent);
    if (!sample || sample.sample_status === DELETED) {
      this.fail(id, new Error(result.error_msg ?? ''));
    } else if (!result.success && !isThere) {
      this.set({ ...edit, state: 'conflict', theirs: sample });
    } else if (sent && !sameNames(edit.labels, sent)) {
      this.set({ ...edit, revision: sample.revision, state: 'saving' });
    } else {
      this.succeed(edit, sample);
    }
  }

  private succeed(edit: IEdit, sample: SampleBody): void {
    const { labels, revision } = sample;
    this.set({ id: edit.id, labels, revision, state: 'saved' });
  }

  private fail(id: string, problem: unknown): void {
    const edit = this._edits.get(id);
    this._onTheWay.delete(id);
    if (edit) {
      this.set({ ...edit, state: 'failed', problem });
    }
  }

  private forget(ids: readonly string[]): void {
    ids.forEach(id => this._edits.delete(id));
    this.plan(ids);
  }

  private inState(state: SaveState, id?: string): readonly IEdit[] {
    const edits = id === undefined ? [...this._edits.values()] : [this._edits.get(id)];
    return edits.filter((edit): edit is IEdit => edit?.state === state);
  }

  private set(edit: IEdit): void {
    this._edits.set(edit.id, edit);
  }

  private readonly _edits = new Map<string, IEdit>();
  private readonly _known = new Map<string, SampleBody>();
  private readonly _onTheWay = new Map<string, Labels>();
  private readonly _changed = new Signal<SaveQueue, readonly string[]>(this);
  private _sending: number | undefined;
  private _drafting: number | undefined;
}

function draftOf({ id, labels, revision }: IEdit): IDraftEdit {
  return { id, labels, revision };
}
