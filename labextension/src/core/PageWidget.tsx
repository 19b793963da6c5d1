import { UUID } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import type { JSX } from 'react';

import { Loaded } from './components/Loaded';
import { ContextWidget } from './context';
import { useSignalValue } from './hooks/useSignalValue';
import type { IModelArtsContext, IPage, IPageProps, PageArgs } from './tokens';

/** One page in the main area. Closing it stops nothing but the looking. */
export class PageWidget<A extends PageArgs> extends ContextWidget {
  static keyOf<A extends PageArgs>(page: IPage<A>, args: A): string {
    return page.key ? page.key(args) : String(args.id ?? page.name);
  }

  constructor(
    context: IModelArtsContext,
    private readonly page: IPage<A>,
    args: A
  ) {
    super(context);
    this._args = args;
    this.key = PageWidget.keyOf(page, args);
    this.id = `modelarts-${page.name}-${UUID.uuid4()}`;
    this.addClass('jp-ma-main');
    this.title.label = page.title(args);
    this.title.icon = page.icon;
    this.title.closable = true;
  }

  readonly key: string;

  get args(): A {
    return this._args;
  }

  get argsChanged(): ISignal<PageWidget<A>, A> {
    return this._argsChanged;
  }

  setArgs(change: Partial<A>): void {
    this._args = { ...this._args, ...change };
    this._argsChanged.emit(this._args);
  }

  /** A closed page is gone: opening it again makes a new one. */
  protected override onCloseRequest(message: Message): void {
    super.onCloseRequest(message);
    this.dispose();
  }

  protected override content(): JSX.Element {
    return <PageContent widget={this} load={this.page.load} />;
  }

  private _args: A;
  private readonly _argsChanged = new Signal<PageWidget<A>, A>(this);
}

interface IContentProps<A extends PageArgs> {
  widget: PageWidget<A>;
  load: IPage<A>['load'];
}

function PageContent<A extends PageArgs>({
  widget,
  load
}: IContentProps<A>): JSX.Element {
  const args = useSignalValue(widget.argsChanged, () => widget.args);
  const props: IPageProps<A> = {
    args,
    setArgs: change => widget.setArgs(change),
    setTitle: title => {
      widget.title.label = title;
      widget.title.caption = title;
    },
    close: () => widget.dispose()
  };
  return <Loaded load={load} props={props} />;
}
