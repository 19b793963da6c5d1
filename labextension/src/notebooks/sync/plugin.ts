import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { IModelArtsPages } from '../../core/tokens';
import { IObsBrowser } from '../../obs/tokens';
import type { SyncArgs } from './draft';
import { syncIcon } from './icon';

const PLUGIN = 'jupyter_modelarts:sync';
const SYNC_OBS = 'modelarts:sync-obs';
const SYNC_TO_OBS = 'modelarts:sync-to-obs';

const sync: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description: 'Sync OBS: from the object store into the work directory, and back.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [IObsBrowser, IDefaultFileBrowser, ISettingRegistry, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    obs: IObsBrowser | null,
    files: IDefaultFileBrowser | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null
  ) => {
    const { trans } = pages.context;
    registerPage(pages, settings);
    addCommand(app, SYNC_OBS, trans.__('Sync OBS'), async () => {
      const { selectionOf } = await import('./draft');
      const chosen = obs
        ? selectionOf(obs.selectedUris(), obs.currentUri())
        : { uri: '', names: [], folder: '' };
      await pages.open('sync', { ...chosen, direction: 'down' });
    });
    addCommand(app, SYNC_TO_OBS, trans.__('Sync to OBS'), async () => {
      const chosen = files ? localSelection(files) : { folder: '', names: [] };
      await pages.open('sync', { ...chosen, direction: 'up' });
    });
    for (const command of [SYNC_OBS, SYNC_TO_OBS]) {
      palette?.addItem({ command, category: trans.__('ModelArts') });
    }
  }
};

function registerPage(pages: IModelArtsPages, settings: ISettingRegistry | null): void {
  const { trans } = pages.context;
  pages.register<SyncArgs>({
    name: 'sync',
    label: trans.__('Open Sync OBS'),
    title: () => trans.__('Sync OBS'),
    icon: syncIcon,
    args: ['direction', 'uri', 'folder', 'names', 'draft'],
    key: ({ direction, uri, folder, names }) =>
      JSON.stringify([direction, uri, folder, names]),
    load: async () => {
      const { limitedPage } = await import('./limits');
      return limitedPage(PLUGIN, settings);
    }
  });
}

function addCommand(
  app: JupyterFrontEnd,
  id: string,
  label: string,
  execute: () => Promise<void>
): void {
  app.commands.addCommand(id, {
    label,
    caption: label,
    icon: syncIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute
  });
}

/** What is selected in JupyterLab's own file browser. */
function localSelection(
  files: IDefaultFileBrowser
): Pick<SyncArgs, 'folder' | 'names'> {
  const names = [...files.selectedItems()].map(
    item => `${item.name}${item.type === 'directory' ? '/' : ''}`
  );
  return { folder: files.model.path, names };
}

export default [sync];
