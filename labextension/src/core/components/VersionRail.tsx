import type { JSX, ReactNode } from 'react';

import { useTrans } from '../context';
import { StatePill } from './StatePill';

export interface IRailVersion {
  id: string;
  version: string;
  state: string;
  description?: string;
  /** In a line of its own. */
  more: ReactNode;
}

export interface IVersionRailProps {
  versions: readonly IRailVersion[];
  /** The id of the one that is shown. */
  current: string;
  onSelect: (id: string) => void;
}

/** The versions of a thing beside its page. */
export function VersionRail(props: IVersionRailProps): JSX.Element {
  const trans = useTrans();
  return (
    <nav className="jp-ma-versions" aria-label={trans.__('Versions')}>
      <h2>{trans.__('Versions')}</h2>
      <ul>
        {props.versions.map(({ id, version, state, description, more }) => (
          <li key={id}>
            <button
              className="jp-ma-version"
              aria-current={id === props.current ? 'page' : undefined}
              title={description}
              onClick={() => props.onSelect(id)}
            >
              <span>{version}</span>
              <StatePill state={state} />
              {more && <span className="jp-ma-quiet">{more}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
