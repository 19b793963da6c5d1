import type { JSX } from 'react';

import { useTrans } from '../context';

/** Appears only after a moment, so that quick answers do not flicker. */
export function Loading(): JSX.Element {
  const trans = useTrans();
  return (
    <div className="jp-ma-loading" role="status">
      <span className="jp-ma-spinner" aria-hidden="true" />
      {trans.__('Loading…')}
    </div>
  );
}
