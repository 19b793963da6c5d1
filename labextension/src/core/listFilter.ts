/** What a list shows, as far as all lists with a trash agree. */
export interface IListFilter {
  name: string;
  /** A state of what is listed, or one of the two below. */
  state: string;
}

export const ALL_STATES = 'all';
export const TRASH = 'trash';

export function isFiltering(filter: IListFilter): boolean {
  return filter.name.trim() !== '' || filter.state !== ALL_STATES;
}
