import { MenuSvg } from '@jupyterlab/ui-components';
import type { Menu } from '@lumino/widgets';

import { COMMANDS } from '../core/names';
import type { IModelArtsContext, PageArgs } from '../core/tokens';
import type { ITreeNode } from './tree';

/** The commands of each kind of thing, by the slices that own them; null is a line. */
const ENTRIES: Readonly<Record<string, readonly (string | null)[]>> = {
  datasets: ['open-datasets', 'open-new-dataset'],
  jobs: ['open-training-jobs', 'open-new-training-job'],
  models: ['open-models', 'open-import-model'],
  engines: ['open-engines'],
  dataset: [
    'open-dataset',
    'import-into-dataset',
    'publish-dataset',
    'open-new-training-job',
    null,
    'delete-dataset'
  ],
  'job-live': [
    'show-training-job',
    'run-training-job-again',
    null,
    'stop-training-job'
  ],
  'job-ended': [
    'show-training-job',
    'run-training-job-again',
    null,
    'delete-training-job'
  ],
  'job-succeeded': [
    'show-training-job',
    'run-training-job-again',
    'import-job-as-model',
    null,
    'delete-training-job'
  ],
  services: ['open-services', 'open-deploy'],
  'service-wanted': [
    'show-service',
    'update-service',
    null,
    'stop-service',
    'delete-service'
  ],
  'service-stopped': [
    'show-service',
    'update-service',
    null,
    'start-service',
    'delete-service'
  ],
  'model-live': ['show-model', null, 'stop-model-import'],
  'model-settled': [
    'show-model',
    'new-model-version',
    'deploy-model',
    null,
    'delete-model'
  ],
  engine: ['open-engine']
};

const LIVE: ReadonlySet<string> = new Set([
  'queued',
  'starting',
  'running',
  'stopping'
]);

/** The name of the menu of a job in this state. */
export function jobMenu(state: string): string {
  if (state === 'succeeded') {
    return 'job-succeeded';
  }
  return LIVE.has(state) ? 'job-live' : 'job-ended';
}

/** The name of the menu of a model in this state. */
export function modelMenu(state: string): string {
  return state === 'importing' ? 'model-live' : 'model-settled';
}

const WANTED: ReadonlySet<string> = new Set(['deploying', 'running', 'concerning']);

/** The name of the menu of a service in this state. */
export function serviceMenu(state: string): string {
  return WANTED.has(state) ? 'service-wanted' : 'service-stopped';
}

/** The name of the menu of what a URN names; null where it has none. */
export function menuOfUrn(urn: string, state = ''): string | null {
  const kind = urn.split(':')[2];
  if (kind === 'training-job') {
    return jobMenu(state);
  }
  if (kind === 'model') {
    return modelMenu(state);
  }
  if (kind === 'service') {
    return serviceMenu(state);
  }
  return kind === 'dataset' || kind === 'engine' ? kind : null;
}

/** The menu of one thing: what its slice's commands can do with it. */
export function menuOf(context: IModelArtsContext, kind: string, args: PageArgs): Menu {
  const { commands } = context;
  const menu = new MenuSvg({ commands });
  for (const entry of ENTRIES[kind] ?? []) {
    const command = `${COMMANDS}:${entry}`;
    if (entry === null) {
      menu.addItem({ type: 'separator' });
    } else if (commands.hasCommand(command)) {
      menu.addItem({ command, args });
    }
  }
  return menu;
}

export function showMenu(
  context: IModelArtsContext,
  node: Pick<ITreeNode, 'menu' | 'place'>,
  at: { x: number; y: number }
): void {
  const menu = menuOf(context, node.menu, node.place.args);
  menu.aboutToClose.connect(() => {
    // Lumino runs the command after the menu has closed.
    requestAnimationFrame(() => menu.dispose());
  });
  menu.open(at.x, at.y);
}
