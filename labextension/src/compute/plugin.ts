import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRunningSessionManagers } from '@jupyterlab/running';
import { IStatusBar } from '@jupyterlab/statusbar';

import { IModelArtsPages } from '../core/tokens';

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
    void app.restored.then(async () => {
      const { start } = await import('./start');
      start(pages.context, running, statusBar);
    });
  }
};

export default [compute];
