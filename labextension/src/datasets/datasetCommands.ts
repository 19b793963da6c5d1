import type { JupyterFrontEnd } from '@jupyterlab/application';
import {
  deleteIcon,
  editIcon,
  fileUploadIcon,
  type LabIcon,
  refreshIcon,
  undoIcon
} from '@jupyterlab/ui-components';

import { datasetIcon, versionIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import {
  DELETE_DATASET,
  EDIT_DATASET,
  IMPORT,
  PUBLISH,
  RESTORE_DATASET,
  SHOW_DATASET,
  SYNC
} from './commandNames';

const ROW = '.jp-ma-dataset-row';
const describedBy = {
  args: { type: 'object', properties: { id: { type: 'string' } } }
};

/** What can be done with a dataset: by command with its id, and by right-click on its row. */
export function addDatasetCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext
): void {
  const { trans, pages } = context;
  const add = (
    command: string,
    label: string,
    icon: LabIcon,
    act: (id: string) => Promise<void>
  ): void => {
    app.commands.addCommand(command, {
      label,
      icon,
      describedBy,
      execute: async args => {
        const id = idOf(app, args);
        if (id) {
          await act(id);
        }
      }
    });
  };
  const show = (tab?: string, panel?: string) => (id: string) =>
    pages.open('dataset', { id, ...(tab && { tab }), ...(panel && { panel }) });
  const act = (action: 'deleteDataset' | 'syncDataset') => async (id: string) => {
    const { actOnDataset } = await import('./actions');
    await actOnDataset(context, id, action);
  };
  add(SHOW_DATASET, trans.__('Open'), datasetIcon, show());
  add(IMPORT, trans.__('Import…'), fileUploadIcon, show('imports', 'import'));
  add(SYNC, trans.__('Synchronize'), refreshIcon, act('syncDataset'));
  add(PUBLISH, trans.__('Publish…'), versionIcon, show('versions', 'publish'));
  add(EDIT_DATASET, trans.__('Edit'), editIcon, show('settings'));
  add(DELETE_DATASET, trans.__('Delete'), deleteIcon, act('deleteDataset'));
  add(RESTORE_DATASET, trans.__('Restore'), undoIcon, async id => {
    const { restoreDataset } = await import('./actions');
    await restoreDataset(context, id);
  });
  addMenu(app);
}

function idOf(app: JupyterFrontEnd, args: { id?: unknown }): string | null {
  if (typeof args.id === 'string') {
    return args.id;
  }
  const row = app.contextMenuHitTest(node => Boolean(node.dataset.modelartsDataset));
  return row?.dataset.modelartsDataset ?? null;
}

function addMenu(app: JupyterFrontEnd): void {
  const kept = `${ROW}[data-modelarts-deleted='false']`;
  const deleted = `${ROW}[data-modelarts-deleted='true']`;
  [
    { command: SHOW_DATASET, selector: kept },
    { command: IMPORT, selector: kept },
    { command: SYNC, selector: kept },
    { command: PUBLISH, selector: kept },
    { command: EDIT_DATASET, selector: kept },
    { command: DELETE_DATASET, selector: kept },
    { command: RESTORE_DATASET, selector: deleted }
  ].forEach((item, rank) => app.contextMenu.addItem({ ...item, rank }));
}
