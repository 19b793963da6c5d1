import type { Contents, ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { type ISignal, Signal } from '@lumino/signaling';

import { ResponseError, type RestClient } from '../../core/request';
import { ObsClient } from '../client';
import {
  clean,
  DRIVE,
  folderOfLocal,
  isBucket,
  joinLocal,
  nameOfLocal,
  parentOfLocal,
  uriOfLocal
} from '../drivePaths';
import { FolderTasksClient } from '../tasks/client';
import { FolderTasks } from '../tasks/FolderTasks';
import { bytesOf, contentOf } from './content';
import { FolderPages } from './folderPages';
import { fileModel, folderModel } from './models';
import { freeName } from './naming';
import { asJupyters, refusal } from './refusing';

/** What one edits in the browser; larger files are for kernels and downloads. */
const MAX_OPEN_BYTES = 64 * 1024 * 1024;
const EMPTY_NOTEBOOK = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };

/** One thing that went to the trash, and what gives it back. */
export interface ITrashed {
  local: string;
  bucket: string;
  trashId: string;
}

/**
 * The object store as JupyterLab's drive `OBS`: buckets at the top, keys as paths.
 *
 * A save says which version it is based on, so that two who edit never overwrite each other
 * unseen; the version is what JupyterLab compares as a file's hash.
 */
export class ObsDrive implements Contents.IDrive {
  readonly name = DRIVE;
  readonly client: ObsClient;
  readonly pages: FolderPages;
  /** What takes as long as a folder is large. */
  readonly tasks: FolderTasks;
  readonly serverSettings: ServerConnection.ISettings;

  constructor(
    rest: RestClient,
    private readonly trans: TranslationBundle
  ) {
    this.client = new ObsClient(rest);
    this.pages = new FolderPages(this.client);
    this.tasks = new FolderTasks(new FolderTasksClient(rest), trans);
    this.serverSettings = rest.settings;
  }

  get fileChanged(): ISignal<Contents.IDrive, Contents.IChangedArgs> {
    return this._fileChanged;
  }

  /** Something went to the trash. */
  get trashed(): ISignal<ObsDrive, ITrashed> {
    return this._trashed;
  }

  /** Whether something is on its way to the trash now. */
  get isTrashing(): boolean {
    return this._trashing > 0;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.clearData(this);
  }

  get(localPath: string, options?: Contents.IFetchOptions): Promise<Contents.IModel> {
    return this.refusing(async () => {
      const local = clean(localPath);
      if (await this.isDirectory(local, options?.type)) {
        return this.directory(local, options?.content !== false);
      }
      return this.file(local, options);
    });
  }

  getDownloadUrl(localPath: string): Promise<string> {
    return Promise.resolve(this.client.contentUrl(this.uri(localPath)));
  }

  newUntitled(options: Contents.ICreateOptions = {}): Promise<Contents.IModel> {
    return this.refusing(async () => {
      const folder = clean(options.path ?? '');
      if (!folder) {
        throw this.onlyBuckets();
      }
      const made = await this.create(folder, options);
      this.emit('new', null, made);
      return made;
    });
  }

  delete(localPath: string): Promise<void> {
    return this.refusing(async () => {
      const local = clean(localPath);
      const trashId = await this.toTrash(local);
      this._kinds.delete(local);
      this._etags.delete(local);
      this.emit('delete', { path: local }, null);
      if (trashId) {
        this._trashed.emit({ local, bucket: local.split('/')[0], trashId });
      }
    });
  }

  rename(oldLocalPath: string, newLocalPath: string): Promise<Contents.IModel> {
    return this.refusing(async () => {
      const [from, to] = [clean(oldLocalPath), clean(newLocalPath)];
      if (isBucket(from) || isBucket(to) || !to) {
        throw refusal(
          400,
          this.trans.__(
            'A bucket keeps its name. Create another one and move its folders.'
          )
        );
      }
      const isFolder = await this.isDirectory(from);
      const source = isFolder ? folderOfLocal(from)! : this.uri(from);
      const target = isFolder ? folderOfLocal(to)! : this.uri(to);
      await this.transfer('move', source, target);
      this._kinds.delete(from);
      this._etags.delete(from);
      this._kinds.set(to, isFolder ? 'folder' : 'file');
      const moved = isFolder ? folderModel(to, null) : await this.file(to);
      this.emit('rename', { path: from }, moved);
      return moved;
    });
  }

