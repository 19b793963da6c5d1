import { useModelArts } from '../core/context';
import { useResource } from '../core/hooks';
import { TrainingClient } from './client';
import { mainOf } from './metrics';
import { isLive } from './state';
import type { Series, TrainingJobBody } from './types';

/** Of ended jobs, whose values never change; null where nothing was printed. */
const known = new Map<string, Series | null>();

/** The metric that stands for a job in a list, read when its row is first in sight. */
export function useMainMetric(job: TrainingJobBody): Series | null {
  const { rest } = useModelArts();
  const { id } = job.metadata;
  const { data } = useResource(
    async signal => {
      if (known.has(id)) {
        return known.get(id) ?? null;
      }
      const found = await new TrainingClient(rest).metrics(id, 2, signal);
      const main = mainOf(found.series);
      if (found.complete && !isLive(job)) {
        known.set(id, main);
      }
      return main;
    },
    [rest, id, job.status.state, Math.floor(job.status.duration / 10_000)]
  );
  return data;
}
