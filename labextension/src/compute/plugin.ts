import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IRunningSessionManagers } from '@jupyterlab/running';
import { IStatusBar } from '@jupyterlab/statusbar';

import { sentenceOf } from '../core/components';
import { IModelArtsPages } from '../core/tokens';
import { ActiveWorkloads } from './active';
import { ComputeClient } from './client';
import { runningManager } from './running';
import { StatusWidget } from './widget';

const compute: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:compute',
  description: 'What is queued or at work, in the Running panel and the status bar.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [IRunningSessionManagers, IStatusBar],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    running: IRunningSessionManagers | null,
    statusBar: IStatusBar | null
  ) => {
    const { context } = pages;
    const active = new ActiveWorkloads(new ComputeClient(context.rest), context.events);
    const fail = (error: unknown): void => {
      Notification.error(sentenceOf(error, context.trans));
    };
    running?.add(runningManager(active, pages, context.trans, fail));
    statusBar?.registerStatusItem('jupyter_modelarts:compute', {
      item: new StatusWidget(context, active),
      align: 'left',
      rank: 20
    });
    void app.restored.then(() => active.look());
  }
};

export default [compute];
