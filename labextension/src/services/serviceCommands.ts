import type { JupyterFrontEnd } from '@jupyterlab/application';
import {
  deleteIcon,
  editIcon,
  runIcon,
  stopIcon,
  undoIcon
} from '@jupyterlab/ui-components';

import { serviceIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import type { ServiceAction } from './actions';
import {
  DELETE_SERVICE,
  DEPLOY_MODEL,
  RESTORE_SERVICE,
  SHOW_SERVICE,
  START_SERVICE,
  STOP_SERVICE,
  UPDATE_SERVICE
} from './commandNames';

const ROW = '.jp-ma-service-row';
const MODEL_ROW =
  ".jp-ma-model-row[data-modelarts-deleted='false'][data-modelarts-live='false']";
const describedBy = {
  args: { type: 'object', properties: { id: { type: 'string' } } }
};

/** What can be done with a service: by command with its id, and by right-click on its row. */
export function addServiceCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext
): void {
  const { commands } = app;
  const { trans, pages } = context;
  const idOf = (args: { id?: unknown }): string | null => {
    if (typeof args.id === 'string') {
      return args.id;
    }
    const row = app.contextMenuHitTest(node => Boolean(node.dataset.modelartsService));
    return row?.dataset.modelartsService ?? null;
  };
  const withService = (action: ServiceAction) => {
    return async (args: { id?: unknown }): Promise<void> => {
      const id = idOf(args);
      if (id) {
        const { actOnService } = await import('./actions');
        await actOnService(context, id, action);
      }
    };
  };
  commands.addCommand(DEPLOY_MODEL, {
    label: trans.__('Deploy'),
    icon: serviceIcon,
    describedBy,
    execute: async args => {
      const row = app.contextMenuHitTest(node => Boolean(node.dataset.modelartsModel));
      const id = typeof args.id === 'string' ? args.id : row?.dataset.modelartsModel;
      if (id) {
        const { deployModel } = await import('./deploying');
        await deployModel(context, id);
      }
    }
  });
  commands.addCommand(SHOW_SERVICE, {
    label: trans.__('Open'),
    icon: serviceIcon,
    describedBy,
    execute: async args => {
      const id = idOf(args);
      if (id) {
        await pages.open('service', { id });
      }
    }
  });
  commands.addCommand(START_SERVICE, {
    label: trans._p('service', 'Start'),
    icon: runIcon,
    describedBy,
    execute: withService('startService')
  });
  commands.addCommand(STOP_SERVICE, {
    label: trans.__('Stop'),
    icon: stopIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: { id: { type: 'string' }, sure: { type: 'boolean' } }
      }
    },
    execute: async args => {
      const id = idOf(args);
      if (id) {
        const { actOnService } = await import('./actions');
        await actOnService(context, id, args.sure ? 'stopAtOnce' : 'stopService');
      }
    }
  });
  commands.addCommand(UPDATE_SERVICE, {
    label: trans.__('Update…'),
    icon: editIcon,
    describedBy,
    execute: withService('updateService')
  });
  commands.addCommand(DELETE_SERVICE, {
    label: trans.__('Delete'),
    icon: deleteIcon,
    describedBy,
    execute: withService('deleteService')
  });
  commands.addCommand(RESTORE_SERVICE, {
    label: trans.__('Restore'),
    icon: undoIcon,
    describedBy,
    execute: withService('restoreService')
  });
  addMenu(app);
}

function addMenu(app: JupyterFrontEnd): void {
  const kept = `${ROW}[data-modelarts-deleted='false']`;
  const deleted = `${ROW}[data-modelarts-deleted='true']`;
  [
    { command: SHOW_SERVICE, selector: ROW },
    { command: UPDATE_SERVICE, selector: kept },
    { command: START_SERVICE, selector: `${kept}[data-modelarts-start='true']` },
    { command: STOP_SERVICE, selector: `${kept}[data-modelarts-wanted='true']` },
    { command: DELETE_SERVICE, selector: kept },
    { command: RESTORE_SERVICE, selector: deleted },
    { command: DEPLOY_MODEL, selector: MODEL_ROW }
  ].forEach((item, rank) => app.contextMenu.addItem({ ...item, rank }));
}
