import type { JSX } from 'react';

import type { Moment } from '../format';
import { useFormat } from '../hooks/useFormat';
import { useNow } from '../hooks/useNow';

export interface IRelativeTimeProps {
  at: Moment;
}

/** "3 minutes ago", with the full date as tooltip. */
export function RelativeTime({ at }: IRelativeTimeProps): JSX.Element {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
      {format.relative(at, now)}
    </time>
  );
}
