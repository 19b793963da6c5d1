import type { JSX } from 'react';

import { CheckBox, ListFilters, StateSelect } from '../../core/components';
import { useTrans } from '../../core/context';
import type { IModelFilter } from '../filter';

export interface IModelFiltersProps {
  filter: IModelFilter;
  onChange: (filter: IModelFilter) => void;
}

export function ModelFilters({ filter, onChange }: IModelFiltersProps): JSX.Element {
  const trans = useTrans();
  return (
    <ListFilters name={filter.name} onName={name => onChange({ ...filter, name })}>
      <StateSelect
        state={filter.state}
        onChange={state => onChange({ ...filter, state })}
        words={{
          published: trans.__('Ready'),
          publishing: trans.__('Importing'),
          failed: trans.__('Failed')
        }}
      />
      <CheckBox
        label={trans.__('Newest versions only')}
        checked={filter.latestOnly}
        onChange={latestOnly => onChange({ ...filter, latestOnly })}
      />
    </ListFilters>
  );
}
