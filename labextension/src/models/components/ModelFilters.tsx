import type { JSX } from 'react';

import { SearchField, Toolbar } from '../../core/components';
import { useTrans } from '../../core/context';
import type { IModelFilter } from '../filter';

export interface IModelFiltersProps {
  filter: IModelFilter;
  onChange: (filter: IModelFilter) => void;
}

export function ModelFilters({ filter, onChange }: IModelFiltersProps): JSX.Element {
  const trans = useTrans();
  return (
    <Toolbar label={trans.__('Search and filter')}>
      <SearchField
        label={trans.__('Search by name')}
        value={filter.name}
        onChange={name => onChange({ ...filter, name })}
      />
      <select
        className="jp-ma-input"
        aria-label={trans.__('State')}
        value={filter.state}
        onChange={event => onChange({ ...filter, state: event.target.value })}
      >
        <option value="all">{trans.__('All states')}</option>
        <option value="published">{trans.__('Ready')}</option>
        <option value="publishing">{trans.__('Importing')}</option>
        <option value="failed">{trans.__('Failed')}</option>
        <option value="trash">{trans.__('In the trash')}</option>
      </select>
      <label className="jp-ma-check">
        <input
          type="checkbox"
          checked={filter.latestOnly}
          onChange={event => onChange({ ...filter, latestOnly: event.target.checked })}
        />
        {trans.__('Newest versions only')}
      </label>
    </Toolbar>
  );
}
