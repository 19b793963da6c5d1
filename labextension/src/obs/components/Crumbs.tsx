import { Fragment, type JSX } from 'react';

import { useTrans } from '../../core/context';
import { crumbsOf, TOP } from '../places';

const SLASH = '/';

export interface ICrumbsProps {
  folder: string;
  onOpen: (folder: string) => void;
}

/** The way down to a folder; each step goes back to it. */
export function Crumbs({ folder, onOpen }: ICrumbsProps): JSX.Element {
  const trans = useTrans();
  const crumbs = crumbsOf(folder);
  return (
    <nav className="jp-ma-crumbs" aria-label={trans.__('Folder')}>
      <button type="button" className="jp-ma-link" onClick={() => onOpen(TOP)}>
        {trans.__('Buckets')}
      </button>
      {crumbs.map((crumb, at) => (
        <Fragment key={crumb.place}>
          <span aria-hidden="true">{SLASH}</span>
          <button
            type="button"
            className="jp-ma-link"
            aria-current={at === crumbs.length - 1 ? 'location' : undefined}
            onClick={() => onOpen(crumb.place)}
          >
            {crumb.name}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
