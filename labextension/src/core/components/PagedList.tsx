import type { JSX, ReactNode } from 'react';

import type { IPagedResource } from '../hooks/usePagedResource';
import { ErrorNotice } from './ErrorNotice';
import { Loading } from './Loading';
import { type IVirtualListProps, VirtualList } from './VirtualList';

export interface IListedProps {
  list: Pick<IPagedResource<unknown>, 'items' | 'error' | 'loading' | 'refresh'>;
  /** Says that it could not be read. */
  failure: string;
  /** Instead of an empty list. */
  empty: ReactNode;
  children: ReactNode;
}

/** A list, or why there is none: it failed, is on its way, or is empty. */
export function Listed({ list, failure, empty, children }: IListedProps): JSX.Element {
  if (list.error) {
    return <ErrorNotice title={failure} error={list.error} onRetry={list.refresh} />;
  }
  if (list.items.length === 0) {
    return list.loading ? <Loading /> : <>{empty}</>;
  }
  return <>{children}</>;
}

type Rows<T> = Omit<IVirtualListProps<T>, 'items' | 'onEnd'>;

export interface IPagedListProps<T> extends Rows<T>, Omit<IListedProps, 'children'> {
  list: Pick<IPagedResource<T>, 'items' | 'error' | 'loading' | 'refresh'> &
    Partial<Pick<IPagedResource<T>, 'loadMore'>>;
  /** The class that says how wide the columns are. */
  headClass: string;
  /** The words above the columns; the one of the buttons needs none. */
  columns: readonly string[];
}

/** A list of ListRows below the names of their columns. */
export function PagedList<T>(props: IPagedListProps<T>): JSX.Element {
  const { list, failure, empty, headClass, columns, ...rows } = props;
  return (
    <Listed list={list} failure={failure} empty={empty}>
      <div className="jp-ma-list">
        <div className={`jp-ma-row ${headClass} jp-ma-row-head`} aria-hidden="true">
          {columns.map(column => (
            <span key={column}>{column}</span>
          ))}
          <span />
        </div>
        <VirtualList {...rows} items={list.items} onEnd={list.loadMore} />
      </div>
    </Listed>
  );
}
