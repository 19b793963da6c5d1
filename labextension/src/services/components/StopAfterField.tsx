import type { JSX } from 'react';

import { FormField } from '../../core/components';
import { useModelArts } from '../../core/context';

export interface IStopAfterFieldProps {
  /** Minutes; 0 is never. */
  value: number;
  onChange: (minutes: number) => void;
}

const OFFERED = [0, 60, 120, 360];
const OWN = 'own';
const OWN_MINUTES = 30;

/** Whether and when the service stops by itself, as the guide offers it. */
export function StopAfterField({ value, onChange }: IStopAfterFieldProps): JSX.Element {
  const { trans } = useModelArts();
  const isOwn = !OFFERED.includes(value);
  return (
    <FormField
      path="schedule.0.duration"
      label={trans.__('Stop by itself')}
      hint={trans.__('A service takes memory as long as it runs.')}
    >
      {control => (
        <span className="jp-ma-buttons">
          <select
            {...control}
            value={isOwn ? OWN : String(value)}
            onChange={event =>
              onChange(
                event.target.value === OWN ? OWN_MINUTES : Number(event.target.value)
              )
            }
          >
            {OFFERED.map(minutes => (
              <option key={minutes} value={minutes}>
                {minutes === 0
                  ? trans.__('Never')
                  : trans._n('After %1 hour', 'After %1 hours', minutes / 60)}
              </option>
            ))}
            <option value={OWN}>{trans.__('After…')}</option>
          </select>
          {isOwn && (
            <label className="jp-ma-inline-field">
              <input
                type="number"
                min={1}
                aria-label={trans.__('Minutes until it stops')}
                value={value}
                onChange={event => onChange(Math.max(1, Number(event.target.value)))}
              />
              {trans.__('minutes')}
            </label>
          )}
        </span>
      )}
    </FormField>
  );
}
