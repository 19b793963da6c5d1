import type { LabIcon } from '@jupyterlab/ui-components';
import type { JSX, ReactNode } from 'react';

export interface IEmptyStateProps {
  icon?: LabIcon;
  title: string;
  /** What to do next. */
  sentence?: string;
  /** Buttons. */
  children?: ReactNode;
}

export function EmptyState(props: IEmptyStateProps): JSX.Element {
  return (
    <div className="jp-ma-empty">
      {props.icon && <props.icon.react tag="span" className="jp-ma-empty-icon" />}
      <h3>{props.title}</h3>
      {props.sentence && <p>{props.sentence}</p>}
      {props.children && <div className="jp-ma-empty-actions">{props.children}</div>}
    </div>
  );
}
