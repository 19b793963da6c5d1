import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { modelIcon } from '../core/icons';
import { type IModelArtsContext, IModelArtsPages } from '../core/tokens';
import { TRAINING_JOB } from '../training/tokens';
import type { ImportArgs } from './draft';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { addModelCommands } from './modelCommands';

const models: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:models',
  description: 'Models: packages of trained models, imported, looked at, deleted.',
  autoStart: true,
  requires: [IModelArtsPages],
  activate: (app: JupyterFrontEnd, pages: IModelArtsPages) => {
    const { context } = pages;
    registerPages(context);
    addJobAction(context);
    addModelCommands(app, context);
  }
};

function registerPages({ pages, trans }: IModelArtsContext): void {
  pages.register({
    name: 'models',
    label: trans.__('Models'),
    title: () => trans.__('Models'),
    icon: modelIcon,
    key: () => 'models',
    inPalette: true,
    load: async () => (await import('./components/ModelsPage')).default
  });
  pages.register<{ id: string; tab?: string }>({
    name: 'model',
    label: trans.__('Open Model'),
    title: () => trans.__('Model'),
    icon: modelIcon,
    args: ['id', 'tab'],
    load: async () => (await import('./components/ModelPage')).default
  });
  pages.register<ImportArgs>({
    name: 'import-model',
    label: trans.__('Import a model'),
    title: () => trans.__('Import a model'),
    icon: modelIcon,
    args: ['job', 'location', 'name', 'kind', 'draft'],
    key: ({ job, location, name, kind }) => JSON.stringify([job, location, name, kind]),
    inPalette: true,
    load: async () => (await import('./components/ImportPage')).default
  });
}

/** "Import as model" on the page of a training job. */
function addJobAction({ pages, trans }: IModelArtsContext): void {
  pages.addAction(TRAINING_JOB, {
    id: 'import-model',
    label: trans.__('Import as model…'),
    icon: modelIcon,
    rank: 10,
    isVisible: job => job.status.state === 'succeeded',
    execute: job => pages.open('import-model', { job: job.metadata.id })
  });
}

export default [models];
