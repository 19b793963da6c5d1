import { nullTranslator } from '@jupyterlab/translation';

import { Formatter } from '../format';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 2, 12, 0, 0);

describe('Formatter', () => {
  const english = new Formatter(nullTranslator.load(''), 'en');
  const chinese = new Formatter(nullTranslator.load(''), 'zh-CN');

  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1536, '1.5 KB'],
    [5 * 1024 ** 3, '5 GB']
  ])('writes %d bytes as %s', (size, text) => {
    expect(english.bytes(size)).toBe(text);
  });

  it.each([
    [900, '1 s'],
    [61_000, '1 min 1 s'],
    [7_380_000, '2 h 3 min']
  ])('writes %d ms as %s', (ms, text) => {
    expect(english.duration(ms)).toBe(text);
  });

  it('writes a moment relative to now, in the language', () => {
    expect(english.relative(NOW - 30_000, NOW)).toBe('just now');
    expect(english.relative(NOW - 180_000, NOW)).toBe('3 minutes ago');
    expect(chinese.relative(NOW - 7_200_000, NOW)).toBe('2小时前');
  });

  it.each([
    [30 * DAY - 60_000, 'in 30 days'],
    [30 * DAY - DAY, 'in 29 days'],
    [DAY - 1_000, 'tomorrow'],
    [20 * 3_600_000, 'in 20 hours'],
    [3_599_000, 'in 1 hour'],
    [59_900, 'in 1 minute'],
    [20_000, 'just now']
  ])('rounds what is to come: %d ms is %s', (ms, text) => {
    expect(english.relative(NOW + ms, NOW)).toBe(text);
  });
});
