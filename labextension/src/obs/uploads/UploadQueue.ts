import type { TranslationBundle } from '@jupyterlab/translation';
import { type ISignal, Signal } from '@lumino/signaling';

import { sentenceOf } from '../../core/components/ErrorNotice';
import { isAborted } from '../../core/request';
import type { ObsClient } from '../client';
import { lastName } from '../places';
import type { UploadBody } from '../types';
import type { UploadsClient } from './client';
import type { KeptUploads } from './kept';
import { type ISending, sendParts, sendWhole, SMALL_BYTES } from './sending';

const FILES_AT_ONCE = 2;

export type UploadStage =
  'waiting' | 'sending' | 'offline' | 'storing' | 'failed' | 'interrupted';

/** One file on its way, as the panel shows it. */
export interface IUploadItem {
  key: string;
  uri: string;
  name: string;
  size: number;
  sent: number;
  stage: UploadStage;
  /** Why it failed. */
  sentence: string;
}

interface IJob extends IUploadItem {
  file: File | null;
  overwrite: boolean;
  uploadId: string | null;
  aborting: AbortController;
}

/** Files on their way to the store: two at a time, seen, given up, tried again, resumed. */
export class UploadQueue {
  constructor(
    private readonly objects: ObsClient,
    private readonly uploads: UploadsClient,
    private readonly kept: KeptUploads,
    private readonly trans: TranslationBundle
  ) {}

  get changed(): ISignal<UploadQueue, void> {
    return this._changed;
  }

  /** One file is stored; its URI. */
  get stored(): ISignal<UploadQueue, string> {
    return this._stored;
  }

  get items(): readonly IUploadItem[] {
    return this._jobs;
  }

  /** Something would be lost, or delayed, if the page went away now. */
  get isBusy(): boolean {
    return this._jobs.some(job => !['failed', 'interrupted'].includes(job.stage));
  }

  /** Send a file; one that was interrupted before goes on where it was. */
  add(file: File, uri: string, overwrite: boolean): void {
    const known = this.kept.find(file, uri);
    this._jobs = this._jobs.filter(job => job.uri !== uri || job.stage === 'sending');
    const job = newJob(uri, file.size, file, overwrite);
    this._jobs.push({ ...job, uploadId: known?.id ?? null });
    this.proceed();
  }

  /** Whether an upload of this very file was interrupted, so that it may go on unasked. */
  isResuming(file: File, uri: string): boolean {
    return this.kept.find(file, uri) !== undefined;
  }

  /** Give one up, with all that has arrived of it. */
  async cancel(key: string): Promise<void> {
    const job = this.find(key);
    if (job) {
      job.aborting.abort();
      this.remove(job);
      await this.forget(job);
    }
  }

  retry(key: string): void {
    const job = this.find(key);
    if (job?.file) {
      job.stage = 'waiting';
      job.aborting = new AbortController();
      this.proceed();
    }
  }

  /** Show what a reload or a crash has interrupted: the file itself must be given again. */
  async recall(): Promise<void> {
    const mine = this.kept.all();
    if (mine.length === 0) {
      return;
    }
    const { uploads } = await this.uploads.list();
    const open = new Map(uploads.map(upload => [upload.upload_id, upload]));
    for (const { id, uri } of mine) {
      const upload = open.get(id);
      if (upload?.state !== 'receiving') {
        this.kept.remove(id);
      } else if (!this._jobs.some(job => job.uri === uri)) {
        this._jobs.push(interrupted(upload));
      }
    }
    this._changed.emit();
  }

  private proceed(): void {
    this._changed.emit();
    const active = this._jobs.filter(one =>
      ['sending', 'offline', 'storing'].includes(one.stage)
    );
    const next = this._jobs.find(one => one.stage === 'waiting');
    if (next && active.length < FILES_AT_ONCE) {
      void this.run(next);
      this.proceed();
    }
  }

  private async run(job: IJob): Promise<void> {
    this.change(job, { stage: 'sending', sentence: '' });
    try {
      await this.send(job, job.file!);
      this.forgetKept(job);
      this.remove(job);
      this._stored.emit(job.uri);
    } catch (error) {
      if (!isAborted(error)) {
        this.change(job, { stage: 'failed', sentence: sentenceOf(error, this.trans) });
      }
    }
    this.proceed();
  }

  private async send(job: IJob, file: File): Promise<void> {
    const sending: ISending = {
      file,
      uri: job.uri,
      overwrite: job.overwrite,
      signal: job.aborting.signal,
      onSent: sent => this.change(job, { sent, stage: 'sending' }),
      onOffline: isOffline =>
        this.change(job, { stage: isOffline ? 'offline' : 'sending' }),
      onStoring: () => this.change(job, { stage: 'storing' })
    };
    if (file.size <= SMALL_BYTES) {
      await sendWhole(this.objects, sending);
    } else {
      await sendParts(this.uploads, await this.begun(job, file), sending, this.trans);
    }
  }

  private async begun(job: IJob, file: File): Promise<UploadBody> {
    const before = await this.before(job);
    if (before) {
      return before;
    }
    const { signal } = job.aborting;
    const made = await this.uploads.begin(job.uri, file.size, job.overwrite);
    if (signal.aborted) {
      // given up before the server knew of it
      await this.uploads.giveUp(made.upload_id).catch(() => undefined);
      signal.throwIfAborted();
    }
    job.uploadId = made.upload_id;
    const { lastModified, size } = file;
    this.kept.add({ id: made.upload_id, uri: job.uri, size, lastModified });
    return made;
  }

  /** What the server still has of it; what was forgotten there begins anew. */
  private async before(job: IJob): Promise<UploadBody | null> {
    if (!job.uploadId) {
      return null;
    }
    const { uploads } = await this.uploads.list();
    const found = uploads.find(one => one.upload_id === job.uploadId);
    return found && found.state !== 'stored' ? found : null;
  }

  private async forget(job: IJob): Promise<void> {
    const id = job.uploadId;
    this.forgetKept(job);
    if (id) {
      await this.uploads.giveUp(id).catch(() => undefined); // it is swept later
    }
  }

  private forgetKept(job: IJob): void {
    if (job.uploadId) {
      this.kept.remove(job.uploadId);
    }
  }

  private find(key: string): IJob | undefined {
    return this._jobs.find(job => job.key === key);
  }

  private remove(job: IJob): void {
    this._jobs = this._jobs.filter(one => one !== job);
    this.proceed();
  }

  private change(job: IJob, change: Partial<IUploadItem>): void {
    if (this._jobs.includes(job)) {
      Object.assign(job, change);
      this._changed.emit();
    }
  }

  private _jobs: IJob[] = [];
  private readonly _changed = new Signal<UploadQueue, void>(this);
  private readonly _stored = new Signal<UploadQueue, string>(this);
}

let lastKey = 0;

function newJob(
  uri: string,
  size: number,
  file: File | null,
  overwrite: boolean
): IJob {
  return {
    key: String(++lastKey),
    uri,
    name: lastName(uri),
    size,
    sent: 0,
    stage: 'waiting',
    sentence: '',
    file,
    overwrite,
    uploadId: null,
    aborting: new AbortController()
  };
}

function interrupted(upload: UploadBody): IJob {
  const sent = Math.min(upload.size, upload.parts.length * upload.part_size);
  return {
    ...newJob(upload.uri, upload.size, null, false),
    stage: 'interrupted',
    sent,
    uploadId: upload.upload_id
  };
}
