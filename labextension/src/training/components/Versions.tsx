import type { JSX } from 'react';

import { StatePill } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { mainMetric } from '../comparison';
import type { TrainingVersionBody } from '../types';

export interface IVersionsProps {
  versions: readonly TrainingVersionBody[];
  /** The id of the one that is shown. */
  current: string;
  onSelect: (id: string) => void;
}

/** The versions of a job beside its page, newest first. */
export function Versions({ versions, current, onSelect }: IVersionsProps): JSX.Element {
  const trans = useTrans();
  return (
    <nav className="jp-ma-versions" aria-label={trans.__('Versions')}>
      <h2>{trans.__('Versions')}</h2>
      <ul>
        {versions.map(version => (
          <li key={version.id}>
            <button
              className="jp-ma-version"
              aria-current={version.id === current ? 'page' : undefined}
              title={version.description}
              onClick={() => onSelect(version.id)}
            >
              <span>{version.version}</span>
              <StatePill state={version.state} />
              <Main version={version} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Main({ version }: { version: TrainingVersionBody }): JSX.Element | null {
  const format = useFormat();
  const metric = mainMetric(version);
  return (
    metric && (
      <span className="jp-ma-quiet">
        {metric.name} {format.number(metric.best ?? metric.last)}
      </span>
    )
  );
}
