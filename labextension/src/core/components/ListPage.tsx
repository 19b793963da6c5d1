import { addIcon, type LabIcon } from '@jupyterlab/ui-components';
import type { JSX, ReactNode } from 'react';

import { useTrans } from '../context';
import { useFormat } from '../hooks/useFormat';
import { ActionButton } from './ActionButton';
import { Page } from './Layout';

export interface IListPageProps {
  title: string;
  icon: LabIcon;
  /** How many there are; null until that is known. */
  count: number | null;
  /** The text of the button that makes one more. */
  createLabel: string;
  create: () => void;
  /** The filters and the list. */
  children: ReactNode;
}

/** The page of all things of a kind. */
export function ListPage(props: IListPageProps): JSX.Element {
  const { count } = props;
  const trans = useTrans();
  const format = useFormat();
  return (
    <Page
      fill
      title={props.title}
      icon={props.icon}
      subtitle={count === null ? null : trans.__('%1 shown', format.count(count))}
      actions={<CreateButton label={props.createLabel} onClick={props.create} />}
    >
      {props.children}
    </Page>
  );
}

export interface ICreateButtonProps {
  label: string;
  onClick: () => void;
}

export function CreateButton(props: ICreateButtonProps): JSX.Element {
  return <ActionButton look="accept" icon={addIcon} {...props} />;
}
