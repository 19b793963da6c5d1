import { type ISignal, Signal } from '@lumino/signaling';

/** Which images are selected, which one has the focus, and where a range begins. */
export class Selection {
  get changed(): ISignal<Selection, void> {
    return this._changed;
  }

  get ids(): ReadonlySet<string> {
    return this._ids;
  }

  get focused(): string | null {
    return this._focused;
  }

  /** A click: only this one. */
  choose(id: string): void {
    this.put(new Set([id]), id, id);
    this._follows = true;
  }

  /** Ctrl and a click, or space: this one too, or no longer. */
  toggle(id: string): void {
    const ids = new Set(this._ids);
    if (!ids.delete(id)) {
      ids.add(id);
    }
    this.put(ids, id, id);
  }

  /** Shift and a click: all from where the range began to this one; `keep` adds to the rest. */
  extendTo(id: string, order: readonly string[], keep = false): void {
    const start = order.indexOf(this._anchor ?? '');
    const end = order.indexOf(id);
    if (start < 0 || end < 0) {
      this.choose(id);
      return;
    }
    const range = order.slice(Math.min(start, end), Math.max(start, end) + 1);
    const before = keep ? [...this._ids] : [];
    this.put(new Set([...before, ...range]), id, this._anchor);
  }

  /** A drawn rectangle, or a whole page. */
  set(ids: Iterable<string>): void {
    this.put(new Set(ids), this._focused, this._anchor);
  }

  focus(id: string | null): void {
    this.put(this._ids, id, this._anchor ?? id);
  }

  /** An arrow key: the focus goes there, and with it what one click chose. */
  move(id: string): void {
    if (this._follows) {
      this.choose(id);
    } else {
      this.focus(id);
    }
  }

  /** These are no longer there; the focus goes to the one that takes their place. */
  drop(gone: readonly string[], next: string | null): void {
    const lost = new Set(gone);
    const ids = new Set([...this._ids].filter(id => !lost.has(id)));
    const stays = (id: string | null): string | null =>
      id && lost.has(id) ? next : id;
    const follows = this._follows && ids.size === this._ids.size;
    this.put(ids, stays(this._focused), stays(this._anchor));
    this._follows = follows;
  }

  clear(): void {
    this.put(new Set(), this._focused, null);
  }

  private put(
    ids: ReadonlySet<string>,
    focused: string | null,
    anchor: string | null
  ): void {
    this._ids = ids;
    this._focused = focused;
    this._anchor = anchor;
    this._follows = false;
    this._changed.emit();
  }

  private _ids: ReadonlySet<string> = new Set();
  private _focused: string | null = null;
  private _anchor: string | null = null;
  private _follows = false;
  private readonly _changed = new Signal<Selection, void>(this);
}
