import type { Contents } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';

import type { ObsClient } from '../client';
import { clean, folderOfLocal } from '../drivePaths';
import { entriesOf, type IListed } from './models';

/** What one request brings: the first page of the largest folder comes at once. */
const PAGE = 1000;
/** JupyterLab draws every row: beyond this, only a narrower search helps. */
const MAX_PAGES = 5;

/** How much of a folder is shown. */
export interface IFolderView {
  local: string;
  prefix: string;
  count: number;
  hasMore: boolean;
  canLoadMore: boolean;
}

/** Reads folders a page at a time; one of them, the one that is shown, can be narrowed and grown. */
export class FolderPages {
  constructor(private readonly client: ObsClient) {}

  /** The folder that is shown has been read again. */
  get changed(): ISignal<FolderPages, IFolderView> {
    return this._changed;
  }

  get prefix(): string {
    return this._prefix;
  }

  /** Show another folder: the search and the pages of the one before are forgotten. */
  show(local: string): void {
    if (clean(local) !== this._shown) {
      this._shown = clean(local);
      this._prefix = '';
      this._pages = 1;
    }
  }

  narrow(prefix: string): void {
    this._prefix = prefix;
    this._pages = 1;
  }

  grow(): void {
    this._pages = Math.min(MAX_PAGES, this._pages + 1);
  }

  async read(local: string): Promise<Contents.IModel[]> {
    const folder = folderOfLocal(local)!;
    const isShown = clean(local) === this._shown;
    const prefix = isShown ? this._prefix : '';
    const pages = isShown ? this._pages : 1;
    const listed = await this.readPages(folder, prefix, pages);
    const entries = entriesOf(clean(local), folder, listed);
    if (isShown && prefix === this._prefix) {
      this._changed.emit({
        local: clean(local),
        prefix,
        count: entries.length,
        hasMore: listed.marker !== null,
        canLoadMore: listed.marker !== null && pages < MAX_PAGES
      });
    }
    return entries;
  }

  /** Whether anything has this path, as a folder; without reading more than one key. */
  async isFolder(local: string): Promise<boolean> {
    const found = await this.client.find(folderOfLocal(local)!, { limit: 1 });
    return found.folders.length + found.objects.length > 0;
  }

  private async readPages(
    uri: string,
    prefix: string,
    pages: number
  ): Promise<IListed & { marker: string | null }> {
    const folders: string[] = [];
    const objects: IListed['objects'][number][] = [];
    let marker: string | null = null;
    for (let page = 0; page < pages; page++) {
      const found = await this.client.find(uri, { limit: PAGE, marker, prefix });
      folders.push(...found.folders);
      objects.push(...found.objects);
      marker = found.next_marker;
      if (marker === null) {
        break;
      }
    }
    return { folders, objects, marker };
  }

  private _shown = '';
  private _prefix = '';
  private _pages = 1;
  private readonly _changed = new Signal<FolderPages, IFolderView>(this);
}
