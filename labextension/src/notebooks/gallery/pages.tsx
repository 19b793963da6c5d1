import type { ComponentType } from 'react';

import type { IPageProps } from '../../core/tokens';
import { GalleryPage, type GalleryArgs } from './components/GalleryPage';
import { type PreviewArgs, PreviewPage } from './components/PreviewPage';
import type { IGalleryHost } from './host';

/** The page of examples in this JupyterLab. */
export function galleryPage(
  host: IGalleryHost
): ComponentType<IPageProps<GalleryArgs>> {
  return function Examples(props) {
    return <GalleryPage {...props} host={host} />;
  };
}

/** The page of one example in this JupyterLab. */
export function previewPage(
  host: IGalleryHost
): ComponentType<IPageProps<PreviewArgs>> {
  return function Example(props) {
    return <PreviewPage {...props} host={host} />;
  };
}
