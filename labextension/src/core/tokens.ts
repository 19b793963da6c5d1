import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import { type JSONObject, Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { ComponentType } from 'react';

import type { RestClient } from './request';

/** A hint that something changed: never data, only a reason to look again. */
export interface IChange {
  /** The kind of thing, as `datasets` or `training`. */
  topic: string;
  /** Which one; empty where any of them may have changed. */
  urn: string;
  change: string;
}

export interface IModelArtsEvents {
  /**
   * Hear of every change in a topic (`'*'`: in all), and once after each gap in the
   * connection, with the change LOOK_AGAIN.
   */
  subscribe(topic: string, callback: (change: IChange) => void): IDisposable;
  readonly changed: ISignal<IModelArtsEvents, IChange>;
  readonly isConnected: boolean;
  readonly connectionChanged: ISignal<IModelArtsEvents, boolean>;
}

export const IModelArtsEvents = new Token<IModelArtsEvents>(
  'jupyter_modelarts:IModelArtsEvents',
  'Hints from the server that something changed.'
);

/** What a page is opened with: kept in the layout, so plain JSON. */
export type PageArgs = JSONObject;

export interface IPageProps<A extends PageArgs = PageArgs> {
  args: A;
  /** Change what the layout keeps, as the chosen tab. */
  setArgs: (change: Partial<A>) => void;
  /** The text on the tab in JupyterLab's dock. */
  setTitle: (title: string) => void;
  close: () => void;
}

export interface IPage<A extends PageArgs = PageArgs> {
  /** The command becomes `modelarts:open-<name>`. */
  name: string;
  /** The command's text. */
  label: string;
  /** The tab's first text, until the page calls `setTitle`. */
  title: (args: A) => string;
  icon: LabIcon;
  /** The names of the arguments, for the command's description. */
  args?: readonly (keyof A & string)[];
  /** Offered in the command palette: for a page that needs no arguments. */
  inPalette?: boolean;
  /** Two calls with one key show one tab; `args.id` unless said. */
  key?: (args: A) => string;
  /** Imports the component: its code is fetched when the page is first opened. */
  load: () => Promise<ComponentType<IPageProps<A>>>;
}

/**
 * The name of a page that higher slices may add to, and the type of what it shows.
 * A slice exports one in its tokens.ts: `new PagePoint<IDataset>('dataset')`.
 */
export class PagePoint<R> {
  constructor(readonly name: string) {}
  /** Only carries the type. */
  protected readonly _resource?: R;
}

export interface ITabProps<R> {
  resource: R;
}

export interface ITab<R> {
  id: string;
  label: string;
  /** Tabs are in the order of their ranks; the page's own begin at 0 and step by 10. */
  rank: number;
  isVisible?: (resource: R) => boolean;
  load: () => Promise<ComponentType<ITabProps<R>>>;
}

export interface IAction<R> {
  id: string;
  label: string;
  icon?: LabIcon;
  rank: number;
  isVisible?: (resource: R) => boolean;
  execute: (resource: R) => void | Promise<void>;
}

/** What every React tree of ours is given; `useModelArts()` returns it. */
export interface IModelArtsContext {
  rest: RestClient;
  events: IModelArtsEvents;
  pages: IModelArtsPages;
  commands: CommandRegistry;
  trans: TranslationBundle;
  /** As `Intl` wants it: `en`, `zh-CN`. */
  language: string;
}

export interface IModelArtsPages {
  readonly context: IModelArtsContext;
  /** Adds the command, the tab in the main area, and its return after a reload. */
  register<A extends PageArgs>(page: IPage<A>): void;
  open(name: string, args?: PageArgs): Promise<void>;
  addTab<R>(point: PagePoint<R>, tab: ITab<R>): IDisposable;
  addAction<R>(point: PagePoint<R>, action: IAction<R>): IDisposable;
  tabs<R>(point: PagePoint<R>): readonly ITab<R>[];
  actions<R>(point: PagePoint<R>): readonly IAction<R>[];
  /** A tab or an action came or went. */
  readonly changed: ISignal<IModelArtsPages, void>;
}

export const IModelArtsPages = new Token<IModelArtsPages>(
  'jupyter_modelarts:IModelArtsPages',
  'Opens pages, and lets a slice add tabs and actions to the pages of a lower one.'
);
