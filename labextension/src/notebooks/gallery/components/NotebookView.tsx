import { Widget } from '@lumino/widgets';
import { type JSX, useEffect, useRef } from 'react';

import type { PreviewBody } from '../../types';
import type { IGalleryHost } from '../host';
import { notebookView } from './untrusted';

export interface INotebookViewProps {
  preview: PreviewBody;
  host: IGalleryHost;
}

/** A notebook to look at, in React. */
export function NotebookView({ preview, host }: INotebookViewProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = place.current;
    if (!node) {
      return;
    }
    const view = notebookView(preview, host);
    Widget.attach(view, node);
    return () => view.dispose();
  }, [preview, host]);
  return <div className="jp-ma-notebook" ref={place} />;
}
