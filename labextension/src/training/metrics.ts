import type { Mode, Series } from './types';

interface INamed {
  name: string;
  mode?: Mode | null;
}

const FIRST = [
  'test_accuracy',
  'val_accuracy',
  'accuracy',
  'val_f1',
  'f1',
  'val_loss',
  'loss'
];

/** The one metric that stands for a job in a list. */
export function mainOf<T extends INamed>(metrics: readonly T[]): T | null {
  const known = FIRST.map(name => metrics.find(metric => metric.name === name));
  return (
    known.find(Boolean) ?? metrics.find(metric => metric.mode) ?? metrics[0] ?? null
  );
}

/** The best value, where it is known which values are better. */
export function bestOf(series: Series): number | null {
  switch (series.mode) {
    case 'max':
      return series.largest;
    case 'min':
      return series.smallest;
    default:
      return null;
  }
}
