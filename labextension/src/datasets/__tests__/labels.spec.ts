import { keyOfLabel, labelOfKey } from '../labels';
import type { LabelStats } from '../types';

function label(name: string, shortcut?: string): LabelStats {
  const property = shortcut ? { '@modelarts:shortcut': shortcut } : {};
  return { name, property, count: 0, sample_count: 0 };
}

function keys(labels: readonly LabelStats[]): string[] {
  return labels.map(one => keyOfLabel(labels, one));
}

it('gives keys by the order, and none from the tenth on', () => {
  const labels = Array.from({ length: 11 }, (_, at) => label(`label ${at}`));

  expect(keys(labels)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '']);
  expect(labelOfKey(labels, '2')?.name).toBe('label 1');
});

it('gives a label that is called by a digit that key', () => {
  const labels = Array.from({ length: 10 }, (_, digit) => label(String(digit)));

  expect(keys(labels)).toEqual(labels.map(({ name }) => name));
  expect(labelOfKey(labels, '3')?.name).toBe('3');
  expect(labelOfKey(labels, '0')?.name).toBe('0');
});

it('lets a shortcut of its own come first, and no key mean two', () => {
  const labels = [
    label('cat'),
    label('1'),
    label('dog', 'd'),
    label('3', '4'),
    label('x')
  ];

  expect(keys(labels)).toEqual(['', '1', 'd', '4', '5']);
  expect(labelOfKey(labels, 'D')?.name).toBe('dog');
  expect(labelOfKey(labels, '3')).toBeUndefined();
});
