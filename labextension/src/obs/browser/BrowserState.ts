import { type ISignal, Signal } from '@lumino/signaling';

import type { IFolderView } from '../drive/folderPages';
import type { ObsDrive } from '../drive/ObsDrive';
import type { ObsModel } from './ObsModel';

/** What is said around the list: how much of the folder is shown, and what went wrong. */
export class BrowserState {
  constructor(
    private readonly drive: ObsDrive,
    readonly model: ObsModel
  ) {
    drive.pages.changed.connect((_, view) => this.set(view, null));
    model.connectionFailure.connect((_, error) => this.set(null, error));
    model.pathChanged.connect(() => this.set(this.view, null));
    model.refreshed.connect(() => {
      this._isRead = true;
      this._changed.emit();
    });
  }

  get changed(): ISignal<BrowserState, void> {
    return this._changed;
  }

  /** Null at the top, and before anything was read. */
  get view(): IFolderView | null {
    return this._view?.local === this.model.local ? this._view : null;
  }

  /** Whether the list shows the buckets of all stores. */
  get isTop(): boolean {
    return this._isRead && this.model.local === '';
  }

  get error(): unknown {
    return this._error;
  }

  get prefix(): string {
    return this.drive.pages.prefix;
  }

  async search(prefix: string): Promise<void> {
    this.drive.pages.narrow(prefix);
    await this.model.refresh();
  }

  async loadMore(): Promise<void> {
    this.drive.pages.grow();
    await this.model.refresh();
  }

  async tryAgain(): Promise<void> {
    await this.model.refresh();
  }

  private set(view: IFolderView | null, error: unknown): void {
    this._view = view ?? this._view;
    this._error = error;
    this._changed.emit();
  }

  private _view: IFolderView | null = null;
  private _error: unknown = null;
  private _isRead = false;
  private readonly _changed = new Signal<BrowserState, void>(this);
}
