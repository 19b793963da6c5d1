import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { isAborted } from '../core/request';
import { LOG_PART } from './client';
import { type ILimits, LogWindow } from './logWindow';
import type { LogChunk } from './types';

/** Where the text comes from. */
export interface ILogSource {
  log: (offset: number, limit: number, signal: AbortSignal) => Promise<LogChunk>;
  tail: (lines: number, signal: AbortSignal) => Promise<LogChunk>;
}

const TAIL_LINES = 2_000;
/** When the end is further away than this, jump there instead of reading all between. */
const JUMP_BYTES = 4_000_000;

/**
 * Reads a log into its window, one request at a time: on at its end while it is followed,
 * and backwards or forwards where the reader scrolls.
 */
export class LogFeed implements IDisposable {
  constructor(
    private readonly source: ILogSource,
    limits?: ILimits
  ) {
    this.window = new LogWindow(limits);
  }

  readonly window: LogWindow;

  get changed(): ISignal<LogFeed, void> {
    return this._changed;
  }

  /** Grows with every change: what a component compares. */
  get version(): number {
    return this._version;
  }

  get error(): unknown {
    return this._error;
  }

  /** Whether the first answer is there. */
  get isLoaded(): boolean {
    return this._loaded;
  }

  get isFollowing(): boolean {
    return this._following;
  }

  get isDisposed(): boolean {
    return this._abort.signal.aborted;
  }

  setFollowing(following: boolean): void {
    if (following !== this._following) {
      this._following = following;
      this.touch();
      if (following) {
        void this.look();
      }
    }
  }

  /**
   * Reads what was written since; without following, only how much there is. A second
   * call before the first one began is the same look.
   */
  look(): Promise<void> {
    this._look ??= this.once(async signal => {
      this._look = null;
      if (!this._loaded) {
        return this.jumpToEnd(signal);
      }
      if (!this._following) {
        return this.measure(signal);
      }
      let chunk = await this.readOn(signal);
      while (this._following && chunk.text && chunk.next_offset < chunk.size) {
        if (chunk.size - chunk.next_offset > JUMP_BYTES) {
          return this.jumpToEnd(signal);
        }
        chunk = await this.readOn(signal);
      }
    });
    return this._look;
  }

  /** Reads the part before the window; resolves with whether there was one. */
  async earlier(): Promise<boolean> {
    const before = this.window.offset;
    this._earlier ??= this.once(async signal => {
      this._earlier = null;
      const { window } = this;
      if (window.hasEarlier) {
        const from = Math.max(0, window.offset - LOG_PART);
        let chunk = await this.source.log(from, window.offset - from, signal);
        if (chunk.offset < window.offset && chunk.next_offset > window.offset) {
          const limit = window.offset - chunk.offset;
          const { dropped } = chunk;
          chunk = { ...(await this.source.log(chunk.offset, limit, signal)), dropped };
        }
        window.prepend(chunk);
      }
    });
    await this._earlier;
    return this.window.offset < before;
  }

  /** Reads the part after the window, where the reader scrolls down to it. */
  later(): Promise<void> {
    this._later ??= this.once(async signal => {
      this._later = null;
      if (this.window.hasLater) {
        await this.readOn(signal);
      }
    });
    return this._later;
  }

  toStart(): Promise<void> {
    this._following = false;
    return this.once(async signal => {
      const chunk = await this.source.log(0, LOG_PART, signal);
      this.window.clear();
      this.window.append(chunk);
    });
  }

  toEnd(): Promise<void> {
    this._following = true;
    this.touch();
    return this.once(async signal => {
      if (this.window.size - this.window.next > LOG_PART) {
        await this.jumpToEnd(signal);
      }
    }).then(() => this.look());
  }

  /** Makes it usable, again after `dispose`: React may run an effect twice. */
  open(): void {
    if (this._abort.signal.aborted) {
      this._abort = new AbortController();
    }
  }

  dispose(): void {
    this._abort.abort();
  }

  private async jumpToEnd(signal: AbortSignal): Promise<void> {
    const chunk = await this.source.tail(TAIL_LINES, signal);
    this.window.clear();
    this.window.append(chunk);
  }

  private async readOn(signal: AbortSignal): Promise<LogChunk> {
    const { window } = this;
    const chunk = await this.source.log(window.next, LOG_PART, signal);
    if (chunk.size < window.next) {
      // Another attempt has begun, with a log of its own.
      window.clear();
      window.size = 0;
    } else {
      window.append(chunk);
      this.touch();
    }
    return chunk;
  }

  private async measure(signal: AbortSignal): Promise<void> {
    const { size, ended } = await this.source.log(this.window.size, 1, signal);
    this.window.size = size;
    this.window.ended = ended ?? false;
  }

  /** One piece of work after the other; an error is kept until the next one succeeds. */
  private once(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const mine = this._queue.then(async () => {
      const { signal } = this._abort;
      if (signal.aborted) {
        return;
      }
      try {
        await work(signal);
        this._error = null;
        this._loaded = true;
      } catch (error) {
        if (isAborted(error)) {
          return;
        }
        this._error = error;
      }
      this.touch();
    });
    this._queue = mine;
    return mine;
  }

  private touch(): void {
    this._version += 1;
    this._changed.emit();
  }

  private _look: Promise<void> | null = null;
  private _earlier: Promise<void> | null = null;
  private _later: Promise<void> | null = null;
  private _version = 0;
  private _error: unknown = null;
  private _loaded = false;
  private _following = true;
  private _queue: Promise<void> = Promise.resolve();
  private _abort = new AbortController();
  private readonly _changed = new Signal<LogFeed, void>(this);
}
