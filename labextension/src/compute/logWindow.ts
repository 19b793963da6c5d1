import { compact, LONGEST_SHOWN } from './logText';
import type { LogChunk } from './types';

/** A part of the log as it was read: its first piece goes on from the part before. */
interface IPart {
  offset: number;
  next: number;
  /** Bytes before this part that the server did not keep. */
  dropped: number;
  pieces: readonly string[];
  characters: number;
}

export type LogRow = { text: string } | { dropped: number };

export interface ILimits {
  characters: number;
  rows: number;
}

const LIMITS: ILimits = { characters: 16_000_000, rows: 250_000 };

/**
 * The part of a log that the browser holds: neighbouring parts by byte offset, never more
 * than the limits. What is added at one end pushes out what is far away at the other.
 */
export class LogWindow {
  constructor(private readonly limits: ILimits = LIMITS) {}

  /** Bytes that the whole log has, as far as we know. */
  size = 0;
  /** Nothing will be added to the log any more. */
  ended = false;
  /** How often the window was emptied: the rows of another epoch are other rows. */
  epoch = 0;
  /** The number of the first row: it falls with what comes before, so that a row keeps its number. */
  first = 0;

  get offset(): number {
    return this.parts[0]?.offset ?? 0;
  }

  get next(): number {
    return this.parts.at(-1)?.next ?? 0;
  }

  get hasEarlier(): boolean {
    return this.offset > 0 && !this.beginsAfterGap;
  }

  /** True where what stands before the window was dropped by the server. */
  get beginsAfterGap(): boolean {
    return (this.parts[0]?.dropped ?? 0) > 0;
  }

  get hasLater(): boolean {
    return this.next < this.size;
  }

  get isFull(): boolean {
    return this.characters > this.limits.characters || this.rows > this.limits.rows;
  }

  get rows(): number {
    return this.starts.at(-1) ?? 0;
  }

  clear(): void {
    this.parts = [];
    this.first = 0;
    this.epoch += 1;
    this.index();
  }

  /** Takes a chunk that begins where the window ends, after a gap or not. */
  append(chunk: LogChunk): void {
    this.size = Math.max(this.size, chunk.size);
    this.ended = chunk.ended ?? false;
    if (!chunk.text || chunk.offset < this.next) {
      return;
    }
    this.parts = [...this.parts, partOf(chunk)];
    this.index();
    while (this.isFull && this.parts.length > 1) {
      const before = this.rows;
      this.parts = this.parts.slice(1);
      this.index();
      this.first += before - this.rows;
    }
  }

  /** Takes a chunk that ends where the window begins. */
  prepend(chunk: LogChunk): void {
    const end = this.offset;
    const before = this.rows;
    if (!chunk.text || chunk.offset >= end) {
      // Nothing before was kept: remember it, and do not ask again.
      this.parts = this.parts.map((part, at) =>
        at ? part : { ...part, dropped: end }
      );
    } else {
      this.parts = [partOf(chunk), ...this.parts];
    }
    this.index();
    this.first -= this.rows - before;
    while (this.isFull && this.parts.length > 1) {
      this.parts = this.parts.slice(0, -1);
      this.index();
    }
  }

  row(at: number): LogRow {
    const [part, within] = this.find(at);
    const { pieces, dropped } = this.parts[part];
    if (dropped > 0 && within === 0) {
      return { dropped };
    }
    const piece = within - this.opening(part);
    return { text: this.joined(part, piece, pieces) };
  }

  /** The lines as text, without the notices of gaps. */
  *lines(): Generator<string> {
    for (let at = 0; at < this.rows; at++) {
      const row = this.row(at);
      if ('text' in row) {
        yield row.text;
      }
    }
  }

  /** The piece, with the pieces of later parts that go on with the same line. */
  private joined(part: number, piece: number, pieces: readonly string[]): string {
    let text = pieces[piece];
    let at = part;
    while (this.isLast(at, piece) && this.continues(at + 1)) {
      at += 1;
      piece = 0;
      if (text.length > 2 * LONGEST_SHOWN) {
        break;
      }
      text = compact(text + this.parts[at].pieces[0], { start: false, end: true });
    }
    return text;
  }

  private isLast(part: number, piece: number): boolean {
    return piece === this.parts[part].pieces.length - 1;
  }

  /** Whether the part's first piece belongs to the line before it. */
  private continues(part: number): boolean {
    return part > 0 && part < this.parts.length && this.parts[part].dropped === 0;
  }

  /** By how much a part's rows are ahead of its pieces: a notice adds one, a joint takes one. */
  private opening(part: number): number {
    return this.continues(part) ? -1 : this.parts[part].dropped > 0 ? 1 : 0;
  }

  private find(at: number): [part: number, within: number] {
    let low = 0;
    let high = this.parts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return [low, at - (low ? this.starts[low - 1] : 0)];
  }

  private index(): void {
    let rows = 0;
    this.starts = this.parts.map((part, at) => {
      rows += part.pieces.length + this.opening(at);
      return rows;
    });
    const last = this.parts.at(-1);
    if (last?.pieces.at(-1) === '') {
      // The log ends with a newline: no row stands after it.
      this.starts[this.starts.length - 1] -= 1;
    }
    this.characters = this.parts.reduce((sum, part) => sum + part.characters, 0);
  }

  private characters = 0;
  private parts: readonly IPart[] = [];
  /** For each part, the number of rows up to its end. */
  private starts: number[] = [];
}

function partOf(chunk: LogChunk): IPart {
  const lines = chunk.text.split('\n');
  const last = lines.length - 1;
  const pieces = lines.map((line, at) =>
    compact(line, { start: at === 0, end: at === last })
  );
  const characters = pieces.reduce((sum, piece) => sum + piece.length + 1, 0);
  const { offset, next_offset: next, dropped = 0 } = chunk;
  return { offset, next, dropped, pieces, characters };
}
