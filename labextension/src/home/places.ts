import type { LabIcon } from '@jupyterlab/ui-components';

import {
  datasetIcon,
  engineIcon,
  jobIcon,
  logoIcon,
  modelIcon,
  serviceIcon
} from '../core/icons';
import { COMMANDS } from '../core/names';
import type { IModelArtsContext, PageArgs } from '../core/tokens';

/** A page of another slice, known here by its name only. */
export interface IPlace {
  page: string;
  args: PageArgs;
}

export const HOME: IPlace = { page: 'home', args: {} };
export const DATASETS: IPlace = { page: 'datasets', args: {} };
export const NEW_DATASET: IPlace = { page: 'new-dataset', args: {} };
export const JOBS: IPlace = { page: 'training-jobs', args: {} };
export const NEW_JOB: IPlace = { page: 'new-training-job', args: {} };
export const MODELS: IPlace = { page: 'models', args: {} };
export const ACCESS_KEYS: IPlace = { page: 'access-keys', args: {} };
export const OBJECT_STORES: IPlace = { page: 'object-stores', args: {} };
export const SERVICES: IPlace = { page: 'services', args: {} };
export const DEPLOY: IPlace = { page: 'deploy', args: {} };
export const ENGINES: IPlace = { page: 'engines', args: {} };
export const EXAMPLES: IPlace = { page: 'examples', args: {} };

const PAGE_OF_KIND: Readonly<Record<string, string>> = {
  dataset: 'dataset',
  'training-job': 'training-job',
  model: 'model',
  service: 'service',
  engine: 'engine'
};

/** The page of what a URN names; null where it has none. */
export function placeOf(urn: string): IPlace | null {
  const [, , kind, id] = urn.split(':');
  const page = PAGE_OF_KIND[kind ?? ''];
  return page && id ? { page, args: { id } } : null;
}

export function iconOf(urn: string): LabIcon {
  switch (urn.split(':')[2]) {
    case 'dataset':
      return datasetIcon;
    case 'training-job':
      return jobIcon;
    case 'model':
      return modelIcon;
    case 'service':
      return serviceIcon;
    case 'engine':
      return engineIcon;
    default:
      return logoIcon;
  }
}

/** Whether this build of the front end has the page. */
export function hasPlace({ commands }: IModelArtsContext, place: IPlace): boolean {
  return commands.hasCommand(`${COMMANDS}:open-${place.page}`);
}

export async function go({ pages }: IModelArtsContext, place: IPlace): Promise<void> {
  await pages.open(place.page, place.args);
}
