import { mainOf } from './metrics';
import type { MetricSummaryBody, TrainingVersionBody } from './types';

/** The columns of a comparison: arguments whose values differ, and every metric. */
export interface IColumns {
  parameters: string[];
  metrics: string[];
}

export function columnsOf(versions: readonly TrainingVersionBody[]): IColumns {
  const names = unique(versions.flatMap(one => one.parameters.map(({ name }) => name)));
  const differing = names.filter(
    name => new Set(versions.map(one => valueOf(one, name))).size > 1
  );
  const metrics = unique(versions.flatMap(one => one.metrics.map(({ name }) => name)));
  return { parameters: differing, metrics };
}

export function valueOf(version: TrainingVersionBody, name: string): string | null {
  return version.parameters.find(one => one.name === name)?.value ?? null;
}

export function metricOf(
  version: TrainingVersionBody,
  name: string
): MetricSummaryBody | null {
  return version.metrics.find(one => one.name === name) ?? null;
}

/** The ids of the versions with the best value; none where one does not know which is better. */
export function bestVersions(
  versions: readonly TrainingVersionBody[],
  name: string
): ReadonlySet<string> {
  const found = versions
    .map(version => ({ id: version.id, metric: metricOf(version, name) }))
    .filter(({ metric }) => metric !== null && metric.best !== null);
  if (found.length < 2) {
    return new Set();
  }
  const sign = found[0].metric?.mode === 'min' ? -1 : 1;
  const score = (one: (typeof found)[number]): number => sign * (one.metric?.best ?? 0);
  const best = Math.max(...found.map(score));
  return new Set(found.filter(one => score(one) === best).map(one => one.id));
}

/** The value that stands for a version in a short list. */
export function mainMetric(version: TrainingVersionBody): MetricSummaryBody | null {
  return mainOf(version.metrics);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
