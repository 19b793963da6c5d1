import { type ISignal, Signal } from '@lumino/signaling';

import { hasLabel, type Labels, withLabel, withoutLabel } from '../labels';
import { Leaving } from '../leaving';
import { Selection } from '../selection';
import type { SampleBody } from '../types';
import { SampleList } from './sampleList';
import type { SaveQueue } from './saving';
import type { IMoved, Workbench } from './workbench';

/** How long the images stay where they are after the pointer moved. */
const POINTER_RESTS_MS = 900;
/** How long after the last save the server's list is read again. */
const QUIET_MS = 600;
/** From here on one walk over the list is quicker than looking each image up. */
const MANY = 1_000;

export type LabelingTab = 'unlabeled' | 'labeled';

/** How many of the chosen images have a label. */
export type Share = 'none' | 'some' | 'all';

interface IChosen {
  samples: readonly SampleBody[];
  /** How many of them have each label. */
  having: ReadonlyMap<string, number>;
}

/** The images of one tab: what is listed, chosen, and about to leave. */
export class LabelingView {
  constructor(
    readonly bench: Workbench,
    readonly tab: LabelingTab,
    readonly label: string | null
  ) {
    this.list = new SampleList({
      fetch: (marker, limit, signal) => this.fetch(marker, limit, signal),
      accepts: sample => this.belongs(this.bench.queue.labelsOf(sample)),
      keeps: id => this.leaving.has(id) || this.bench.queue.edit(id) !== undefined
    });
    this.leaving = new Leaving({
      mayLeave: id => this.mayLeave(id),
      leave: ids => this.leave(ids)
    });
  }

  readonly list: SampleList;
  readonly selection = new Selection();
  readonly leaving: Leaving;

  /** Grows with every change of what is to be seen. */
  get version(): number {
    return this._version;
  }

  get changed(): ISignal<LabelingView, void> {
    return this._changed;
  }

  /** Listens and reads the first page; returns what ends it. */
  start(): () => void {
    const { queue } = this.bench;
    this.list.changed.connect(this.emit);
    this.selection.changed.connect(this.emit);
    queue.changed.connect(this.follow);
    this.bench.moved.connect(this.move);
    this.bench.statsChanged.connect(this.emit);
    this.list.start();
    return () => {
      queue.changed.disconnect(this.follow);
      this.bench.moved.disconnect(this.move);
      this.bench.statsChanged.disconnect(this.emit);
      window.clearTimeout(this._resting);
      window.clearTimeout(this._looking);
      this.leaving.dispose();
      this.list.dispose();
      Signal.clearData(this.selection);
    };
  }

  labelsOf(sample: SampleBody): Labels {
    return this.bench.queue.labelsOf(sample);
  }

  /** The chosen images; where none is, the one that has the focus. */
  get targets(): readonly SampleBody[] {
    return this.chosen.samples;
  }

  shareOf(label: string): Share {
    const { samples, having } = this.chosen;
    const count = having.get(label) ?? 0;
    return count === 0 ? 'none' : count < samples.length ? 'some' : 'all';
  }

  /** Gives the label to all chosen images, or takes it from them where all have it. */
  toggle(label: string): void {
    const { targets } = this;
    const change = this.shareOf(label) === 'all' ? withoutLabel : withLabel;
    const changes = targets
      .map(sample => ({ sample, labels: change(this.labelsOf(sample), label) }))
      .filter(({ sample, labels }) => labels !== this.labelsOf(sample));
    if (changes.length > 0) {
      this.bench.label(changes);
    }
  }

  /** Takes all labels from the chosen images. */
  clearLabels(): void {
    const changes = this.targets
      .filter(sample => this.labelsOf(sample).length > 0)
      .map(sample => ({ sample, labels: [] }));
    if (changes.length > 0) {
      this.bench.label(changes);
    }
  }

  /** Which images are in sight, by their places. */
  setSight(first: number, last: number): void {
    this._sight = { first, last };
  }

  /** The server's list may have changed. While labels are being saved it is read once after. */
  lookAgain(): void {
    window.clearTimeout(this._looking);
    const look = (): void => {
      this._looking = undefined;
      if (this.bench.queue.unsaved.saving > 0) {
        this.lookAgain();
        return;
      }
      this.list.lookAgain(this._sight.first, this._sight.last);
      this._isStale = true;
      void this.bench.readStats();
    };
    const waited = Date.now() - this._lastSave;
    const rest = Math.max(0, QUIET_MS - waited);
    this._looking = window.setTimeout(look, rest);
  }

  /** The user scrolled to images that were read before the server's list changed. */
  arrive(): void {
    if (this._isStale) {
      this.list.lookAgain(this._sight.first, this._sight.last);
    }
  }

