import { PROJECT } from '../core/names';
import { path, type RestClient } from '../core/request';
import type { ConversionBody, ConversionRequest } from './types';

export class NotebooksClient {
  constructor(private readonly rest: RestClient) {}

  /** Writes a Python file; a second answer to one request would be a conflict, so no retry. */
  convert(request: ConversionRequest): Promise<ConversionBody> {
    const target = path`v1/${PROJECT}/notebook-conversions`;
    return this.rest.request(target, { method: 'POST', body: request, retries: 0 });
  }
}
