import type { JupyterFrontEnd } from '@jupyterlab/application';
import { addIcon, deleteIcon, stopIcon, undoIcon } from '@jupyterlab/ui-components';

import { modelIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import type { ModelAction } from './actions';
import {
  DELETE_MODEL,
  IMPORT_JOB_AS_MODEL,
  NEW_MODEL_VERSION,
  RESTORE_MODEL,
  SHOW_MODEL,
  STOP_MODEL_IMPORT
} from './commandNames';

const ROW = '.jp-ma-model-row';
const JOB_ROW = '.jp-ma-job-row';
const describedBy = {
  args: { type: 'object', properties: { id: { type: 'string' } } }
};

/** What can be done with a model: by command with its id, and by right-click on its row. */
export function addModelCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext
): void {
  const { commands } = app;
  const { trans, pages } = context;
  const idOf = (args: { id?: unknown }, name: string): string | null => {
    if (typeof args.id === 'string') {
      return args.id;
    }
    const row = app.contextMenuHitTest(node => Boolean(node.dataset[name]));
    return row?.dataset[name] ?? null;
  };
  const withModel = (action: ModelAction) => {
    return async (args: { id?: unknown }): Promise<void> => {
      const id = idOf(args, 'modelartsModel');
      if (id) {
        const { actOnModel } = await import('./actions');
        await actOnModel(context, id, action);
      }
    };
  };
  commands.addCommand(SHOW_MODEL, {
    label: trans.__('Open'),
    icon: modelIcon,
    describedBy,
    execute: async args => {
      const id = idOf(args, 'modelartsModel');
      if (id) {
        await pages.open('model', { id });
      }
    }
  });
  commands.addCommand(NEW_MODEL_VERSION, {
    label: trans.__('New version…'),
    icon: addIcon,
    describedBy,
    execute: withModel('newVersion')
  });
  commands.addCommand(STOP_MODEL_IMPORT, {
    label: trans.__('Stop'),
    icon: stopIcon,
    describedBy,
    execute: withModel('stopImport')
  });
  commands.addCommand(DELETE_MODEL, {
    label: trans.__('Delete'),
    icon: deleteIcon,
    describedBy,
    execute: withModel('deleteModel')
  });
  commands.addCommand(RESTORE_MODEL, {
    label: trans.__('Restore'),
    icon: undoIcon,
    describedBy,
    execute: withModel('restoreModel')
  });
  commands.addCommand(IMPORT_JOB_AS_MODEL, {
    label: trans.__('Import as model…'),
    icon: modelIcon,
    describedBy,
    execute: async args => {
      const job = idOf(args, 'modelartsJob');
      if (job) {
        await pages.open('import-model', { job });
      }
    }
  });
  addMenu(app);
}

function addMenu(app: JupyterFrontEnd): void {
  const kept = `${ROW}[data-modelarts-deleted='false']`;
  const importing = `${kept}[data-modelarts-live='true']`;
  const settled = `${kept}[data-modelarts-live='false']`;
  const deleted = `${ROW}[data-modelarts-deleted='true']`;
  [
    { command: SHOW_MODEL, selector: ROW },
    { command: NEW_MODEL_VERSION, selector: kept },
    { command: STOP_MODEL_IMPORT, selector: importing },
    { command: DELETE_MODEL, selector: settled },
    { command: RESTORE_MODEL, selector: deleted },
    {
      command: IMPORT_JOB_AS_MODEL,
      selector: `${JOB_ROW}[data-modelarts-state='succeeded'][data-modelarts-deleted='false']`
    }
  ].forEach((item, rank) => app.contextMenu.addItem({ ...item, rank }));
}
