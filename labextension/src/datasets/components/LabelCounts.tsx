import type { JSX } from 'react';

import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { colorOf } from '../labels';
import type { LabelStats } from '../types';

const MOST = 20;

/** Labels with how many images have each. */
export function LabelCounts({
  labels
}: {
  labels: readonly LabelStats[];
}): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const more = labels.length - MOST;
  return (
    <ul className="jp-ma-label-counts" aria-label={trans.__('Labels')}>
      {labels.slice(0, MOST).map(label => (
        <li key={label.name}>
          <span
            className="jp-ma-dot"
            style={{ background: colorOf(label) }}
            aria-hidden="true"
          />
          {label.name}
          <span className="jp-ma-quiet">{format.count(label.sample_count)}</span>
        </li>
      ))}
      {more > 0 && (
        <li className="jp-ma-quiet">{trans.__('and %1 more', format.count(more))}</li>
      )}
    </ul>
  );
}
