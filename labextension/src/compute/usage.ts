import type { ISeries } from '../core/components';
import type { UsageSample } from './types';

/** A level line at what may be used; none where there is no limit. */
export function limitLine(
  label: string,
  limit: number,
  x: readonly number[]
): ISeries[] {
  return limit > 0 ? [{ label, values: x.map(() => limit) }] : [];
}

/** The GPU's curve; null where no sample has one. */
export function gpuOf(samples: readonly UsageSample[]): (number | null)[] | null {
  const values = samples.map(sample => sample.gpu_percent ?? null);
  return values.some(value => value !== null) ? values : null;
}

/** Below this share of the limit, its line would press the curve flat. */
const NEAR = 0.1;

export function isNearLimit(samples: readonly UsageSample[], limit: number): boolean {
  return samples.some(sample => sample.memory_bytes >= limit * NEAR);
}

/** The time since the first sample, in seconds, or in minutes where there are many. */
export function elapsed(samples: readonly UsageSample[]): {
  x: number[];
  unit: 's' | 'min';
} {
  const start = samples[0]?.at ?? 0;
  const isLong = (samples.at(-1)?.at ?? 0) - start > 600_000;
  const size = isLong ? 60_000 : 1_000;
  return {
    x: samples.map(sample => (sample.at - start) / size),
    unit: isLong ? 'min' : 's'
  };
}
