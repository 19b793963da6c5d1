import { useMemo } from 'react';

import { useModelArts } from '../core/context';
import { useFormat, useResource } from '../core/hooks';
import { PROJECT } from '../core/names';
import { path } from '../core/request';
import type { DatasetListAnswer } from '../datasets/types';
import type { EngineListBody } from '../engines/types';
import type { ModelListBody } from '../models/types';
import type { ServiceListBody } from '../services/types';
import type { TrainingJobListBody } from '../training/types';
import {
  datasetsBranch,
  enginesBranch,
  jobsBranch,
  modelsBranch,
  servicesBranch
} from './branches';
import type { ITreeNode } from './tree';

/** As many of a kind as the sidebar shows; the list's own page has them all. */
const SHOWN = 30;

export interface IBranches {
  nodes: readonly ITreeNode[];
  error: unknown;
  refresh: () => void;
}

/** The sidebar's tree, read again as things change. */
export function useBranches(): IBranches {
  const { rest, trans } = useModelArts();
  const format = useFormat();
  const datasets = useResource<DatasetListAnswer>(
    signal =>
      rest.request(path`v2/${PROJECT}/datasets`, { query: { limit: SHOWN }, signal }),
    [rest],
    { topics: ['datasets'] }
  );
  const jobs = useResource<TrainingJobListBody>(
    signal =>
      rest.request(path`v2/${PROJECT}/training-job-searches`, {
        method: 'POST',
        body: { limit: SHOWN, group_by: 'name' },
        signal
      }),
    [rest],
    { topics: ['training'] }
  );
  const models = useResource<ModelListBody>(
    signal =>
      rest.request(path`v1/${PROJECT}/models`, {
        query: { limit: SHOWN, latest_only: true },
        signal
      }),
    [rest],
    { topics: ['models'] }
  );
  const services = useResource<ServiceListBody>(
    signal =>
      rest.request(path`v1/${PROJECT}/services`, { query: { limit: SHOWN }, signal }),
    [rest],
    { topics: ['services'] }
  );
  const engines = useResource<EngineListBody>(
    signal => rest.request(path`v1/${PROJECT}/engines`, { signal }),
    [rest],
    { topics: ['engines'] }
  );
  const nodes = useMemo(() => {
    const words = { trans, format };
    return [
      datasetsBranch(datasets.data, words),
      jobsBranch(jobs.data, words),
      modelsBranch(models.data, words),
      servicesBranch(services.data, words),
      enginesBranch(engines.data, words)
    ];
  }, [
    datasets.data,
    jobs.data,
    models.data,
    services.data,
    engines.data,
    trans,
    format
  ]);
  const read = [datasets, jobs, models, services, engines];
  const refresh = (): void => read.forEach(one => one.refresh());
  return { nodes, error: read.find(one => one.error)?.error ?? null, refresh };
}
