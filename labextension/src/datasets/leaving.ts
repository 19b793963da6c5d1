/** How long an image that no longer belongs to the list stays, faded, before it leaves. */
export const LEAVE_AFTER_MS = 1200;

export interface ILeavingOptions {
  /** Whether it may leave now: not under the pointer, and not before what is there. */
  mayLeave: (id: string) => boolean;
  leave: (ids: readonly string[]) => void;
  afterMs?: number;
}

/**
 * The images that are about to leave the list. Those that became due together leave together,
 * so that the others move once.
 */
export class Leaving {
  constructor(private readonly options: ILeavingOptions) {}

  has(id: string): boolean {
    return this._waiting.has(id) || this._due.has(id);
  }

  /** Begins to wait, or begins anew. */
  schedule(id: string): void {
    this.cancel(id);
    const after = this.options.afterMs ?? LEAVE_AFTER_MS;
    const timer = window.setTimeout(() => this.fallDue(id), after);
    this._waiting.set(id, timer);
  }

  /** It belongs to the list again. */
  cancel(id: string): void {
    window.clearTimeout(this._waiting.get(id));
    this._waiting.delete(id);
    this._due.delete(id);
  }

  /** The pointer moved: those that only waited for that leave now. */
  reconsider(): void {
    const free = [...this._due].filter(id => this.options.mayLeave(id));
    if (free.length > 0) {
      free.forEach(id => this._due.delete(id));
      this.options.leave(free);
    }
  }

  dispose(): void {
    for (const timer of this._waiting.values()) {
      window.clearTimeout(timer);
    }
    window.clearTimeout(this._gathering);
    this._waiting.clear();
    this._due.clear();
  }

  private fallDue(id: string): void {
    this._waiting.delete(id);
    this._due.add(id);
    this._gathering ??= window.setTimeout(() => {
      this._gathering = undefined;
      this.reconsider();
    });
  }

  private readonly _waiting = new Map<string, number>();
  private readonly _due = new Set<string>();
  private _gathering: number | undefined;
}
