import type { ModelListQuery, ModelState } from './types';

/** What the list shows. */
export interface IModelFilter {
  name: string;
  /** A state of a model, `all`, or `trash`. */
  state: string;
  latestOnly: boolean;
}

export const NO_FILTER: IModelFilter = { name: '', state: 'all', latestOnly: true };

const STATES: readonly ModelState[] = ['publishing', 'published', 'failed'];

export function isFiltering(filter: IModelFilter): boolean {
  return filter.name.trim() !== '' || filter.state !== 'all';
}

/** The conditions of the request; the trash shows every version. */
export function queryOf(filter: IModelFilter): ModelListQuery {
  const state = STATES.find(one => one === filter.state);
  const isTrash = filter.state === 'trash';
  return {
    model_name: filter.name.trim() || null,
    model_status: state ?? null,
    deleted: isTrash,
    latest_only: filter.latestOnly && !isTrash
  };
}
