import { plain } from '../logText';
import { LogWindow } from '../logWindow';
import type { LogChunk } from '../types';

function chunk(offset: number, text: string, more: Partial<LogChunk> = {}): LogChunk {
  const next = offset + text.length;
  return {
    offset,
    next_offset: next,
    size: next,
    text,
    dropped: 0,
    ended: false,
    ...more
  };
}

function rows(window: LogWindow): string[] {
  return Array.from({ length: window.rows }, (_, at) => {
    const row = window.row(at);
    return 'text' in row ? plain(row.text) : `(${row.dropped} dropped)`;
  });
}

describe('LogWindow', () => {
  it('joins a line that two chunks share', () => {
    const window = new LogWindow();
    window.append(chunk(0, 'one\ntw'));
    expect(rows(window)).toEqual(['one', 'tw']);
    window.append(chunk(6, 'o\nthree\n'));
    expect(rows(window)).toEqual(['one', 'two', 'three']);
  });

  it('joins a line over chunks that have no end of it', () => {
    const window = new LogWindow();
    ['a', 'b', 'c\nd'].forEach((text, at) => window.append(chunk(at, text)));
    expect(rows(window)).toEqual(['abc', 'd']);
  });

  it('draws over what an earlier chunk drew', () => {
    const window = new LogWindow();
    window.append(chunk(0, 'start\n10%\r'));
    window.append(chunk(10, '20%\r30%'));
    expect(rows(window)).toEqual(['start', '30%']);
  });

  it('draws over what was drawn wherever a chunk ends', () => {
    const text = 'start\n10%\r20%\r30%\b\b4%\r100%\nend';
    for (let cut = 1; cut < text.length; cut++) {
      const window = new LogWindow();
      window.append(chunk(0, text.slice(0, cut)));
      window.append(chunk(cut, text.slice(cut)));
      expect(rows(window)).toEqual(['start', '100%', 'end']);
    }
  });

  it('stays small where one line is drawn over and over', () => {
    const window = new LogWindow();
    let offset = 0;
    for (let at = 0; at < 200; at++) {
      const text = Array.from({ length: 1_000 }, (_, one) => `${at}.${one}\r`).join('');
      window.append(chunk(offset, text));
      offset += text.length;
    }
    expect(rows(window)).toEqual(['199.999']);
    const row = window.row(0);
    expect('text' in row && row.text.length).toBeLessThan(100);
  });

  it('has no row after a newline at the end', () => {
    const window = new LogWindow();
    window.append(chunk(0, 'one\n'));
    expect(rows(window)).toEqual(['one']);
    window.append(chunk(4, '\n'));
    expect(rows(window)).toEqual(['one', '']);
    window.append(chunk(5, 'two'));
    expect(rows(window)).toEqual(['one', '', 'two']);
  });

  it('says where bytes were dropped, and does not join over them', () => {
    const window = new LogWindow();
    window.append(chunk(0, 'one\ntw'));
    window.append(chunk(1_000, 'end\n', { dropped: 994 }));
    expect(rows(window)).toEqual(['one', 'tw', '(994 dropped)', 'end']);
  });

  it('keeps the numbers of the rows when earlier ones come', () => {
    const window = new LogWindow();
    window.append(chunk(8, 'ee\nfour\n'));
    expect(window.hasEarlier).toBe(true);
    window.prepend(chunk(0, 'one\ntwo\n'.slice(0, 8), { size: 16 }));
    expect(rows(window)).toEqual(['one', 'two', 'ee', 'four']);
    expect(window.first).toBe(-2);
    const at = 0 - window.first;
    expect(window.row(at)).toEqual({ text: 'ee' });
    expect(window.hasEarlier).toBe(false);
  });

  it('asks no more where nothing before was kept', () => {
    const window = new LogWindow();
    window.append(chunk(500, 'last\n'));
    window.prepend(chunk(500, 'last\n', { dropped: 500 }));
    expect(window.hasEarlier).toBe(false);
    expect(rows(window)).toEqual(['(500 dropped)', 'last']);
  });

  it('never holds more than its limit, and keeps the numbers of the rows that stay', () => {
    const window = new LogWindow({ characters: 60, rows: 1_000 });
    let offset = 0;
    for (let at = 0; at < 20; at++) {
      const text = `line ${String(at).padStart(2, '0')}\n`;
      window.append(chunk(offset, text));
      offset += text.length;
    }
    expect(rows(window).at(-1)).toBe('line 19');
    expect(window.rows).toBeLessThan(10);
    expect(rows(window)[0]).toBe(`line ${window.first}`);
  });

  it('pushes out its end when earlier parts come', () => {
    const window = new LogWindow({ characters: 20, rows: 1_000 });
    window.append(chunk(16, 'c: 45678\n', { size: 25 }));
    window.prepend(chunk(8, 'b: 4567\n', { size: 25 }));
    window.prepend(chunk(0, 'a: 4567\n', { size: 25 }));
    expect(rows(window)).toEqual(['a: 4567', 'b: 4567']);
    expect(window.hasLater).toBe(true);
  });

  it('takes a chunk that it has already for none', () => {
    const window = new LogWindow();
    window.append(chunk(0, 'one\n'));
    window.append(chunk(0, 'one\n'));
    window.append(chunk(4, ''));
    expect(rows(window)).toEqual(['one']);
  });
});
