import { ServerConnection } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { render, type RenderResult } from '@testing-library/react';
import type { JSX, ReactElement, ReactNode } from 'react';

import { ModelArtsProvider } from './context';
import { DOMAIN } from './names';
import { RestClient } from './request';
import type {
  IChange,
  IModelArtsContext,
  IModelArtsEvents,
  IModelArtsPages
} from './tokens';

export interface ISeen {
  method: string;
  /** The path below `/modelarts/`, with its query. */
  path: string;
  headers: Headers;
  body: unknown;
}

export interface IReply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

type Answer = IReply | ((seen: ISeen) => IReply | Promise<IReply>);

/** A server made of a table: `{'GET v2/default/datasets': {body: …}}`; a query may be left out. */
export class FakeServer {
  constructor(readonly answers: Record<string, Answer> = {}) {}

  /** Every request that came, in order. */
  readonly seen: ISeen[] = [];

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const text = await request.text();
    const seen: ISeen = {
      method: request.method,
      path: url.pathname.replace('/modelarts/', '') + url.search,
      headers: request.headers,
      body: text && isJson(request) ? JSON.parse(text) : undefined
    };
    this.seen.push(seen);
    const name = `${seen.method} ${seen.path}`;
    const answer = this.answers[name] ?? this.answers[name.split('?')[0]];
    if (!answer) {
      throw new TypeError(`Nothing answers ${name}`);
    }
    const reply = typeof answer === 'function' ? await answer(seen) : answer;
    request.signal.throwIfAborted();
    const { status = 200, body = {}, headers } = reply;
    return new Response(JSON.stringify(body), { status, headers });
  };

  client(): RestClient {
    const settings = ServerConnection.makeSettings({
      baseUrl: 'http://localhost/',
      fetch: ((request: Request) => this.fetch(request)) as typeof fetch
    });
    return new RestClient(settings);
  }
}

function isJson(request: Request): boolean {
  return request.headers.get('Content-Type') === 'application/json';
}

/** Events that a test sends itself. */
export class FakeEvents implements IModelArtsEvents {
  readonly changed: Signal<IModelArtsEvents, IChange> = new Signal(this);
  readonly connectionChanged: Signal<IModelArtsEvents, boolean> = new Signal(this);
  readonly isConnected = true;

  subscribe(topic: string, callback: (change: IChange) => void): IDisposable {
    const slot = (_: IModelArtsEvents, change: IChange): void => {
      if (topic === '*' || change.topic === topic) {
        callback(change);
      }
    };
    this.changed.connect(slot);
    return new DisposableDelegate(() => this.changed.disconnect(slot));
  }

  send(topic: string, urn = '', change = 'changed'): void {
    this.changed.emit({ topic, urn, change });
  }
}

/** Pages that only note what was opened. */
export class FakePages implements IModelArtsPages {
  readonly opened: { name: string; args: unknown }[] = [];
  readonly changed: Signal<IModelArtsPages, void> = new Signal(this);
  context!: IModelArtsContext;

  register(): void {
    return undefined;
  }

  async open(name: string, args: unknown = {}): Promise<void> {
    this.opened.push({ name, args });
  }

  addTab(): IDisposable {
    return new DisposableDelegate(() => undefined);
  }

  addAction(): IDisposable {
    return new DisposableDelegate(() => undefined);
  }

  tabs(): readonly never[] {
    return NONE;
  }

  actions(): readonly never[] {
    return NONE;
  }
}

const NONE: readonly never[] = [];

export interface ITestContext extends IModelArtsContext {
  events: FakeEvents;
  pages: FakePages;
}

export function testContext(server = new FakeServer()): ITestContext {
  const pages = new FakePages();
  const context = {
    rest: server.client(),
    events: new FakeEvents(),
    pages,
    commands: new CommandRegistry(),
    trans: nullTranslator.load(DOMAIN),
    language: 'en'
  };
  pages.context = context;
  return context;
}

export interface IRendered extends RenderResult {
  context: ITestContext;
}

/** Render a component of ours with everything that it is given in JupyterLab. */
export function renderWith(element: ReactElement, context = testContext()): IRendered {
  const wrapper = ({ children }: { children: ReactNode }): JSX.Element => (
    <ModelArtsProvider value={context}>{children}</ModelArtsProvider>
  );
  const rendered: RenderResult = render(element, { wrapper });
  return { ...rendered, context };
}

/** jsdom lays nothing out: give every element a size, so that virtual lists show rows. */
export function layOut(width: number, height: number): void {
  const sizes = {
    offsetWidth: width,
    clientWidth: width,
    offsetHeight: height,
    clientHeight: height
  };
  for (const [name, value] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
  }
}