  save(
    localPath: string,
    options: Partial<Contents.IModel> = {}
  ): Promise<Contents.IModel> {
    return this.refusing(async () => {
      const local = clean(localPath);
      const saved =
        options.type === 'directory'
          ? await this.makeFolder(local)
          : await this.write(local, options);
      this.emit('save', null, saved);
      return saved;
    });
  }

  copy(localPath: string, toLocalDir: string): Promise<Contents.IModel> {
    return this.refusing(async () => {
      const [from, folder] = [clean(localPath), clean(toLocalDir)];
      if (isBucket(from) || !folder) {
        throw this.onlyBuckets();
      }
      const isFolder = await this.isDirectory(from);
      const name = await freeName(this.client, folder, nameOfLocal(from), 'copy');
      const to = joinLocal(folder, name);
      const source = isFolder ? folderOfLocal(from)! : this.uri(from);
      const target = isFolder ? folderOfLocal(to)! : this.uri(to);
      await this.transfer('copy', source, target);
      this._kinds.set(to, isFolder ? 'folder' : 'file');
      const copied = isFolder ? folderModel(to, null) : await this.file(to);
      this.emit('new', null, copied);
      return copied;
    });
  }

  /** There are none: JupyterLab asks after every save, and must be content. */
  createCheckpoint(): Promise<Contents.ICheckpointModel> {
    return Promise.resolve({ id: 'none', last_modified: new Date().toISOString() });
  }

  listCheckpoints(): Promise<Contents.ICheckpointModel[]> {
    return Promise.resolve([]);
  }

  restoreCheckpoint(): Promise<void> {
    return Promise.reject(
      refusal(404, this.trans.__('The object store keeps no checkpoints.'))
    );
  }

  deleteCheckpoint(): Promise<void> {
    return Promise.resolve();
  }

  /** Give back what went to the trash. */
  async restore(bucket: string, trashId: string, local: string): Promise<void> {
    const source = `obs://${bucket}/`;
    await this.tasks.run({ action: 'restore', source, trash_id: trashId });
    this.emit('new', null, { path: local });
  }

  /** Make a bucket, which appears at the top. */
  async createBucket(name: string): Promise<void> {
    await this.client.createBucket(name);
    this.emit('new', null, folderModel(name, null));
  }

  /** Something was written that JupyterLab did not ask for, as an upload. */
  announce(local: string): void {
    this._kinds.set(clean(local), 'file');
    this._etags.delete(clean(local));
    this.emit('new', null, { path: clean(local) });
  }

  /** Exactly what a path names: a folder ends in a slash. */
  async exactUri(local: string): Promise<string> {
    return (await this.isDirectory(local)) ? folderOfLocal(local)! : this.uri(local);
  }

  /** What gives it back; null where there is nothing to give back. */
  private async toTrash(local: string): Promise<string | null> {
    this._trashing += 1;
    try {
      const uri = await this.exactUri(local);
      if (uri.endsWith('/') && !isBucket(local)) {
        return (await this.tasks.run({ action: 'delete', source: uri })).trash_id;
      }
      return (await this.client.delete(uri)).trash_id;
    } finally {
      this._trashing -= 1;
    }
  }

  private async transfer(
    action: 'copy' | 'move',
    source: string,
    target: string
  ): Promise<void> {
    if (source.endsWith('/')) {
      await this.tasks.run({ action, source, target });
    } else {
      await this.client.act({ action, source, target });
    }
  }

  private async directory(
    local: string,
    withContent: boolean
  ): Promise<Contents.IModel> {
    if (!local) {
      const { buckets } = await this.client.buckets();
      const models = buckets.map(({ name }) => folderModel(name, null));
      return folderModel('', withContent ? models : null);
    }
    const content = withContent ? await this.pages.read(local) : null;
    for (const entry of content ?? []) {
      this._kinds.set(entry.path, entry.type === 'directory' ? 'folder' : 'file');
    }
    this._kinds.set(local, 'folder');
    return folderModel(local, content);
  }

