import { type ISignal, Signal } from '@lumino/signaling';

import { isAborted, newIdempotencyKey } from '../../core/request';
import type { DatasetClient } from '../client';
import type { NewSample } from '../types';

/** What the server takes in one request; the same limit is in datasets/uploads.py. */
export const MOST_BYTES = 8 * 1024 * 1024;
export const IMAGE_TYPES = '.jpg,.jpeg,.png,.bmp';
const MOST_FILES = 50;
const IS_IMAGE = /\.(?:jpe?g|png|bmp)$/i;

/** A file that was not added, and why; `reason` is the server's sentence or one of ours. */
export interface IRefused {
  name: string;
  reason: 'no-image' | 'too-large' | { sentence: string };
}

export interface IUploadProgress {
  done: number;
  total: number;
  added: number;
  refused: readonly IRefused[];
}

/** The images that are being added to one dataset. */
export class Uploads {
  constructor(private readonly client: DatasetClient) {}

  get changed(): ISignal<Uploads, void> {
    return this._changed;
  }

  get isBusy(): boolean {
    return this._running !== null;
  }

  /** Of the last files, also when they are done, until it is dismissed. */
  get progress(): IUploadProgress | null {
    return this._progress;
  }

  get error(): unknown {
    return this._error;
  }

  async add(files: readonly File[]): Promise<void> {
    if (this._running || files.length === 0) {
      return;
    }
    const running = new AbortController();
    this._running = running;
    this._error = null;
    const onProgress = (progress: IUploadProgress): void => {
      this._progress = progress;
      this._changed.emit();
    };
    try {
      await uploadImages(this.client, files, onProgress, running.signal);
    } catch (error) {
      this._error = isAborted(error) ? null : error;
    } finally {
      this._running = null;
      this._changed.emit();
    }
  }

  /** What was added stays. */
  cancel(): void {
    this._running?.abort();
  }

  dismiss(): void {
    this._progress = null;
    this._error = null;
    this._changed.emit();
  }

  private _running: AbortController | null = null;
  private _progress: IUploadProgress | null = null;
  private _error: unknown = null;
  private readonly _changed = new Signal<Uploads, void>(this);
}

/** Adds image files, as many per request as the server takes. */
export async function uploadImages(
  client: DatasetClient,
  files: readonly File[],
  onProgress: (progress: IUploadProgress) => void,
  signal: AbortSignal
): Promise<void> {
  const refused: IRefused[] = files.flatMap(refusalOf);
  const good = files.filter(file => refusalOf(file).length === 0);
  let done = files.length - good.length;
  let added = 0;
  const tell = (): void =>
    onProgress({ done, added, total: files.length, refused: [...refused] });
  tell();
  for (const batch of batchesOf(good)) {
    const samples = await Promise.all(batch.map(sampleOf));
    signal.throwIfAborted();
    const [first, ...rest] = samples;
    const answer = await client.addSamples(
      { samples: [first, ...rest] },
      newIdempotencyKey(),
      signal
    );
    for (const [at, result] of answer.results.entries()) {
      added += result.success ? 1 : 0;
      if (!result.success) {
        const sentence = result.error_msg ?? '';
        refused.push({ name: batch[at].name, reason: { sentence } });
      }
    }
    done += batch.length;
    tell();
  }
}

/** Files in the order given, each batch within the limits of one request. */
export function batchesOf(files: readonly File[]): readonly (readonly File[])[] {
  const batches: File[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = batches.at(-1);
    if (last && last.length < MOST_FILES && bytes + file.size <= MOST_BYTES) {
      last.push(file);
      bytes += file.size;
    } else {
      batches.push([file]);
      bytes = file.size;
    }
  }
  return batches;
}

function refusalOf(file: File): IRefused[] {
  if (!IS_IMAGE.test(file.name)) {
    return [{ name: file.name, reason: 'no-image' }];
  }
  return file.size > MOST_BYTES ? [{ name: file.name, reason: 'too-large' }] : [];
}

async function sampleOf(file: File): Promise<NewSample> {
  return { name: file.name, data: await base64(file) };
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const address = String(reader.result);
      resolve(address.slice(address.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
    reader.readAsDataURL(file);
  });
}
