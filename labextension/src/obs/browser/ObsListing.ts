import { showErrorMessage } from '@jupyterlab/apputils';
import { DirListing } from '@jupyterlab/filebrowser';
import type { TranslationBundle } from '@jupyterlab/translation';

import { confirm } from '../../core/components/confirm';
import { sayError } from '../../core/components/notice';
import { filesOfDrop } from './filesOfDrop';
import type { ObsModel } from './ObsModel';

/** JupyterLab's list of files, whose trash is the bucket's own. */
export class ObsListing extends DirListing {
  constructor(
    options: DirListing.IOptions,
    private readonly words: TranslationBundle
  ) {
    super(options);
  }

  override async delete(): Promise<void> {
    const items = [...this.selectedItems()];
    if (items.length === 0) {
      return;
    }
    const agreed = await confirm(
      this.question(items.map(item => item.name)),
      this.words
    );
    if (!agreed || this.isDisposed) {
      return;
    }
    for (const item of items) {
      try {
        await this.model.manager.deleteFile(item.path);
      } catch (error) {
        void showErrorMessage(
          this.words.__('Nothing more was deleted'),
          error as Error
        );
        break;
      }
    }
    await this.model.refresh();
  }

  protected override evtNativeDrop(event: DragEvent): void {
    event.preventDefault();
    const transfer = event.dataTransfer;
    if (transfer) {
      void filesOfDrop(transfer)
        .then(files => (this.model as ObsModel).uploadAll(files))
        .catch(error => sayError(error, this.words));
    }
  }

  private question(names: string[]): Parameters<typeof confirm>[0] {
    const { words } = this;
    const isTop = (this.model as ObsModel).local === '';
    return {
      title: words.__('Delete'),
      body: isTop
        ? words.__(
            'Delete the bucket %1? Only an empty one is deleted.',
            names.join(', ')
          )
        : names.length === 1
          ? words.__('Move %1 to the trash of its bucket?', names[0])
          : words._n(
              'Move %1 thing to the trash of its bucket?',
              'Move %1 things to the trash of their bucket?',
              names.length
            ),
      accept: isTop ? words.__('Delete') : words.__('Move to trash'),
      isDangerous: true
    };
  }
}
