import { FilterFileBrowserModel } from '@jupyterlab/filebrowser';
import type { Contents } from '@jupyterlab/services';

import type { ObsDrive } from '../drive/ObsDrive';
import { clean, DRIVE, joinLocal } from '../drivePaths';
import type { IDropped } from './filesOfDrop';
import type { Uploading } from './uploading';

export interface IObsModelOptions extends Omit<
  FilterFileBrowserModel.IOptions,
  'driveName'
> {
  drive: ObsDrive;
  uploading: Uploading;
}

/** The folder that is shown; files that are given go to the store in parts. */
export class ObsModel extends FilterFileBrowserModel {
  constructor(options: IObsModelOptions) {
    super({ ...options, driveName: DRIVE, includeHiddenFiles: true });
    this._drive = options.drive;
    this._uploading = options.uploading;
  }

  /** The shown folder's path within the drive; empty at the top. */
  get local(): string {
    return clean(this.path.slice(this.path.indexOf(':') + 1));
  }

  override async cd(path = '.'): Promise<void> {
    if (path !== '.') {
      const { contents } = this.manager.services;
      this._drive.pages.show(contents.localPath(contents.resolvePath(this.path, path)));
    }
    await super.cd(path);
    this._drive.pages.show(this.local);
  }

  /** Begins to send it; what becomes of it is seen in the panel. */
  override async upload(file: File, path?: string): Promise<Contents.IModel> {
    const folder =
      path === undefined ? this.local : clean(path.replace(`${DRIVE}:`, ''));
    await this._uploading.send([{ file, relative: file.name }], folder);
    return {
      name: file.name,
      path: `${DRIVE}:${joinLocal(folder, file.name)}`,
      type: 'file',
      writable: true,
      created: '',
      last_modified: '',
      mimetype: file.type,
      content: null,
      format: null!
    };
  }

  uploadAll(files: readonly IDropped[]): Promise<void> {
    return this._uploading.send(files, this.local);
  }

  private readonly _drive: ObsDrive;
  private readonly _uploading: Uploading;
}
