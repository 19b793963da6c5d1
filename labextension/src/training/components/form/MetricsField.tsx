import { addIcon, closeIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton } from '../../../core/components';
import { useTrans } from '../../../core/context';
import type { IMetricRow } from '../../draft';
import { useJobForm } from '../../formContext';
import { MetricTest } from './MetricTest';
import { Field } from './Field';

const PATH = 'algorithm.metrics';
const EXAMPLE: IMetricRow = { name: 'loss', regex: 'loss=([0-9.]+)', mode: 'min' };

/** Which printed lines become curves. */
export function MetricsField(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  const { metrics } = draft;
  const set = (rows: IMetricRow[] | null): void => change({ metrics: rows }, PATH);
  return (
    <Field
      path={PATH}
      label={trans.__('Metrics')}
      hint={trans.__('Numbers that the script prints become live curves.')}
    >
      {control => (
        <div
          className="jp-ma-rows"
          role="group"
          aria-describedby={control['aria-describedby']}
        >
          <select
            id={control.id}
            aria-label={trans.__('How metrics are found')}
            value={metrics ? 'own' : 'usual'}
            onChange={event => set(event.target.value === 'own' ? [EXAMPLE] : null)}
          >
            <option value="usual">
              {trans.__(
                'Usual names: loss, accuracy, f1, val_… before = or : and a number'
              )}
            </option>
            <option value="own">{trans.__('My own expressions')}</option>
          </select>
          {metrics && <MetricRows rows={metrics} onChange={set} />}
          <MetricTest rows={metrics} />
        </div>
      )}
    </Field>
  );
}

interface IMetricRowsProps {
  rows: readonly IMetricRow[];
  onChange: (rows: IMetricRow[]) => void;
}

function MetricRows({ rows, onChange }: IMetricRowsProps): JSX.Element {
  const trans = useTrans();
  const set = (at: number, values: Partial<IMetricRow>): void =>
    onChange(rows.map((row, one) => (one === at ? { ...row, ...values } : row)));
  return (
    <>
      {rows.map((row, at) => (
        <div className="jp-ma-pair" key={at}>
          <input
            className="jp-ma-input-name"
            aria-label={trans.__('Name of the metric')}
            placeholder={trans.__('name')}
            value={row.name}
            spellCheck={false}
            onChange={event => set(at, { name: event.target.value })}
          />
          <input
            className="jp-ma-mono"
            aria-label={trans.__('Expression')}
            placeholder={EXAMPLE.regex}
            value={row.regex}
            spellCheck={false}
            onChange={event => set(at, { regex: event.target.value })}
          />
          <select
            className="jp-ma-mode-select"
            aria-label={trans.__('Which values are better')}
            value={row.mode}
            onChange={event =>
              set(at, { mode: event.target.value as IMetricRow['mode'] })
            }
          >
            <option value="max">{trans.__('higher is better')}</option>
            <option value="min">{trans.__('lower is better')}</option>
            <option value="">{trans.__('neither')}</option>
          </select>
          <ActionButton
            iconOnly
            icon={closeIcon}
            label={trans.__('Remove')}
            onClick={() => onChange(rows.filter((_, one) => one !== at))}
          />
        </div>
      ))}
      <div>
        <ActionButton
          icon={addIcon}
          label={trans.__('Add an expression')}
          onClick={() => onChange([...rows, { name: '', regex: '', mode: '' }])}
        />
      </div>
    </>
  );
}
