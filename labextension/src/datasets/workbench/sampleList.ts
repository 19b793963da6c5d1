import { type ISignal, Signal } from '@lumino/signaling';

import { isAborted } from '../../core/request';
import type { SampleBody, SampleListAnswer } from '../types';

const PAGE = 200;
/** Whoever scrolls on wants more than a screen of them. */
const NEXT_PAGE = 1_000;
const LARGEST_WINDOW = 600;

export interface ISampleListOptions {
  /** Samples in the order of their ids, those after `marker`. */
  fetch: (
    marker: string | null,
    limit: number,
    signal: AbortSignal
  ) => Promise<SampleListAnswer>;
  /** Whether a sample that the server sends is to be shown: a save may be ahead of it. */
  accepts: (sample: SampleBody) => boolean;
  /** Whether a sample that the server no longer lists stays: it is edited or about to leave. */
  keeps: (id: string) => boolean;
}

/**
 * The samples of one question, from the first on as far as was asked. Ids are the order and
 * the keys, so any stretch can be read again in place: what lies outside it stays as it is.
 */
export class SampleList {
  constructor(private readonly options: ISampleListOptions) {}

  get changed(): ISignal<SampleList, void> {
    return this._changed;
  }

  get items(): readonly SampleBody[] {
    return this._items;
  }

  get hasMore(): boolean {
    return this._hasMore;
  }

  /** Until the first page is there. */
  get isLoading(): boolean {
    return !this._loaded && this._error === null;
  }

  get error(): unknown {
    return this._error;
  }

  /** The ids in order, made once per state. */
  get order(): readonly string[] {
    return (this._order ??= this._items.map(sample => sample.sample_id));
  }

  indexOf(id: string | null): number {
    return id === null ? -1 : this.place(id, false);
  }

  start(): void {
    void this.read(null, PAGE);
  }

  loadMore(): void {
    if (this._hasMore && this._extending === null) {
      const marker = this.order.at(-1) ?? null;
      const reading = this.read(marker, NEXT_PAGE).finally(() => {
        this._extending = null;
      });
      this._extending = reading;
    }
  }

  /** Reads again what is in sight, from the item at `first` to that at `last`. */
  lookAgain(first: number, last: number): void {
    const marker = this.order[Math.min(first, this._items.length) - 1] ?? null;
    const limit = Math.max(PAGE, Math.min(last - first + 1 + PAGE / 2, LARGEST_WINDOW));
    void this.read(marker, limit);
  }

  /** Puts samples where they belong, or in place of their older states. */
  put(samples: readonly SampleBody[]): void {
    const items = [...this._items];
    const added: SampleBody[] = [];
    for (const sample of samples) {
      const at = this.place(sample.sample_id, true);
      if (items[at]?.sample_id === sample.sample_id) {
        items[at] = sample;
      } else if (at < items.length || !this._hasMore) {
        added.push(sample);
      }
    }
    this.setItems(added.length > 0 ? [...items, ...added].sort(byId) : items);
  }

  remove(ids: Iterable<string>): void {
    const gone = new Set(ids);
    this.setItems(this._items.filter(sample => !gone.has(sample.sample_id)));
    if (this._items.length < PAGE) {
      this.loadMore();
    }
  }

  /** What is on its way was asked before something changed: it is not wanted any more. */
  forgetRunning(): void {
    this._running.forEach(running => running.abort());
    this._running.clear();
  }

  dispose(): void {
    this.forgetRunning();
    Signal.clearData(this);
  }

  private async read(marker: string | null, limit: number): Promise<void> {
    const running = new AbortController();
    this._running.add(running);
    try {
      const answer = await this.options.fetch(marker, limit, running.signal);
      if (!running.signal.aborted) {
        this.merge(marker, answer);
      }
    } catch (error) {
      if (!isAborted(error)) {
        this._error = error;
        this._changed.emit();
      }
    } finally {
      this._running.delete(running);
    }
  }

  private merge(marker: string | null, answer: SampleListAnswer): void {
    const end = answer.next_marker ?? null;
    const isInside = (id: string): boolean =>
      (marker === null || id > marker) && (end === null || id <= end);
    const known = new Map(this._items.map(sample => [sample.sample_id, sample]));
    const news = answer.samples
      .filter(sample => this.options.accepts(sample) || known.has(sample.sample_id))
      .map(sample => newer(known.get(sample.sample_id), sample));
    const listed = new Set(news.map(sample => sample.sample_id));
    const kept = this._items.filter(
      ({ sample_id: id }) =>
        !listed.has(id) && (!isInside(id) || this.options.keeps(id))
    );
    const last = this.order.at(-1);
    const reachesEnd = last === undefined || end === null || end >= last;
    const items = [...kept, ...news].sort(byId);
    const isLonger = answer.sample_count > items.length;
    this._hasMore = reachesEnd ? end !== null : this._hasMore || isLonger;
    this._loaded = true;
    this._error = null;
    this.setItems(items);
    if (this._hasMore && this._items.length === 0) {
      void this.read(end, NEXT_PAGE);
    }
  }

  /** Where `id` is; or, with `orWhere`, where it would be. */
  private place(id: string, orWhere: boolean): number {
    let low = 0;
    let high = this._items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this._items[middle].sample_id < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return orWhere || this._items[low]?.sample_id === id ? low : -1;
  }

  private setItems(items: readonly SampleBody[]): void {
    this._items = items;
    this._order = null;
    this._changed.emit();
  }

  private _items: readonly SampleBody[] = [];
  private _order: readonly string[] | null = null;
  private _hasMore = false;
  private _loaded = false;
  private _error: unknown = null;
  private _extending: Promise<void> | null = null;
  private readonly _running = new Set<AbortController>();
  private readonly _changed = new Signal<SampleList, void>(this);
}

function newer(old: SampleBody | undefined, read: SampleBody): SampleBody {
  return old && old.revision > read.revision ? old : read;
}

function byId(one: SampleBody, other: SampleBody): number {
  return one.sample_id < other.sample_id ? -1 : one.sample_id > other.sample_id ? 1 : 0;
}
