import type { LabelStats, SampleLabel } from './types';

/** The colours offered for labels: those that the server gives to labels without one. */
export const PALETTE: readonly string[] = [
  '#3399ff',
  '#e69138',
  '#6aa84f',
  '#cc4125',
  '#8e7cc3',
  '#a64d79',
  '#45818e',
  '#bf9000',
  '#674ea7',
  '#38761d',
  '#c27ba0',
  '#1155cc',
  '#b45f06',
  '#76a5af',
  '#85200c',
  '#7f6000'
];

const DIGIT = /^[0-9]$/;
const NO_COLOR = '#8c8c8c';

export type Labels = readonly SampleLabel[];

export function hasLabel(labels: Labels, name: string): boolean {
  return labels.some(label => label.name === name);
}

export function withLabel(labels: Labels, name: string): Labels {
  return hasLabel(labels, name) ? labels : [...labels, { name }];
}

export function withoutLabel(labels: Labels, name: string): Labels {
  return hasLabel(labels, name) ? labels.filter(label => label.name !== name) : labels;
}

/** Whether two samples have labels of the same names; who gave them does not matter. */
export function sameNames(one: Labels, other: Labels): boolean {
  return one.length === other.length && one.every(label => hasLabel(other, label.name));
}

export function colorOf(label: LabelStats | undefined): string {
  return label?.property['@modelarts:color'] || NO_COLOR;
}

/** Black or white, whichever is read better on the colour (WCAG's relative luminance). */
export function inkOn(color: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? '#000000' : '#ffffff';
}

/**
 * The labels that a typed text means, best first: those that begin with it, then those that
 * contain it, upper and lower case alike.
 */
export function matching(
  labels: readonly LabelStats[],
  text: string
): readonly LabelStats[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) {
    return labels;
  }
  const place = (label: LabelStats): number => label.name.toLowerCase().indexOf(wanted);
  const rank = (label: LabelStats): number => {
    const at = place(label);
    return label.name.toLowerCase() === wanted ? 0 : at === 0 ? 1 : 2;
  };
  return labels.filter(label => place(label) >= 0).sort((a, b) => rank(a) - rank(b));
}

/** The label that a key stands for. */
export function labelOfKey(
  labels: readonly LabelStats[],
  key: string
): LabelStats | undefined {
  const wanted = key.toUpperCase();
  return labels.find(label => keyOfLabel(labels, label).toUpperCase() === wanted);
}

/**
 * What to press for a label: its own shortcut; its name where that is a digit, so that 3 never
 * gives "2"; else 1 to 9 by the order. Empty where no key is left for it.
 */
export function keyOfLabel(labels: readonly LabelStats[], label: LabelStats): string {
  const shortcut = label.property['@modelarts:shortcut'];
  if (shortcut) {
    return shortcut;
  }
  const at = labels.indexOf(label);
  const digit = DIGIT.test(label.name) ? label.name : at < 9 ? String(at + 1) : '';
  const isTaken = labels.some(
    other =>
      other !== label &&
      (other.property['@modelarts:shortcut'] === digit ||
        (other.name === digit && !other.property['@modelarts:shortcut']))
  );
  return isTaken ? '' : digit;
}
