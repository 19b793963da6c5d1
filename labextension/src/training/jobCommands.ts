import type { JupyterFrontEnd } from '@jupyterlab/application';
import { deleteIcon, refreshIcon, stopIcon, undoIcon } from '@jupyterlab/ui-components';

import { jobIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import { DELETE_JOB, RESTORE_JOB, RUN_AGAIN, SHOW_JOB, STOP_JOB } from './commandNames';

type JobAction = 'runAgain' | 'stopJob' | 'deleteJob' | 'restoreJob';

const ROW = '.jp-ma-job-row';
const describedBy = {
  args: { type: 'object', properties: { id: { type: 'string' } } }
};

/** What can be done with a job: by command with its id, and by right-click on its row. */
export function addJobCommands(app: JupyterFrontEnd, context: IModelArtsContext): void {
  const { commands } = app;
  const { trans, pages } = context;
  const idOf = (args: { id?: unknown }): string | null => {
    if (typeof args.id === 'string') {
      return args.id;
    }
    const row = app.contextMenuHitTest(node => Boolean(node.dataset.modelartsJob));
    return row?.dataset.modelartsJob ?? null;
  };
  const withJob = (action: JobAction) => {
    return async (args: { id?: unknown }): Promise<void> => {
      const id = idOf(args);
      if (id) {
        const { actOnJob } = await import('./actions');
        await actOnJob(context, id, action);
      }
    };
  };
  commands.addCommand(SHOW_JOB, {
    label: trans.__('Open'),
    icon: jobIcon,
    describedBy,
    execute: async args => {
      const id = idOf(args);
      if (id) {
        await pages.open('training-job', { id });
      }
    }
  });
  commands.addCommand(RUN_AGAIN, {
    label: trans.__('Run again…'),
    icon: refreshIcon,
    describedBy,
    execute: withJob('runAgain')
  });
  commands.addCommand(STOP_JOB, {
    label: trans.__('Stop'),
    icon: stopIcon,
    describedBy,
    execute: withJob('stopJob')
  });
  commands.addCommand(DELETE_JOB, {
    label: trans.__('Delete'),
    icon: deleteIcon,
    describedBy,
    execute: withJob('deleteJob')
  });
  commands.addCommand(RESTORE_JOB, {
    label: trans.__('Restore'),
    icon: undoIcon,
    describedBy,
    execute: withJob('restoreJob')
  });
  addMenu(app);
}

function addMenu(app: JupyterFrontEnd): void {
  const live = `${ROW}[data-modelarts-live='true']`;
  const ended = `${ROW}[data-modelarts-live='false'][data-modelarts-deleted='false']`;
  const kept = `${ROW}[data-modelarts-deleted='false']`;
  const deleted = `${ROW}[data-modelarts-deleted='true']`;
  [
    { command: SHOW_JOB, selector: ROW },
    { command: RUN_AGAIN, selector: kept },
    { command: STOP_JOB, selector: live },
    { command: DELETE_JOB, selector: ended },
    { command: RESTORE_JOB, selector: deleted }
  ].forEach((item, rank) => app.contextMenu.addItem({ ...item, rank }));
}
