import type { JSX } from 'react';

import { RelativeTime, StatePill } from '../../core/components';
import { useTrans } from '../../core/context';
import { stateOf } from '../state';
import type { ModelBody } from '../types';

export interface IVersionsProps {
  versions: readonly ModelBody[];
  /** The id of the one that is shown. */
  current: string;
  onSelect: (id: string) => void;
}

/** The versions of a model beside its page, highest first. */
export function Versions({ versions, current, onSelect }: IVersionsProps): JSX.Element {
  const trans = useTrans();
  return (
    <nav className="jp-ma-versions" aria-label={trans.__('Versions')}>
      <h2>{trans.__('Versions')}</h2>
      <ul>
        {versions.map(version => (
          <li key={version.model_id}>
            <button
              className="jp-ma-version"
              aria-current={version.model_id === current ? 'page' : undefined}
              title={version.description}
              onClick={() => onSelect(version.model_id)}
            >
              <span>{version.model_version}</span>
              <StatePill state={stateOf(version)} />
              <span className="jp-ma-quiet">
                <RelativeTime at={version.create_at} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
