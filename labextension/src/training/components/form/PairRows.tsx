import { addIcon, closeIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, type IControlProps } from '../../../core/components';
import { useTrans } from '../../../core/context';
import type { IPair } from '../../draft';

export interface IPairRowsProps {
  control: IControlProps;
  label: string;
  pairs: readonly IPair[];
  onChange: (pairs: IPair[]) => void;
  nameLabel: string;
  valueLabel: string;
  namePlaceholder?: string;
  valuePlaceholder?: string;
  addLabel: string;
}

/** Rows of a name and a value. */
export function PairRows(props: IPairRowsProps): JSX.Element {
  const { pairs, onChange, control } = props;
  const trans = useTrans();
  const set = (at: number, values: Partial<IPair>): void =>
    onChange(pairs.map((pair, one) => (one === at ? { ...pair, ...values } : pair)));
  return (
    <div
      id={control.id}
      className="jp-ma-rows"
      role="group"
      aria-label={props.label}
      aria-describedby={control['aria-describedby']}
    >
      {pairs.map((pair, at) => (
        <div className="jp-ma-pair" key={at}>
          <input
            aria-label={props.nameLabel}
            placeholder={props.namePlaceholder}
            value={pair.name}
            spellCheck={false}
            onChange={event => set(at, { name: event.target.value })}
          />
          <span aria-hidden="true">=</span>
          <input
            aria-label={props.valueLabel}
            placeholder={props.valuePlaceholder}
            value={pair.value}
            spellCheck={false}
            onChange={event => set(at, { value: event.target.value })}
          />
          <ActionButton
            iconOnly
            icon={closeIcon}
            label={trans.__('Remove')}
            onClick={() => onChange(pairs.filter((_, one) => one !== at))}
          />
        </div>
      ))}
      <div>
        <ActionButton
          icon={addIcon}
          label={props.addLabel}
          onClick={() => onChange([...pairs, { name: '', value: '' }])}
        />
      </div>
    </div>
  );
}
