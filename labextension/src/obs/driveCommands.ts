import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard, type ICommandPalette, InputDialog } from '@jupyterlab/apputils';
import {
  copyIcon,
  deleteIcon,
  historyIcon,
  type LabIcon,
  newFolderIcon,
  refreshIcon
} from '@jupyterlab/ui-components';

import { told } from '../core/components/told';
import { bucketIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import type { BrowserState } from './browser/BrowserState';
import type { ObsBrowser } from './browser/ObsBrowser';
import {
  COPY_URI,
  LOAD_MORE,
  NEW_OBS_FOLDER,
  OPEN_TRASH,
  REFRESH_OBS,
  SHOW_OBS,
  SHOW_VERSIONS
} from './commandNames';
import type { ObsDrive } from './drive/ObsDrive';

export interface IDriveParts {
  browser: ObsBrowser;
  drive: ObsDrive;
  state: BrowserState;
}

/** What the toolbar, the menus and the palette do with the file browser "OBS". */
export function addDriveCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  palette: ICommandPalette | null,
  parts: IDriveParts
): void {
  const { trans } = context;
  const { browser, state } = parts;
  const add = (
    id: string,
    label: string,
    icon: LabIcon | undefined,
    execute: () => unknown
  ): void => {
    const describedBy = { args: { type: 'object', properties: {} } };
    app.commands.addCommand(id, { label, icon, describedBy, execute });
  };
  add(SHOW_OBS, trans.__('Show the object store (OBS)'), bucketIcon, () =>
    app.shell.activateById(browser.id)
  );
  add(NEW_OBS_FOLDER, trans.__('New folder or bucket'), newFolderIcon, () =>
    createHere(context, parts)
  );
  add(REFRESH_OBS, trans.__('Look again'), refreshIcon, () => browser.model.refresh());
  add(LOAD_MORE, trans.__('Load more of this OBS folder'), undefined, () =>
    state.loadMore()
  );
  add(OPEN_TRASH, trans.__('Trash of the object store'), deleteIcon, () => {
    const bucket = browser.obsModel.local.split('/')[0];
    return context.pages.open('obs-trash', bucket ? { bucket } : {});
  });
  add(COPY_URI, trans.__('Copy OBS Path'), copyIcon, () =>
    Clipboard.copyToSystem(browser.selectedUris().join('\n'))
  );
  add(SHOW_VERSIONS, trans.__('Versions'), historyIcon, () => {
    const uri = browser.selectedUris().find(one => !one.endsWith('/'));
    return uri && context.pages.open('obs-versions', { uri });
  });
  for (const command of [SHOW_OBS, LOAD_MORE, OPEN_TRASH]) {
    palette?.addItem({ command, category: trans.__('ModelArts') });
  }
}

/** A bucket at the top, a folder elsewhere. */
async function createHere(
  context: IModelArtsContext,
  parts: IDriveParts
): Promise<void> {
  const { browser, drive } = parts;
  if (browser.obsModel.local) {
    await browser.createNewDirectory();
    return;
  }
  const { trans } = context;
  const { value } = await InputDialog.getText({
    title: trans.__('New bucket'),
    label: trans.__('3 to 63 small letters, digits and hyphens'),
    okLabel: trans.__('Create')
  });
  const name = value?.trim();
  if (name) {
    await told(context, () => drive.createBucket(name));
  }
}
