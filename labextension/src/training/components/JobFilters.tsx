import type { JSX } from 'react';

import { CheckBox, ListFilters, StateSelect } from '../../core/components';
import { useTrans } from '../../core/context';
import type { IJobFilter } from '../filter';

export interface IJobFiltersProps {
  filter: IJobFilter;
  onChange: (filter: IJobFilter) => void;
}

export function JobFilters({ filter, onChange }: IJobFiltersProps): JSX.Element {
  const trans = useTrans();
  return (
    <ListFilters name={filter.name} onName={name => onChange({ ...filter, name })}>
      <StateSelect
        state={filter.state}
        onChange={state => onChange({ ...filter, state })}
        words={{
          active: trans.__('Queued or running'),
          succeeded: trans.__('Succeeded'),
          failed: trans.__('Failed'),
          stopped: trans.__('Stopped')
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
