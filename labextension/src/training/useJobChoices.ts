import { useModelArts } from '../core/context';
import { type IResource, useResource } from '../core/hooks';
import { DatasetsClient } from '../datasets/client';
import type { DatasetBody } from '../datasets/types';
import { EnginesClient } from '../engines/client';
import type { EngineBody } from '../engines/types';
import { TrainingClient } from './client';
import type { MetricRule, TrainingFlavorBody, TrainingJobBody } from './types';

/** What the form offers. */
export interface IJobChoices {
  datasets: readonly DatasetBody[];
  engines: readonly EngineBody[];
  flavors: readonly TrainingFlavorBody[];
  rules: readonly MetricRule[];
  /** The version that the run follows. */
  parent: TrainingJobBody | null;
}

const MOST_DATASETS = 200;

export function useJobChoices(parent: string | undefined): IResource<IJobChoices> {
  const { rest } = useModelArts();
  return useResource<IJobChoices>(
    async signal => {
      const training = new TrainingClient(rest);
      const [datasets, engines, flavors, rules, job] = await Promise.all([
        new DatasetsClient(rest).list('', null, MOST_DATASETS, signal),
        new EnginesClient(rest).list(signal),
        training.flavors(signal),
        training.metricRules(signal),
        parent ? training.get(parent, signal) : null
      ]);
      return {
        datasets: datasets.datasets,
        engines: engines.engines,
        flavors: flavors.flavors,
        rules: rules.rules,
        parent: job
      };
    },
    [rest, parent],
    { topics: ['engines'] }
  );
}
