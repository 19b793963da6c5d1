import { PROJECT } from '../../core/names';
import { path, type RestClient } from '../../core/request';
import type {
  CopyBody,
  CopyRequest,
  ExampleListBody,
  GalleryBody,
  GalleryListBody,
  GalleryRequest,
  PreviewBody
} from '../types';

/** Which example: a gallery, and where the notebook lies in it. */
export interface IExamplePlace {
  gallery_id: string;
  path: string;
}

export class GalleryClient {
  constructor(private readonly rest: RestClient) {}

  galleries(signal?: AbortSignal): Promise<GalleryListBody> {
    return this.rest.request(path`v1/${PROJECT}/galleries`, { signal });
  }

  add(request: GalleryRequest): Promise<GalleryBody> {
    const target = path`v1/${PROJECT}/galleries`;
    return this.rest.request(target, { method: 'POST', body: request });
  }

  remove(galleryId: string): Promise<GalleryBody> {
    const target = path`v1/${PROJECT}/galleries/${galleryId}`;
    return this.rest.request(target, { method: 'DELETE' });
  }

  examples(galleryId: string, signal?: AbortSignal): Promise<ExampleListBody> {
    const query = { gallery_id: galleryId };
    return this.rest.request(path`v1/${PROJECT}/examples`, { query, signal });
  }

  preview(place: IExamplePlace, signal?: AbortSignal): Promise<PreviewBody> {
    const query = { ...place };
    return this.rest.request(path`v1/${PROJECT}/examples/content`, { query, signal });
  }

  thumbnail(place: IExamplePlace): string {
    return this.rest.url(path`v1/${PROJECT}/examples/thumbnail`, { ...place });
  }

  /** A second answer to one request would be a conflict, so no retry. */
  copy(request: CopyRequest): Promise<CopyBody> {
    const target = path`v1/${PROJECT}/examples/copies`;
    return this.rest.request(target, { method: 'POST', body: request, retries: 0 });
  }
}
