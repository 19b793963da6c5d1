import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { sayError } from '../../core/components/notice';
import type { ObsClient } from '../client';
import { folderOfLocal } from '../drivePaths';
import { lastName } from '../places';
import type { UploadQueue } from '../uploads/UploadQueue';
import type { IDropped } from './filesOfDrop';

/** Takes files for a folder, and asks before one replaces what is there. */
export class Uploading {
  constructor(
    private readonly client: ObsClient,
    readonly queue: UploadQueue,
    private readonly trans: TranslationBundle
  ) {}

  async send(files: readonly IDropped[], folder: string): Promise<void> {
    const uri = folderOfLocal(folder);
    if (uri === null) {
      Notification.warning(
        this.trans.__(
          'At the top there are only buckets. Open one, and drop the files there.'
        ),
        { autoClose: 10_000 }
      );
      return;
    }
    try {
      for (const { file, relative } of files) {
        await this.sendOne(file, uri + relative);
      }
    } catch (error) {
      sayError(error, this.trans);
    }
    this._answer = null;
  }

  private async sendOne(file: File, uri: string): Promise<void> {
    if (this.queue.isResuming(file, uri)) {
      this.queue.add(file, uri, false);
    } else if (!(await this.exists(uri))) {
      this.queue.add(file, uri, false);
    } else if (await this.mayReplace(uri)) {
      this.queue.add(file, uri, true);
    }
  }

  /** The exact key comes first among those that begin with it. */
  private async exists(uri: string): Promise<boolean> {
    const prefix = lastName(uri);
    const folder = uri.slice(0, uri.length - prefix.length);
    const found = await this.client.find(folder, { limit: 1, prefix });
    return found.objects[0]?.uri === uri;
  }

  private async mayReplace(uri: string): Promise<boolean> {
    if (this._answer !== null) {
      return this._answer;
    }
    const { trans } = this;
    const result = await showDialog({
      title: trans.__('Replace the file?'),
      body: trans.__(
        '%1 is there already. Replacing it cannot be undone.',
        lastName(uri)
      ),
      checkbox: { label: trans.__('Do the same for all of these files') },
      buttons: [
        Dialog.cancelButton({ label: trans.__('Keep the old one') }),
        Dialog.warnButton({ label: trans.__('Replace') })
      ],
      defaultButton: 0
    });
    if (result.isChecked) {
      this._answer = result.button.accept;
    }
    return result.button.accept;
  }

  private _answer: boolean | null = null;
}
