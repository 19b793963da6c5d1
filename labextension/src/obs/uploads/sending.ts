import type { TranslationBundle } from '@jupyterlab/translation';

import type { ObsClient } from '../client';
import type { UploadBody } from '../types';
import type { UploadsClient } from './client';
import { persisting } from './persisting';

/** What fits in one request needs no parts. */
export const SMALL_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 3;
const LOOK_AGAIN_MS = 500;

export interface ISending {
  file: File;
  uri: string;
  overwrite: boolean;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
  onOffline: (isOffline: boolean) => void;
  onStoring: () => void;
}

/** A small file, in one request. */
export async function sendWhole(client: ObsClient, sending: ISending): Promise<void> {
  const { file, uri, overwrite, signal } = sending;
  const condition = overwrite ? null : 'absent';
  await persisting(
    () => client.write(uri, file, condition, signal),
    signal,
    sending.onOffline
  );
  sending.onSent(file.size);
}

/** The parts that have not arrived, some at a time; resolves when the whole is stored. */
export async function sendParts(
  client: UploadsClient,
  upload: UploadBody,
  sending: ISending,
  trans: TranslationBundle
): Promise<void> {
  const missing = missingParts(upload);
  let sent = upload.size - sizeOf(upload, missing);
  sending.onSent(sent);
  const sendNext = async (): Promise<void> => {
    for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
      const part = number;
      const blob = slice(sending.file, upload, part);
      const bytes = await blob.arrayBuffer();
      await persisting(
        () => client.sendPart(upload.upload_id, part, bytes, sending.signal),
        sending.signal,
        sending.onOffline
      );
      sent += blob.size;
      sending.onSent(sent);
    }
  };
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, sendNext));
  await store(client, upload.upload_id, sending, trans);
}

async function store(
  client: UploadsClient,
  id: string,
  sending: ISending,
  trans: TranslationBundle
): Promise<void> {
  const { signal, onOffline } = sending;
  sending.onStoring();
  let upload = await persisting(() => client.complete(id), signal, onOffline);
  while (upload.state === 'storing') {
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
    upload = await persisting(() => client.get(id), signal, onOffline);
  }
  if (upload.state !== 'stored') {
    throw new Error(upload.reason || trans.__('The object store did not take it.'));
  }
}

function missingParts(upload: UploadBody): number[] {
  const there = new Set(upload.parts);
  const count = Math.ceil(upload.size / upload.part_size);
  return Array.from({ length: count }, (_, at) => at + 1).filter(
    one => !there.has(one)
  );
}

function sizeOf(upload: UploadBody, parts: number[]): number {
  return parts.reduce((sum, number) => {
    const start = (number - 1) * upload.part_size;
    return sum + Math.min(upload.part_size, upload.size - start);
  }, 0);
}

function slice(file: File, upload: UploadBody, number: number): Blob {
  const start = (number - 1) * upload.part_size;
  return file.slice(start, Math.min(upload.size, start + upload.part_size));
}
