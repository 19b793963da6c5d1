import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { createContext, type JSX, type ReactNode, useContext } from 'react';

import { ErrorBoundary } from './components/ErrorBoundary';
import type { IModelArtsContext } from './tokens';

const Context = createContext<IModelArtsContext | null>(null);
const HostContext = createContext<ContextWidget | null>(null);

export interface IProviderProps {
  value: IModelArtsContext;
  /** The widget around the tree, where there is one: hidden trees do not fetch. */
  host?: ContextWidget;
  children: ReactNode;
}

export function ModelArtsProvider(props: IProviderProps): JSX.Element {
  return (
    <Context.Provider value={props.value}>
      <HostContext.Provider value={props.host ?? null}>
        <ErrorBoundary trans={props.value.trans}>{props.children}</ErrorBoundary>
      </HostContext.Provider>
    </Context.Provider>
  );
}

export function useModelArts(): IModelArtsContext {
  const value = useContext(Context);
  if (!value) {
    throw new Error('This component must be inside a ModelArtsProvider.');
  }
  return value;
}

export function useTrans(): TranslationBundle {
  return useModelArts().trans;
}

/** The widget that this component is in; null in tests and in the notebook. */
export function useHost(): ContextWidget | null {
  return useContext(HostContext);
}

/** A React tree of ours in JupyterLab's shell: subclasses say what is in it. */
export abstract class ContextWidget extends ReactWidget {
  constructor(protected readonly context: IModelArtsContext) {
    super();
    this.addClass('jp-ma-widget');
    this.node.tabIndex = -1;
  }

  /** Emitted with whether the widget can be seen now. */
  get shown(): ISignal<ContextWidget, boolean> {
    return this._shown;
  }

  protected abstract content(): JSX.Element;

  protected override render(): JSX.Element {
    return (
      <ModelArtsProvider value={this.context} host={this}>
        {this.content()}
      </ModelArtsProvider>
    );
  }

  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    if (!this.node.contains(document.activeElement)) {
      this.node.focus();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._shown.emit(true);
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._shown.emit(false);
  }

  private readonly _shown = new Signal<ContextWidget, boolean>(this);
}