  /** The image under the pointer, which must not go; null outside. */
  point(id: string | null): void {
    this._pointed = id;
    window.clearTimeout(this._resting);
    this._isMoving = id !== null;
    this._resting = window.setTimeout(() => {
      this._isMoving = false;
      this.leaving.reconsider();
    }, POINTER_RESTS_MS);
    if (id === null) {
      this.leaving.reconsider();
    }
  }

  /** The image in the large view, which stays too. */
  show(id: string | null): void {
    this._shown = id;
    if (id === null) {
      this.leaving.reconsider();
    }
  }

  /** Counted once per state: with 100,000 images chosen it takes a while. */
  private get chosen(): IChosen {
    if (this._chosen) {
      return this._chosen;
    }
    const { ids, focused } = this.selection;
    const { items } = this.list;
    const wanted = ids.size > 0 ? [...ids] : [focused ?? ''];
    const samples =
      wanted.length > MANY
        ? items.filter(sample => ids.has(sample.sample_id))
        : wanted
            .map(id => items[this.list.indexOf(id)])
            .filter(sample => sample !== undefined);
    const having = new Map<string, number>();
    for (const { name } of samples.flatMap(sample => this.labelsOf(sample))) {
      having.set(name, (having.get(name) ?? 0) + 1);
    }
    this._chosen = { samples, having };
    return this._chosen;
  }

  private fetch(
    marker: string | null,
    limit: number,
    signal: AbortSignal
  ): ReturnType<Workbench['client']['samples']> {
    const state = this.tab === 'unlabeled' ? '__NONE__' : '__ALL__';
    const wanted = { state, label: this.label } as const;
    return this.bench.client.samples(wanted, marker, limit, signal);
  }

  private belongs(labels: Labels): boolean {
    if (this.tab === 'unlabeled') {
      return labels.length === 0;
    }
    return labels.length > 0 && (this.label === null || hasLabel(labels, this.label));
  }

  private readonly follow = (queue: SaveQueue, ids: readonly string[]): void => {
    this._lastSave = Date.now();
    const news = ids
      .map(id => queue.known(id))
      .filter(sample => sample !== undefined)
      .filter(sample => this.isNews(sample));
    if (news.length > 0) {
      this.list.put(news);
    }
    ids.forEach(id => this.stayOrLeave(id));
    this.leaving.reconsider();
    this.emit();
  };

  private isNews(known: SampleBody): boolean {
    const listed = this.list.items[this.list.indexOf(known.sample_id)];
    return listed ? known.revision > listed.revision : this.accepts(known);
  }

  private stayOrLeave(id: string): void {
    const sample = this.list.items[this.list.indexOf(id)];
    if (!sample || this.belongs(this.labelsOf(sample))) {
      this.leaving.cancel(id);
    } else if (!this.leaving.has(id) || this.bench.queue.edit(id)?.state === 'saving') {
      // Another label begins the delay anew: the user is still at this image.
      this.leaving.schedule(id);
    }
  }

  private accepts(sample: SampleBody): boolean {
    return sample.sample_status !== 'DELETED' && this.belongs(this.labelsOf(sample));
  }

  private mayLeave(id: string): boolean {
    const state = this.bench.queue.edit(id)?.state ?? 'saved';
    if (state !== 'saved' || id === this._pointed || id === this._shown) {
      return false;
    }
    // The image under a moving pointer must not slip away either.
    return !this._isMoving || this._pointed === null || id > this._pointed;
  }

  private leave(ids: readonly string[]): void {
    const { order } = this.list;
    const gone = new Set(ids);
    const focusedAt = this.list.indexOf(this.selection.focused);
    const next =
      order.slice(Math.max(0, focusedAt)).find(id => !gone.has(id)) ??
      order.filter(id => !gone.has(id)).at(-1) ??
      null;
    this.list.remove(ids);
    this.selection.drop(ids, next);
  }

  private readonly move = (_: Workbench, { gone, back }: IMoved): void => {
    this.list.forgetRunning();
    if (gone.length > 0) {
      this.leave(gone.filter(id => this.list.indexOf(id) >= 0));
    }
    this.list.put(back.filter(sample => this.accepts(sample)));
    this.lookAgain();
  };

  private readonly emit = (): void => {
    this._version += 1;
    this._chosen = null;
    this._changed.emit();
  };

  private _version = 0;
  private _chosen: IChosen | null = null;
  private _sight = { first: 0, last: 0 };
  private _pointed: string | null = null;
  private _shown: string | null = null;
  private _isMoving = false;
  private _isStale = false;
  private _lastSave = 0;
  private _resting: number | undefined;
  private _looking: number | undefined;
  private readonly _changed = new Signal<LabelingView, void>(this);
}
