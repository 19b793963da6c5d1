import { ALL_STATES, type IListFilter, TRASH } from '../core/listFilter';
import { STATE_FILTERS } from './state';
import type { SearchFilterBody } from './types';

/** What the list shows. */
export interface IJobFilter extends IListFilter {
  latestOnly: boolean;
}

export const NO_FILTER: IJobFilter = {
  name: '',
  state: ALL_STATES,
  latestOnly: false
};

/** The conditions of the request. */
export function filtersOf(filter: IJobFilter): SearchFilterBody[] {
  const name = filter.name.trim();
  const phases = STATE_FILTERS[filter.state] ?? [];
  return [
    ...(name ? [{ key: 'name', operator: 'like', value: [name] }] : []),
    ...(phases.length ? [{ key: 'phase', operator: 'in', value: [...phases] }] : []),
    ...(filter.state === TRASH
      ? [{ key: 'deleted', operator: 'in', value: ['true'] }]
      : [])
  ];
}
