import type { IRunningSessions } from '@jupyterlab/running';
import type { TranslationBundle } from '@jupyterlab/translation';

import { stateWord } from '../core/components';
import { engineIcon, jobIcon, serviceIcon } from '../core/icons';
import { COMMANDS } from '../core/names';
import type { IModelArtsPages } from '../core/tokens';
import type { ActiveWorkloads } from './active';
import { pageOf } from './state';
import type { WorkloadBody } from './types';

/** Jobs and what serves, as a section of JupyterLab's Running panel. */
export function runningManager(
  active: ActiveWorkloads,
  pages: IModelArtsPages,
  trans: TranslationBundle,
  fail: (error: unknown) => void
): IRunningSessions.IManager {
  const stop = (workloads: readonly WorkloadBody[]): void => {
    const { owned, others } = byStop(workloads, pages);
    Promise.all([...owned.map(run => run()), active.stop(others)]).catch(fail);
  };
  return {
    name: trans.__('ModelArts'),
    running: () => active.workloads.map(one => item(one, pages, trans, stop)),
    shutdownAll: () => stop(active.workloads),
    refreshRunning: () => void active.look(),
    runningChanged: active.changed,
    shutdownLabel: trans.__('Stop'),
    shutdownAllLabel: trans.__('Stop all'),
    shutdownAllConfirmationText: trans.__(
      'Stop all jobs and everything that serves? What a job has not uploaded yet is lost.'
    )
  };
}

function item(
  workload: WorkloadBody,
  pages: IModelArtsPages,
  trans: TranslationBundle,
  stop: (workloads: readonly WorkloadBody[]) => void
): IRunningSessions.IRunningItem {
  const page = pageOf(workload.owner_urn);
  const word = stateWord(workload.state, trans);
  return {
    context: 'modelarts-workload',
    icon: () => iconOf(workload),
    label: () => workload.name.replace(/ #\d+$/, ''),
    labelTitle: () => [word, workload.reason].filter(Boolean).join(': '),
    detail: () => word,
    open: page ? () => void pages.open(page.name, { id: page.id }) : undefined,
    shutdown: () => stop([workload])
  };
}

/** What has an owner with a command `stop-<kind>` is stopped by that: a replica alone would come
 * back. */
function byStop(
  workloads: readonly WorkloadBody[],
  { context }: IModelArtsPages
): { owned: (() => Promise<unknown>)[]; others: WorkloadBody[] } {
  const owned: (() => Promise<unknown>)[] = [];
  const others: WorkloadBody[] = [];
  for (const workload of workloads) {
    const page = pageOf(workload.owner_urn);
    const command = `${COMMANDS}:stop-${page?.name}`;
    if (page && workload.mode === 'serve' && context.commands.hasCommand(command)) {
      owned.push(() => context.commands.execute(command, { id: page.id, sure: true }));
    } else {
      others.push(workload);
    }
  }
  return { owned, others };
}

function iconOf(workload: WorkloadBody): typeof jobIcon {
  if (workload.mode === 'serve') {
    return serviceIcon;
  }
  return workload.kind.startsWith('engine') ? engineIcon : jobIcon;
}
