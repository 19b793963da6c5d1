import type { JSX } from 'react';

import { VersionRail } from '../../core/components';
import { useFormat } from '../../core/hooks';
import { mainMetric } from '../comparison';
import type { TrainingVersionBody } from '../types';

export interface IVersionsProps {
  versions: readonly TrainingVersionBody[];
  /** The id of the one that is shown. */
  current: string;
  onSelect: (id: string) => void;
}

/** The versions of a job, newest first, each with its main metric. */
export function Versions({ versions, ...rest }: IVersionsProps): JSX.Element {
  const format = useFormat();
  const metricOf = (version: TrainingVersionBody): string | null => {
    const metric = mainMetric(version);
    return metric && `${metric.name} ${format.number(metric.best ?? metric.last)}`;
  };
  return (
    <VersionRail
      {...rest}
      versions={versions.map(one => ({ ...one, more: metricOf(one) }))}
    />
  );
}
