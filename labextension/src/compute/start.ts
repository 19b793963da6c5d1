import type { IRunningSessionManagers } from '@jupyterlab/running';
import type { IStatusBar } from '@jupyterlab/statusbar';

import { sayError } from '../core/components';
import type { IModelArtsContext } from '../core/tokens';
import { ActiveWorkloads } from './active';
import { ComputeClient } from './client';
import { runningManager } from './running';
import { StatusWidget } from './widget';

/** Shows what is at work in the Running panel and in the status bar. */
export function start(
  context: IModelArtsContext,
  running: IRunningSessionManagers | null,
  statusBar: IStatusBar | null
): void {
  const active = new ActiveWorkloads(new ComputeClient(context.rest), context.events);
  const fail = (error: unknown): void => {
    sayError(error, context.trans);
  };
  running?.add(runningManager(active, context.pages, context.trans, fail));
  statusBar?.registerStatusItem('jupyter_modelarts:compute', {
    item: new StatusWidget(context, active),
    align: 'left',
    rank: 20
  });
  void active.look();
}
