import { plain } from './logText';
import type { LogWindow } from './logWindow';

/** More matches than this are counted as "more than". */
export const MOST_MATCHES = 10_000;

/**
 * The numbers of the rows (`window.first` on) that contain the text, upper case or lower;
 * only of the first `rows` of them where that is given.
 */
export function matchesIn(
  window: LogWindow,
  text: string,
  rows = window.rows
): number[] {
  const wanted = text.toLowerCase();
  const found: number[] = [];
  for (let at = 0; wanted && at < rows && found.length < MOST_MATCHES; at++) {
    const row = window.row(at);
    if ('text' in row && plain(row.text).toLowerCase().includes(wanted)) {
      found.push(window.first + at);
    }
  }
  return found;
}

export interface IPiece {
  text: string;
  isMatch: boolean;
}

/** A text cut where the searched one stands in it. */
export function marked(text: string, wanted: string): IPiece[] {
  if (!wanted) {
    return [{ text, isMatch: false }];
  }
  const pieces: IPiece[] = [];
  const [low, lowWanted] = [text.toLowerCase(), wanted.toLowerCase()];
  let from = 0;
  for (;;) {
    const at = low.length === text.length ? low.indexOf(lowWanted, from) : -1;
    const end = at < 0 ? text.length : at;
    if (end > from) {
      pieces.push({ text: text.slice(from, end), isMatch: false });
    }
    if (at < 0) {
      return pieces;
    }
    from = at + wanted.length;
    pieces.push({ text: text.slice(at, from), isMatch: true });
  }
}
