/* eslint-disable no-control-regex -- they are what this file is about */
/** What one line of a terminal shows: text only, and how it looks. */
export interface ISpan {
  text: string;
  look: ILook;
}

/** A colour is a number of the 16 of a terminal, or `rgb(…)` made of numbers of ours. */
export interface ILook {
  foreground?: number | string;
  background?: number | string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
  inverse?: boolean;
}

/** Longer lines are cut on the screen; copies and downloads have them whole. */
export const LONGEST_SHOWN = 4_000;

const ESC = '\u001b';
// Colours and other commands (CSI), titles and links (OSC), and the short escapes.
const ESCAPES =
  /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/][0-~]|[@-Z\\^_]|.?)/g;
// All but the tab.
const CONTROLS = /[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f-\u009f]/g;
// Characters that would turn the order of a line around and make it say something else.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;
const BACKSPACES = /(\u0008+)/;
const NO_LOOK: ILook = {};

/** What is left of a line after its carriage returns and backspaces. */
export function overwrite(line: string): string {
  if (!line.includes('\r') && !line.includes('\b')) {
    return line;
  }
  return line.split('\r').map(backspaced).reduce(drawnOver);
}

export interface IOpenEnds {
  /** The line began in an earlier part of the log. */
  start: boolean;
  /** The line may go on in a later part. */
  end: boolean;
}

/**
 * A line that shows the same and is short: a progress bar that was drawn a thousand times
 * over is drawn once. At an open end stays what the other part is drawn over, or draws over.
 */
export function compact(line: string, open: IOpenEnds): string {
  const drawn = line.split('\r');
  const head = open.start ? drawn.splice(0, 1) : [];
  const tail = open.end ? drawn.splice(-1, 1) : [];
  const middle = drawn.length ? [drawn.map(backspaced).reduce(drawnOver)] : [];
  return [...head, ...middle, ...tail].join('\r');
}

/** The line without escapes and control characters: what one searches in and copies. */
export function plain(line: string): string {
  return overwrite(line).replace(ESCAPES, '').replace(CONTROLS, '').replace(BIDI, '');
}

/** The line in pieces of one look each. */
export function spansOf(line: string): readonly ISpan[] {
  const text = overwrite(line);
  if (!text.includes(ESC)) {
    const shown = cut(clean(text));
    return shown ? [{ text: shown, look: NO_LOOK }] : [];
  }
  const spans: ISpan[] = [];
  let look = NO_LOOK;
  let from = 0;
  for (const escape of text.matchAll(ESCAPES)) {
    addSpan(spans, text.slice(from, escape.index), look);
    from = escape.index + escape[0].length;
    if (escape[2] === 'm') {
      look = lookAfter(look, escape[1]);
    }
  }
  addSpan(spans, text.slice(from), look);
  return spans;
}

function addSpan(spans: ISpan[], text: string, look: ILook): void {
  const length = spans.reduce((sum, span) => sum + span.text.length, 0);
  const shown = cut(clean(text), LONGEST_SHOWN - length);
  if (shown && length <= LONGEST_SHOWN) {
    spans.push({ text: shown, look });
  }
}

function clean(text: string): string {
  return text.replace(CONTROLS, '').replace(BIDI, '\ufffd');
}

function cut(text: string, most = LONGEST_SHOWN): string {
  return text.length > most ? `${text.slice(0, Math.max(0, most))}…` : text;
}

function backspaced(line: string): string {
  if (!line.includes('\b')) {
    return line;
  }
  const kept: string[] = [];
  for (const part of line.split(BACKSPACES)) {
    if (part.startsWith('\b')) {
      const before = kept.pop() ?? '';
      kept.push(before.slice(0, Math.max(0, before.length - part.length)));
    } else {
      kept.push((kept.pop() ?? '') + part);
    }
  }
  return kept.join('');
}

/** `next` printed over `base` from its first column; an escape clears what was there. */
function drawnOver(base: string, next: string): string {
  if (!next) {
    return base;
  }
  if (next.includes(ESC) || base.includes(ESC)) {
    return next;
  }
  return next + base.slice(next.length);
}

/** The look after the numbers of one `ESC [ … m`. */
function lookAfter(look: ILook, numbers: string): ILook {
  const codes = numbers.split(/[;:]/).map(code => Number(code) || 0);
  let after: ILook = { ...look };
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    if (code === 38 || code === 48) {
      const [color, used] = longColor(codes.slice(at + 1));
      after[code === 38 ? 'foreground' : 'background'] = color;
      at += used;
    } else {
      after = applied(after, code);
    }
  }
  return after;
}

function applied(look: ILook, code: number): ILook {
  const change = CODES[code];
  if (code === 0) {
    return NO_LOOK;
  }
  if (change) {
    return { ...look, ...change };
  }
  const [decade, digit] = [Math.floor(code / 10), code % 10];
  if (digit < 8 && (decade === 3 || decade === 9)) {
    return { ...look, foreground: digit + (decade === 9 ? 8 : 0) };
  }
  if (digit < 8 && (decade === 4 || decade === 10)) {
    return { ...look, background: digit + (decade === 10 ? 8 : 0) };
  }
  return look;
}

const CODES: Readonly<Record<number, ILook>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  39: { foreground: undefined },
  49: { background: undefined }
};

const STEPS = [0, 95, 135, 175, 215, 255];

/** `5;n` or `2;r;g;b`, and how many numbers it took. */
function longColor(codes: readonly number[]): [number | string | undefined, number] {
  const [kind, ...rest] = codes;
  if (kind === 2) {
    return [rgb(rest[0], rest[1], rest[2]), 4];
  }
  if (kind !== 5) {
    return [undefined, codes.length];
  }
  const n = byte(rest[0]);
  if (n < 16) {
    return [n, 2];
  }
  if (n >= 232) {
    const grey = 8 + 10 * (n - 232);
    return [rgb(grey, grey, grey), 2];
  }
  const cube = n - 16;
  const [r, g, b] = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return [rgb(STEPS[r], STEPS[g], STEPS[b]), 2];
}

function rgb(r: number, g: number, b: number): string {
  return `rgb(${byte(r)}, ${byte(g)}, ${byte(b)})`;
}

function byte(value: number | undefined): number {
  return Math.min(255, Math.max(0, Math.trunc(value ?? 0) || 0));
}
