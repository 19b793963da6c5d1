import { PROJECT } from '../../core/names';
import { path, type RestClient } from '../../core/request';
import type { UploadBody, UploadListBody } from '../types';

const UPLOADS = path`v1/${PROJECT}/uploads`;

/** Large files in parts. */
export class UploadsClient {
  constructor(private readonly rest: RestClient) {}

  list(): Promise<UploadListBody> {
    return this.rest.request(UPLOADS);
  }

  begin(uri: string, size: number, overwrite: boolean): Promise<UploadBody> {
    const body = { uri, size, overwrite };
    return this.rest.request(UPLOADS, { method: 'POST', body });
  }

  get(id: string): Promise<UploadBody> {
    return this.rest.request(path`v1/${PROJECT}/uploads/${id}`);
  }

  async sendPart(
    id: string,
    number: number,
    bytes: ArrayBuffer,
    signal: AbortSignal
  ): Promise<void> {
    const digest = await sha256(bytes);
    await this.rest.request(path`v1/${PROJECT}/uploads/${id}/parts/${number}`, {
      method: 'PUT',
      bytes,
      headers: digest ? { 'X-Content-SHA256': digest } : {},
      signal,
      retries: 0
    });
  }

  complete(id: string): Promise<UploadBody> {
    const target = path`v1/${PROJECT}/uploads/${id}/complete`;
    return this.rest.request(target, { method: 'POST', body: {} });
  }

  async giveUp(id: string): Promise<void> {
    await this.rest.request(path`v1/${PROJECT}/uploads/${id}`, { method: 'DELETE' });
  }
}

/** Null where the page came over plain HTTP from another machine: browsers do not hash there. */
async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!subtle) {
    return null;
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
}
