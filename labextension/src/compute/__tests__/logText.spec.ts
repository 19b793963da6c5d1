import { compact, LONGEST_SHOWN, overwrite, plain, spansOf } from '../logText';

const text = (line: string): string =>
  spansOf(line)
    .map(span => span.text)
    .join('');

describe('overwrite', () => {
  it('draws a progress bar once', () => {
    expect(overwrite('10%\r20%\r100%')).toBe('100%');
  });

  it('leaves of an older, longer drawing what was not drawn over', () => {
    expect(overwrite('abcdef\rxyz')).toBe('xyzdef');
  });

  it('clears the line where the new one brings escapes', () => {
    expect(overwrite('abcdef\r\u001b[Kxyz')).toBe('\u001b[Kxyz');
  });

  it('keeps at open ends what the other part needs', () => {
    const bars = 'a\rb\rc\rd';
    expect(compact(bars, { start: false, end: false })).toBe('d');
    expect(compact(bars, { start: true, end: false })).toBe('a\rd');
    expect(compact(bars, { start: false, end: true })).toBe('c\rd');
    expect(compact('a', { start: true, end: true })).toBe('a');
    expect(compact('a\r', { start: true, end: true })).toBe('a\r');
  });

  it('takes back what backspaces take back', () => {
    expect(overwrite('12%\b\b\b34%')).toBe('34%');
    expect(overwrite('\b\bab')).toBe('ab');
  });

  it('is quick with a bar that was drawn very often', () => {
    const bar = Array.from({ length: 200_000 }, (_, at) => `${at}`).join('\r');
    expect(overwrite(bar)).toBe('199999');
  });
});

describe('spansOf', () => {
  it('shows a Windows line end as none', () => {
    expect(text('abc\r')).toBe('abc');
  });

  it('gives colours and takes them back', () => {
    expect(spansOf('a\u001b[1;31mb\u001b[0mc')).toEqual([
      { text: 'a', look: {} },
      { text: 'b', look: { bold: true, foreground: 1 } },
      { text: 'c', look: {} }
    ]);
  });

  it('makes colours of numbers only', () => {
    const [span] = spansOf('\u001b[38;2;300;;7mx');
    expect(span.look.foreground).toBe('rgb(255, 0, 7)');
    expect(spansOf('\u001b[38;5;196mx')[0].look.foreground).toBe('rgb(255, 0, 0)');
    expect(spansOf('\u001b[97;40mx')[0].look).toEqual({
      foreground: 15,
      background: 0
    });
  });

  it('drops titles, links, cursor moves and control characters', () => {
    expect(text('\u001b]0;title\u0007a\u001b[2Jb\u0000c\u001b(Bd')).toBe('abcd');
    expect(text('\u001b]8;;javascript:alert(1)\u001b\\click\u001b]8;;\u001b\\')).toBe(
      'click'
    );
  });

  it('keeps markup as text', () => {
    expect(text('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  });

  it('shows marks that would turn the line around', () => {
    expect(text('a\u202eb')).toBe('a\ufffdb');
  });

  it('cuts a line that is longer than anybody reads', () => {
    expect(text('x'.repeat(50_000))).toHaveLength(LONGEST_SHOWN + 1);
    const parts = `\u001b[31m${'x'.repeat(30_000)}\u001b[32m${'y'.repeat(30_000)}`;
    expect(text(parts).length).toBeLessThanOrEqual(LONGEST_SHOWN + 2);
  });
});

it('plain text is what one searches in', () => {
  expect(plain('10%\r\u001b[32m100%\u001b[0m')).toBe('100%');
});
