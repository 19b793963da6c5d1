import { undoIcon } from '@jupyterlab/ui-components';
import type { JSX, ReactNode } from 'react';

import { useTrans } from '../context';
import { ActionButton } from './ActionButton';

export interface IRestorableProps {
  isDeleted: boolean;
  restore: () => void;
  /** The buttons while it is not deleted. */
  children: ReactNode;
}

/** The buttons of a row; of a thing in the trash, only the one that brings it back. */
export function RowActions(props: IRestorableProps): JSX.Element {
  const trans = useTrans();
  return (
    <span className="jp-ma-row-actions">
      {props.isDeleted ? (
        <ActionButton
          iconOnly
          icon={undoIcon}
          label={trans.__('Restore')}
          onClick={props.restore}
        />
      ) : (
        props.children
      )}
    </span>
  );
}

/** The same in the head of its page. */
export function HeadActions(props: IRestorableProps): JSX.Element {
  const trans = useTrans();
  if (!props.isDeleted) {
    return <>{props.children}</>;
  }
  return (
    <>
      <span className="jp-ma-quiet">{trans.__('In the trash')}</span>
      <ActionButton
        look="accept"
        icon={undoIcon}
        label={trans.__('Restore')}
        onClick={props.restore}
      />
    </>
  );
}
