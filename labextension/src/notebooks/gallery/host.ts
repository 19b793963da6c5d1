import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import type { CopyBody } from '../types';

/** What the gallery uses of JupyterLab. */
export interface IGalleryHost {
  rendermime: IRenderMimeRegistry;
  languages: IEditorLanguageRegistry | null;
  /** The folder that the file browser shows, below the work directory. */
  folder: () => string;
  /** Opens a notebook with the kernel of this name; with its own where there is none. */
  open: (notebook: string, kernel: string) => Promise<void>;
  /** Files were written: whatever lists files looks again. */
  written: (copy: CopyBody) => Promise<void>;
}
