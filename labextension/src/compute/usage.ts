import type { ISeries } from '../core/components';
import type { UsageSample } from './types';

/** A level line at what may be used; none where there is no limit. */
export function limitLine(label: string, limit: number, x: readonly number[]): ISeries[] {
  return limit > 0 ? [{ label, values: x.map(() => limit) }] : [];
}

/** The GPU's curve; null where no sample has one. */
export function gpuOf(samples: readonly UsageSample[]): (number | null)[] | null {
  const values = samples.map(sample => sample.gpu_percent ?? null);
  return values.some(value => value !== null) ? values : null;
}
