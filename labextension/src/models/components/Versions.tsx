import type { JSX } from 'react';

import { RelativeTime, VersionRail } from '../../core/components';
import { stateOf } from '../state';
import type { ModelBody } from '../types';

export interface IVersionsProps {
  versions: readonly ModelBody[];
  /** The id of the one that is shown. */
  current: string;
  onSelect: (id: string) => void;
}

/** The versions of a model, highest first, each with its age. */
export function Versions({ versions, ...rest }: IVersionsProps): JSX.Element {
  return (
    <VersionRail
      {...rest}
      versions={versions.map(one => ({
        id: one.model_id,
        version: one.model_version,
        state: stateOf(one),
        description: one.description,
        more: <RelativeTime at={one.create_at} />
      }))}
    />
  );
}
