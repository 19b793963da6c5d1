import type { JSX } from 'react';

import { useTrans } from '../../core/context';
import { useSignalValue } from '../../core/hooks';
import { jobIcon } from '../../core/icons';
import type { ActiveWorkloads } from '../active';
import { countsOf } from '../state';

export interface IStatusProps {
  active: ActiveWorkloads;
  open: () => void;
}

/** "1 running, 2 queued" in the status bar; nothing while nothing is at work. */
export function Status({ active, open }: IStatusProps): JSX.Element | null {
  const trans = useTrans();
  const workloads = useSignalValue(active.changed, () => active.workloads);
  const { running, queued } = countsOf(workloads);
  if (running + queued === 0) {
    return null;
  }
  const words = [
    running > 0 && trans.__('%1 running', running),
    queued > 0 && trans.__('%1 queued', queued)
  ].filter(Boolean);
  return (
    <button
      className="jp-ma-status"
      title={trans.__('Jobs and services of ModelArts: show them')}
      onClick={open}
    >
      <jobIcon.react tag="span" className="jp-ma-status-icon" />
      {words.join(', ')}
    </button>
  );
}
