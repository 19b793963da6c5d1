import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { serviceIcon } from '../core/icons';
import { type IModelArtsContext, IModelArtsPages } from '../core/tokens';
import { MODEL } from '../models/tokens';
import { DEPLOY_MODEL } from './commandNames';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { addServiceCommands } from './serviceCommands';

const services: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:services',
  description: 'Online services: deployed, tried, watched, updated.',
  autoStart: true,
  requires: [IModelArtsPages],
  activate: (app: JupyterFrontEnd, pages: IModelArtsPages) => {
    const { context } = pages;
    registerPages(context);
    addServiceCommands(app, context);
    addModelActions(context);
    addModelTab(context);
  }
};

function registerPages({ pages, trans }: IModelArtsContext): void {
  pages.register({
    name: 'services',
    label: trans.__('Services'),
    title: () => trans.__('Services'),
    icon: serviceIcon,
    key: () => 'services',
    inPalette: true,
    load: async () => (await import('./components/ServicesPage')).default
  });
  pages.register<{ id: string; tab?: string }>({
    name: 'service',
    label: trans.__('Open Service'),
    title: () => trans.__('Service'),
    icon: serviceIcon,
    args: ['id', 'tab'],
    load: async () => (await import('./components/ServicePage')).default
  });
  pages.register<{ model?: string; service?: string; draft?: string }>({
    name: 'deploy',
    label: trans.__('Deploy a model'),
    title: () => trans.__('Deploy a model'),
    icon: serviceIcon,
    args: ['model', 'service', 'draft'],
    key: ({ model, service }) => JSON.stringify([model, service]),
    inPalette: true,
    load: async () => (await import('./components/DeployPage')).default
  });
}

/** On the page of a model: one click deploys it, another opens the form. */
function addModelActions({ pages, trans, commands }: IModelArtsContext): void {
  pages.addAction(MODEL, {
    id: 'deploy',
    label: trans.__('Deploy'),
    icon: serviceIcon,
    rank: 10,
    isVisible: model => isDeployable(model),
    execute: async model => {
      await commands.execute(DEPLOY_MODEL, { id: model.model_id });
    }
  });
  pages.addAction(MODEL, {
    id: 'deploy-with-options',
    label: trans.__('Deploy with options…'),
    rank: 11,
    isVisible: model => isDeployable(model),
    execute: model => pages.open('deploy', { model: model.model_id })
  });
}

/** On the page of a model: who uses it. */
function addModelTab({ pages, trans }: IModelArtsContext): void {
  pages.addTab(MODEL, {
    id: 'services',
    label: trans.__('Services'),
    rank: 25,
    isVisible: model => model.model_status === 'published',
    load: async () => (await import('./components/ModelServices')).default
  });
}

function isDeployable(model: {
  model_status: string;
  delete_at?: number | null;
}): boolean {
  return model.model_status === 'published' && !model.delete_at;
}

export default [services];
