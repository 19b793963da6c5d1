import { useModelArts } from '../core/context';
import { type IResource, useResource } from '../core/hooks';
import { PROJECT } from '../core/names';
import { path } from '../core/request';
import type { ModelBody, ModelListBody } from '../models/types';
import { ServicesClient } from './client';
import type { ServiceBody, ServiceSpecificationBody } from './types';

/** What the form offers; `service` is the one that is being updated. */
export interface IDeployChoices {
  models: readonly ModelBody[];
  specifications: readonly ServiceSpecificationBody[];
  service: ServiceBody | null;
}

const MOST = 1000;

export function useDeployChoices(
  serviceId: string | undefined
): IResource<IDeployChoices> {
  const { rest } = useModelArts();
  return useResource<IDeployChoices>(
    async signal => {
      const client = new ServicesClient(rest);
      const query = { model_status: 'published', limit: MOST };
      const target = path`v1/${PROJECT}/models`;
      const [models, sizes, service] = await Promise.all([
        rest.request<ModelListBody>(target, { query, signal }),
        client.specifications(signal),
        serviceId ? client.get(serviceId, signal) : null
      ]);
      return { models: models.models, specifications: sizes.specifications, service };
    },
    [rest, serviceId],
    { topics: ['models'] } // a version that is imported meanwhile is offered too
  );
}
