import type { JSX, ReactNode } from 'react';

import { useTrans } from '../context';
import { ALL_STATES, TRASH } from '../listFilter';
import { Toolbar } from './Layout';
import { SearchField } from './SearchField';

export interface IListFiltersProps {
  name: string;
  onName: (name: string) => void;
  /** What else the list can be narrowed by. */
  children: ReactNode;
}

/** The bar above a list: a search by name, and more. */
export function ListFilters(props: IListFiltersProps): JSX.Element {
  const trans = useTrans();
  return (
    <Toolbar label={trans.__('Search and filter')}>
      <SearchField
        label={trans.__('Search by name')}
        value={props.name}
        onChange={props.onName}
      />
      {props.children}
    </Toolbar>
  );
}

export interface IStateSelectProps {
  state: string;
  onChange: (state: string) => void;
  /** The words of the states between all of them and the trash. */
  words: Readonly<Record<string, string>>;
}

export function StateSelect({
  state,
  onChange,
  words
}: IStateSelectProps): JSX.Element {
  const trans = useTrans();
  return (
    <select
      className="jp-ma-input"
      aria-label={trans.__('State')}
      value={state}
      onChange={event => onChange(event.target.value)}
    >
      <option value={ALL_STATES}>{trans.__('All states')}</option>
      {Object.entries(words).map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
      <option value={TRASH}>{trans.__('In the trash')}</option>
    </select>
  );
}
