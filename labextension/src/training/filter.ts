import { STATE_FILTERS } from './state';
import type { SearchFilterBody } from './types';

/** What the list shows. */
export interface IJobFilter {
  name: string;
  /** One of the keys of STATE_FILTERS, or `trash`. */
  state: string;
  latestOnly: boolean;
}

export const NO_FILTER: IJobFilter = { name: '', state: 'all', latestOnly: false };

export function isFiltering(filter: IJobFilter): boolean {
  return filter.name.trim() !== '' || filter.state !== 'all';
}

/** The conditions of the request. */
export function filtersOf(filter: IJobFilter): SearchFilterBody[] {
  const name = filter.name.trim();
  const phases = STATE_FILTERS[filter.state] ?? [];
  return [
    ...(name ? [{ key: 'name', operator: 'like', value: [name] }] : []),
    ...(phases.length ? [{ key: 'phase', operator: 'in', value: [...phases] }] : []),
    ...(filter.state === 'trash'
      ? [{ key: 'deleted', operator: 'in', value: ['true'] }]
      : [])
  ];
}
