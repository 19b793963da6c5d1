import { DirListing, FileBrowser } from '@jupyterlab/filebrowser';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';

import { folderOfLocal, uriOfPath } from '../drivePaths';
import { TOP } from '../places';
import type { IObsBrowser } from '../tokens';
import { ObsListing } from './ObsListing';
import type { ObsModel } from './ObsModel';

export interface IObsBrowserOptions extends FileBrowser.IOptions {
  model: ObsModel;
  words: TranslationBundle;
}

/** The second file browser. The store is first asked when it is first seen. */
export class ObsBrowser extends FileBrowser implements IObsBrowser {
  constructor(options: IObsBrowserOptions) {
    // The list is made by the constructor above us, which cannot know our texts yet.
    ObsBrowser.words = options.words;
    super({ ...options, restore: false });
    this.addClass('ma-ObsBrowser');
    this.obsModel = options.model;
    this.showFileSizeColumn = true;
    this.showFileCheckboxes = false;
  }

  readonly obsModel: ObsModel;

  selectedUris(): string[] {
    return [...this.selectedItems()].map(uriOf).filter(uri => uri !== null);
  }

  currentUri(): string {
    return folderOfLocal(this.obsModel.local) ?? TOP;
  }

  /** Put a widget above the list, below the path; or below the list. */
  frame(head: Widget, foot: Widget): void {
    this.mainPanel.insertWidget(1, head);
    this.mainPanel.addWidget(foot);
  }

  protected override createDirListing(options: DirListing.IOptions): DirListing {
    return new ObsListing(options, ObsBrowser.words);
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.begin();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.begin();
  }

  private begin(): void {
    if (this.isVisible && !this._begun) {
      this._begun = true;
      void this.obsModel.restore(this.id).then(() => this.obsModel.refresh());
    }
  }

  private static words: TranslationBundle;
  private _begun = false;
}

function uriOf(item: Contents.IModel): string | null {
  const uri = uriOfPath(item.path);
  return uri === null || item.type !== 'directory' || uri.endsWith('/')
    ? uri
    : `${uri}/`;
}
