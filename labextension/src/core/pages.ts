import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { type ICommandPalette, WidgetTracker } from '@jupyterlab/apputils';
import { ArrayExt } from '@lumino/algorithm';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { COMMANDS } from './names';
import { PageWidget } from './PageWidget';
import type {
  IAction,
  IModelArtsContext,
  IModelArtsPages,
  IPage,
  ITab,
  PageArgs,
  PagePoint
} from './tokens';

interface IAdded {
  id: string;
  rank: number;
}

/** One empty list, so that a reader of nothing always reads the same. */
const NONE: readonly IAdded[] = [];

type ContextWithoutPages = Omit<IModelArtsContext, 'pages'>;

export class Pages implements IModelArtsPages {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly restorer: ILayoutRestorer | null,
    private readonly palette: ICommandPalette | null,
    context: ContextWithoutPages
  ) {
    this.context = { ...context, pages: this };
  }

  readonly context: IModelArtsContext;

  get changed(): ISignal<IModelArtsPages, void> {
    return this._changed;
  }

  register<A extends PageArgs>(page: IPage<A>): void {
    const command = `${COMMANDS}:open-${page.name}`;
    const namespace = `${COMMANDS}-${page.name}`;
    const tracker = new WidgetTracker<PageWidget<A>>({ namespace });
    this.app.commands.addCommand(command, {
      label: page.label,
      icon: page.icon,
      describedBy: { args: argumentSchema(page) },
      execute: args => this.show(page, tracker, args as A)
    });
    if (page.inPalette) {
      const category = this.context.trans.__('ModelArts');
      this.palette?.addItem({ command, category });
    }
    void this.restorer?.restore(tracker, {
      command,
      args: widget => widget.args,
      name: widget => widget.key
    });
  }

  async open(name: string, args: PageArgs = {}): Promise<void> {
    await this.app.commands.execute(`${COMMANDS}:open-${name}`, args);
  }

  addTab<R>(point: PagePoint<R>, tab: ITab<R>): IDisposable {
    return this.add(this._tabs, point.name, tab);
  }

  addAction<R>(point: PagePoint<R>, action: IAction<R>): IDisposable {
    return this.add(this._actions, point.name, action);
  }

  // The point carries the type that was added under its name.
  tabs<R>(point: PagePoint<R>): readonly ITab<R>[] {
    return (this._tabs.get(point.name) ?? NONE) as readonly ITab<R>[];
  }

  actions<R>(point: PagePoint<R>): readonly IAction<R>[] {
    return (this._actions.get(point.name) ?? NONE) as readonly IAction<R>[];
  }

  private async show<A extends PageArgs>(
    page: IPage<A>,
    tracker: WidgetTracker<PageWidget<A>>,
    args: A
  ): Promise<PageWidget<A>> {
    const key = PageWidget.keyOf(page, args);
    const open = tracker.find(widget => widget.key === key);
    if (open) {
      open.setArgs(args);
      this.app.shell.activateById(open.id);
      return open;
    }
    const widget = new PageWidget(this.context, page, args);
    widget.argsChanged.connect(() => void tracker.save(widget), this);
    this.app.shell.add(widget, 'main');
    await tracker.add(widget);
    this.app.shell.activateById(widget.id);
    return widget;
  }

  private add(all: Map<string, IAdded[]>, name: string, one: IAdded): IDisposable {
    const others = all.get(name) ?? [];
    if (others.some(other => other.id === one.id)) {
      throw new Error(`${name} has a ${one.id} already.`);
    }
    all.set(
      name,
      [...others, one].sort((a, b) => a.rank - b.rank)
    );
    this._changed.emit();
    return new DisposableDelegate(() => {
      const left = [...(all.get(name) ?? [])];
      ArrayExt.removeFirstOf(left, one);
      all.set(name, left);
      this._changed.emit();
    });
  }

  private readonly _tabs = new Map<string, IAdded[]>();
  private readonly _actions = new Map<string, IAdded[]>();
  private readonly _changed = new Signal<IModelArtsPages, void>(this);
}

function argumentSchema<A extends PageArgs>(page: IPage<A>): PageArgs {
  const names = page.args ?? [];
  const properties = Object.fromEntries(names.map(name => [name, { type: 'string' }]));
  return { type: 'object', properties };
}
