import { ALL_STATES, type IListFilter, TRASH } from '../core/listFilter';
import type { ModelListQuery, ModelState } from './types';

/** What the list shows. */
export interface IModelFilter extends IListFilter {
  latestOnly: boolean;
}

export const NO_FILTER: IModelFilter = {
  name: '',
  state: ALL_STATES,
  latestOnly: true
};

const STATES: readonly ModelState[] = ['publishing', 'published', 'failed'];

/** The conditions of the request; the trash shows every version. */
export function queryOf(filter: IModelFilter): ModelListQuery {
  const state = STATES.find(one => one === filter.state);
  const isTrash = filter.state === TRASH;
  return {
    model_name: filter.name.trim() || null,
    model_status: state ?? null,
    deleted: isTrash,
    latest_only: filter.latestOnly && !isTrash
  };
}
