import type { JSX } from 'react';

import { useFormat } from '../../core/hooks';
import { bestOf } from '../metrics';
import type { TrainingJobBody } from '../types';
import { useMainMetric } from '../useMainMetric';

/** "accuracy 0.967": the best value where one knows which is better, else the last. */
export function MainMetric({ job }: { job: TrainingJobBody }): JSX.Element {
  const format = useFormat();
  const metric = useMainMetric(job);
  if (!metric) {
    return <span className="jp-ma-quiet">–</span>;
  }
  return (
    <span title={metric.name}>
      <span className="jp-ma-metric-name">{metric.name}</span>
      {format.number(bestOf(metric) ?? metric.last)}
    </span>
  );
}
