import { useModelArts } from '../core/context';
import { type IResource, useResource } from '../core/hooks';
import { TrainingClient } from '../training/client';
import type { TrainingJobBody } from '../training/types';
import { ModelsClient } from './client';

/** What the form offers. */
export interface IImportChoices {
  /** Jobs that have succeeded, newest first, and the one that was asked for. */
  jobs: readonly TrainingJobBody[];
  /** The names of the models that are there. */
  names: readonly string[];
}

const MOST = 200;
const SUCCEEDED = { key: 'phase', operator: 'in', value: ['Completed'] };

export function useImportChoices(job: string): IResource<IImportChoices> {
  const { rest } = useModelArts();
  return useResource<IImportChoices>(
    async signal => {
      const training = new TrainingClient(rest);
      const wanted = {
        filters: [SUCCEEDED],
        latestOnly: false,
        marker: null,
        limit: MOST
      };
      const [found, models] = await Promise.all([
        training.search(wanted, signal),
        new ModelsClient(rest).list({ latest_only: true, limit: MOST }, signal)
      ]);
      const isThere = !job || found.items.some(one => one.metadata.id === job);
      const asked = isThere ? [] : [await training.get(job, signal)];
      return {
        jobs: [...asked, ...found.items],
        names: models.models.map(one => one.model_name)
      };
    },
    [rest, job],
    { topics: ['training'] }
  );
}
