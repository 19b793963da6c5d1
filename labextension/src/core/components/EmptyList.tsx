import type { LabIcon } from '@jupyterlab/ui-components';
import type { JSX, ReactNode } from 'react';

import { useTrans } from '../context';
import { type IListFilter, isFiltering, TRASH } from '../listFilter';
import { ActionButton } from './ActionButton';
import { EmptyState } from './EmptyState';

export interface IEmptyTrashProps {
  icon: LabIcon;
  /** How long things stay in it. */
  sentence: string;
}

export function EmptyTrash(props: IEmptyTrashProps): JSX.Element {
  const trans = useTrans();
  return <EmptyState {...props} title={trans.__('The trash is empty')} />;
}

export interface IEmptyListProps {
  icon: LabIcon;
  filter: IListFilter;
  /** How long things stay in the trash. */
  trashSentence: string;
  noneFits: string;
  /** The text of the button that calls `showAll`. */
  showAllLabel: string;
  showAll: () => void;
  /** Where there is none at all. */
  children: ReactNode;
}

/** Why a list that can be filtered is empty, and what to do. */
export function EmptyList(props: IEmptyListProps): JSX.Element {
  const { icon, filter } = props;
  const trans = useTrans();
  if (filter.state === TRASH) {
    return <EmptyTrash icon={icon} sentence={props.trashSentence} />;
  }
  if (isFiltering(filter)) {
    return (
      <EmptyState
        icon={icon}
        title={props.noneFits}
        sentence={trans.__('Search for another name, or show all states.')}
      >
        <ActionButton label={props.showAllLabel} onClick={props.showAll} />
      </EmptyState>
    );
  }
  return <>{props.children}</>;
}