  private async file(
    local: string,
    options: Contents.IFetchOptions = { content: false }
  ): Promise<Contents.IModel> {
    const uri = this.uri(local);
    const info = await this.client.info(uri);
    const model = fileModel(local, info);
    this._kinds.set(local, 'file');
    if (options.content === false) {
      this._etags.set(local, info.etag);
      return model;
    }
    if (info.size > MAX_OPEN_BYTES) {
      throw refusal(
        413,
        this.trans.__(
          '%1 is too large to open here. Download it, or read it from a kernel.',
          model.name
        )
      );
    }
    const type = options.type ?? model.type;
    const { bytes, etag } = await this.client.read(uri);
    this._etags.set(local, etag);
    const read = contentOf(bytes, type, options.format ?? undefined, this.trans);
    return { ...model, type, hash: etag, ...read };
  }

  private async write(
    local: string,
    options: Partial<Contents.IModel>
  ): Promise<Contents.IModel> {
    if (!local.includes('/')) {
      throw this.onlyBuckets();
    }
    const etag = this._etags.get(local);
    const condition = etag === undefined ? null : { etag };
    try {
      const written = await this.client.write(
        this.uri(local),
        bytesOf(options),
        condition
      );
      this._etags.set(local, written.etag);
      this._kinds.set(local, 'file');
      return { ...fileModel(local, written), format: options.format ?? null! };
    } catch (error) {
      throw this.explained(error, local);
    }
  }

  private async create(
    folder: string,
    options: Contents.ICreateOptions
  ): Promise<Contents.IModel> {
    const name = await freeName(this.client, folder, untitled(options), 'number');
    const local = joinLocal(folder, name);
    if (options.type === 'directory') {
      return this.makeFolder(local);
    }
    const content =
      options.type === 'notebook'
        ? { type: 'notebook' as const, content: EMPTY_NOTEBOOK }
        : { type: 'file' as const, content: '' };
    const written = await this.client.write(
      this.uri(local),
      bytesOf({ format: content.type === 'notebook' ? 'json' : 'text', ...content }),
      'absent'
    );
    this._etags.set(local, written.etag);
    this._kinds.set(local, 'file');
    return fileModel(local, written);
  }

  private async makeFolder(local: string): Promise<Contents.IModel> {
    await this.client.act({ action: 'create_folder', target: folderOfLocal(local)! });
    this._kinds.set(local, 'folder');
    return folderModel(local, null);
  }

  /** A path may be an object's or a folder's; what was listed is known, the rest is asked. */
  private async isDirectory(local: string, type?: string): Promise<boolean> {
    if (!local || isBucket(local) || type === 'directory') {
      return true;
    }
    if (type !== undefined) {
      return false;
    }
    const known = this._kinds.get(local);
    return known ? known === 'folder' : this.pages.isFolder(local);
  }

  private uri(local: string): string {
    return uriOfLocal(local) ?? '';
  }

  private explained(error: unknown, local: string): unknown {
    if (!(error instanceof ResponseError) || error.status !== 412) {
      return error;
    }
    return refusal(
      409,
      this.trans.__(
        '%1 was changed in the object store by somebody else. Save again to compare and choose, or save it under another name.',
        nameOfLocal(local)
      )
    );
  }

  private onlyBuckets(): Error {
    return refusal(
      400,
      this.trans.__('At the top there are only buckets. Open one, and do this in it.')
    );
  }

  private async refusing<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw asJupyters(error);
    }
  }

  private emit(
    type: Contents.IChangedArgs['type'],
    oldValue: Partial<Contents.IModel> | null,
    newValue: Partial<Contents.IModel> | null
  ): void {
    this._fileChanged.emit({ type, oldValue, newValue });
  }

  private readonly _kinds = new Map<string, 'file' | 'folder'>();
  private readonly _etags = new Map<string, string>();
  private readonly _fileChanged = new Signal<Contents.IDrive, Contents.IChangedArgs>(
    this
  );
  private readonly _trashed = new Signal<ObsDrive, ITrashed>(this);
  private _trashing = 0;
  private _isDisposed = false;
}

/** The folder in which something changed. */
export function changedFolders(change: Contents.IChangedArgs): string[] {
  return [change.oldValue?.path, change.newValue?.path]
    .filter(path => path !== undefined)
    .map(parentOfLocal);
}

function untitled(options: Contents.ICreateOptions): string {
  if (options.type === 'directory') {
    return 'Untitled Folder';
  }
  return options.type === 'notebook'
    ? 'Untitled.ipynb'
    : `untitled${options.ext ?? ''}`;
}
