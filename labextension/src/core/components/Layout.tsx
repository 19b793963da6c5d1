import type { LabIcon } from '@jupyterlab/ui-components';
import type { JSX, ReactNode } from 'react';

export interface IPageProps {
  title: string;
  icon?: LabIcon;
  /** Beside the title, as a StatePill. */
  state?: ReactNode;
  subtitle?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  children: ReactNode;
  /** The page's own parts scroll, not the page: for virtual lists. */
  fill?: boolean;
}

/** A page in the main area: a head that stays, a body below it. */
export function Page(props: IPageProps): JSX.Element {
  return (
    <div className={`jp-ma-page${props.fill ? ' jp-mod-fill' : ''}`}>
      <header className="jp-ma-page-head">
        {props.icon && <props.icon.react tag="span" className="jp-ma-page-icon" />}
        <div className="jp-ma-page-titles">
          <h1>
            {props.title} {props.state}
          </h1>
          {props.subtitle && (
            <div className="jp-ma-page-subtitle">{props.subtitle}</div>
          )}
        </div>
        {props.actions && <div className="jp-ma-page-actions">{props.actions}</div>}
      </header>
      <div className="jp-ma-page-body">{props.children}</div>
    </div>
  );
}

export interface IToolbarProps {
  label: string;
  children: ReactNode;
}

export function Toolbar({ label, children }: IToolbarProps): JSX.Element {
  return (
    <div className="jp-ma-toolbar" role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}

export interface ISectionProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Section({ title, actions, children }: ISectionProps): JSX.Element {
  return (
    <section className="jp-ma-section" aria-label={title}>
      <div className="jp-ma-section-head">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
