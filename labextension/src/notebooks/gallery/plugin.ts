import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { exampleIcon } from '../../core/icons';
import { COMMANDS } from '../../core/names';
import { IModelArtsPages } from '../../core/tokens';
import type { GalleryArgs } from './components/GalleryPage';
import type { PreviewArgs } from './components/PreviewPage';
import type { IGalleryHost } from './host';

const AFTER_OTHERS = 10;

const gallery: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:gallery',
  description: 'Examples: notebooks to look at and to copy.',
  autoStart: true,
  requires: [IModelArtsPages, IRenderMimeRegistry],
  optional: [IEditorLanguageRegistry, IDocumentManager, IDefaultFileBrowser, ILauncher],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    rendermime: IRenderMimeRegistry,
    languages: IEditorLanguageRegistry | null,
    documents: IDocumentManager | null,
    browser: IDefaultFileBrowser | null,
    launcher: ILauncher | null
  ) => {
    const { trans } = pages.context;
    const host: IGalleryHost = {
      rendermime,
      languages,
      folder: () => folderOf(app, browser),
      open: async (notebook, kernel) => {
        // A kernel that was just made is not known to the page yet.
        await app.serviceManager.kernelspecs.refreshSpecs();
        const wanted = kernel ? { name: kernel } : undefined;
        documents?.openOrReveal(notebook, 'default', wanted);
      },
      written: async copy => {
        const { showWritten } = await import('../written');
        await showWritten(app.commands, documents, copy.path);
      }
    };
    pages.register<GalleryArgs>({
      name: 'examples',
      label: trans.__('ModelArts Examples'),
      title: () => trans.__('ModelArts Examples'),
      icon: exampleIcon,
      key: () => 'examples',
      inPalette: true,
      load: async () => (await import('./pages')).galleryPage(host)
    });
    pages.register<PreviewArgs>({
      name: 'example',
      label: trans.__('Open Example'),
      title: () => trans.__('Example'),
      icon: exampleIcon,
      args: ['gallery', 'path'],
      key: ({ gallery, path }) => `${gallery} ${path}`,
      load: async () => (await import('./pages')).previewPage(host)
    });
    launcher?.add({
      command: `${COMMANDS}:open-examples`,
      category: trans.__('ModelArts'),
      rank: AFTER_OTHERS
    });
  }
};

/** Where the user is, unless that is on another drive. */
function folderOf(app: JupyterFrontEnd, browser: IDefaultFileBrowser | null): string {
  const path = browser?.model.path ?? '';
  const { contents } = app.serviceManager;
  return contents.driveName(path) ? '' : contents.localPath(path);
}

export default gallery;
