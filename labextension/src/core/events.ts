import type { ServerConnection } from '@jupyterlab/services';
import { URLExt } from '@jupyterlab/coreutils';
import { DisposableDelegate, type IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { IChange, IModelArtsEvents } from './tokens';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** What every subscriber hears after a gap: anything may have changed, look again. */
export const LOOK_AGAIN = 'look-again';

/**
 * The page's one WebSocket to the server. It opens with the first subscriber, and opens
 * again, ever more slowly, after each loss.
 */
export class EventStream implements IModelArtsEvents, IDisposable {
  constructor(private readonly settings: ServerConnection.ISettings) {
    window.addEventListener('online', this.reconnectNow);
  }

  get changed(): ISignal<IModelArtsEvents, IChange> {
    return this._changed;
  }

  get connectionChanged(): ISignal<IModelArtsEvents, boolean> {
    return this._connectionChanged;
  }

  get isConnected(): boolean {
    return this._connected;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  subscribe(topic: string, callback: (change: IChange) => void): IDisposable {
    const slot = (_: IModelArtsEvents, change: IChange): void => {
      if (topic === '*' || change.topic === topic || change.change === LOOK_AGAIN) {
        callback(change);
      }
    };
    this._changed.connect(slot);
    this.connect();
    return new DisposableDelegate(() => {
      this._changed.disconnect(slot);
    });
  }

  dispose(): void {
    if (this._disposed) {
      return;
    }
    this._disposed = true;
    window.removeEventListener('online', this.reconnectNow);
    clearTimeout(this._timer);
    this._socket?.close();
    Signal.clearData(this);
  }

  private connect(): void {
    if (this._socket || this._disposed) {
      return;
    }
    clearTimeout(this._timer);
    const socket = new this.settings.WebSocket(this.address());
    this._socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = message => this.received(message.data);
    socket.onclose = () => this.lost(socket);
  }

  private address(): string {
    const url = URLExt.join(this.settings.wsUrl, 'modelarts', 'events');
    const { appendToken, token } = this.settings;
    return appendToken && token ? `${url}?token=${encodeURIComponent(token)}` : url;
  }

  private opened(): void {
    this._delay = FIRST_DELAY_MS;
    this.setConnected(true);
    if (this._wasConnected) {
      this._changed.emit({ topic: '*', urn: '', change: LOOK_AGAIN });
    }
    this._wasConnected = true;
  }

  private received(data: unknown): void {
    const change = changeOf(data);
    if (change && change.topic !== 'hello') {
      this._changed.emit(change);
    }
  }

  private lost(socket: WebSocket): void {
    if (this._socket !== socket || this._disposed) {
      return;
    }
    this._socket = null;
    this.setConnected(false);
    const jitter = 1 + Math.random() / 2;
    this._timer = window.setTimeout(() => this.connect(), this._delay * jitter);
    this._delay = Math.min(this._delay * 2, LONGEST_DELAY_MS);
  }

  private readonly reconnectNow = (): void => {
    if (this._wasConnected) {
      this._delay = FIRST_DELAY_MS;
      this.connect();
    }
  };

  private setConnected(connected: boolean): void {
    if (connected !== this._connected) {
      this._connected = connected;
      this._connectionChanged.emit(connected);
    }
  }

  private _socket: WebSocket | null = null;
  private _timer: number | undefined;
  private _delay = FIRST_DELAY_MS;
  private _connected = false;
  private _wasConnected = false;
  private _disposed = false;
  private readonly _changed = new Signal<IModelArtsEvents, IChange>(this);
  private readonly _connectionChanged = new Signal<IModelArtsEvents, boolean>(this);
}

function changeOf(data: unknown): IChange | null {
  const { topic, urn, change } = fieldsOf(data);
  if (typeof topic !== 'string') {
    return null;
  }
  return { topic, urn: String(urn ?? ''), change: String(change ?? '') };
}

function fieldsOf(data: unknown): Record<string, unknown> {
  try {
    const message: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return typeof message === 'object' && message !== null ? { ...message } : {};
  } catch {
    return {};
  }
}
