import type { TranslationBundle } from '@jupyterlab/translation';
import { Component, type ErrorInfo, type ReactNode } from 'react';

export interface IErrorBoundaryProps {
  trans: TranslationBundle;
  children: ReactNode;
}

interface IState {
  error: Error | null;
}

/** A mistake in one page shows a sentence there and leaves the rest of JupyterLab alone. */
export class ErrorBoundary extends Component<IErrorBoundaryProps, IState> {
  static getDerivedStateFromError(error: Error): IState {
    return { error };
  }

  override state: IState = { error: null };

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // The browser's console is where a developer looks for the stack.
    // eslint-disable-next-line no-console
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { trans, children } = this.props;
    if (!this.state.error) {
      return children;
    }
    return (
      <div className="jp-ma-error" role="alert">
        <p className="jp-ma-error-what">{trans.__('This page could not be shown.')}</p>
        <p>{this.state.error.message}</p>
        <button
          className="jp-mod-styled jp-mod-minimal"
          onClick={() => this.setState({ error: null })}
        >
          {trans.__('Try again')}
        </button>
      </div>
    );
  }
}
