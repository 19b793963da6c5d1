import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin
} from '@jupyterlab/application';
import {
  createToolbarFactory,
  ICommandPalette,
  IToolbarWidgetRegistry,
  setToolbar
} from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IFileBrowserFactory, Uploader } from '@jupyterlab/filebrowser';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { deleteIcon, historyIcon } from '@jupyterlab/ui-components';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { bucketIcon } from '../core/icons';
import { IModelArtsPages } from '../core/tokens';
import { IObsBrowser } from './tokens';

const TOOLBAR = 'ModelArtsObsBrowser';
const PLUGIN = 'jupyter_modelarts:obs';

const drive: JupyterFrontEndPlugin<IObsBrowser> = {
  id: PLUGIN,
  description: 'The object store as a drive, with a file browser of its own.',
  autoStart: true,
  requires: [IModelArtsPages, IDocumentManager, IFileBrowserFactory],
  optional: [
    ILayoutRestorer,
    ICommandPalette,
    IStateDB,
    ITranslator,
    IToolbarWidgetRegistry,
    ISettingRegistry
  ],
  provides: IObsBrowser,
  activate: async (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    documents: IDocumentManager,
    factory: IFileBrowserFactory,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    state: IStateDB | null,
    translator: ITranslator | null,
    toolbars: IToolbarWidgetRegistry | null,
    settings: ISettingRegistry | null
  ) => {
    const { context } = pages;
    const [
      { ObsDrive },
      { makeBrowser },
      { addDriveCommands },
      { offerUndo },
      { followChanges }
    ] = await Promise.all([
      import('./drive/ObsDrive'),
      import('./browser/make'),
      import('./driveCommands'),
      import('./undo'),
      import('./browser/followChanges')
    ]);
    const obs = new ObsDrive(context.rest, context.trans);
    app.serviceManager.contents.addDrive(obs);
    const made = makeBrowser(context, {
      drive: obs,
      documents,
      state,
      translator: translator ?? undefined
    });
    const { browser } = made;
    registerTrash(pages);
    registerVersions(pages);
    registerStores(pages);
    addDriveCommands(app, context, palette, { drive: obs, ...made });
    offerUndo(obs, context);
    followChanges(obs, browser.obsModel);
    if (toolbars && settings) {
      toolbars.addFactory(TOOLBAR, 'uploader', () => {
        return new Uploader({
          model: browser.model,
          translator: translator ?? undefined
        });
      });
      const words = translator ?? nullTranslator;
      setToolbar(
        browser,
        createToolbarFactory(toolbars, settings, TOOLBAR, PLUGIN, words)
      );
    }
    await factory.tracker.add(browser);
    app.shell.add(browser, 'left', { rank: 101, type: 'File Browser' });
    restorer?.add(browser, browser.id);
    return browser;
  }
};

function registerTrash(pages: IModelArtsPages): void {
  const { trans } = pages.context;
  pages.register<{ bucket?: string }>({
    name: 'obs-trash',
    label: trans.__('Open the trash of the object store'),
    title: () => trans.__('OBS trash'),
    icon: deleteIcon,
    args: ['bucket'],
    key: () => 'obs-trash',
    load: () => import('./components/TrashPage').then(module => module.default)
  });
}

function registerVersions(pages: IModelArtsPages): void {
  const { trans } = pages.context;
  pages.register<{ uri: string }>({
    name: 'obs-versions',
    label: trans.__('Open the versions of an object'),
    title: ({ uri }) => trans.__('Versions of %1', uri.slice(uri.lastIndexOf('/') + 1)),
    icon: historyIcon,
    args: ['uri'],
    key: ({ uri }) => `obs-versions-${uri}`,
    load: () => import('./components/VersionsPage').then(module => module.default)
  });
}

function registerStores(pages: IModelArtsPages): void {
  const { trans } = pages.context;
  pages.register({
    name: 'object-stores',
    label: trans.__('Object stores'),
    title: () => trans.__('Object stores'),
    icon: bucketIcon,
    key: () => 'object-stores',
    inPalette: true,
    load: async () => (await import('./components/StoresPage')).default
  });
}

export default [drive];
