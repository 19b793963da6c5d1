import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { engineIcon } from '../core/icons';
import { IModelArtsPages } from '../core/tokens';

const engines: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:engines',
  description: 'AI engines: their environments, built, watched and removed.',
  autoStart: true,
  requires: [IModelArtsPages],
  activate: (_: JupyterFrontEnd, pages: IModelArtsPages) => {
    const { trans } = pages.context;
    pages.register({
      name: 'engines',
      label: trans.__('Engines'),
      title: () => trans.__('Engines'),
      icon: engineIcon,
      key: () => 'engines',
      inPalette: true,
      load: async () => (await import('./components/EnginesPage')).default
    });
    pages.register<{ id: string }>({
      name: 'engine',
      label: trans.__('Open Engine'),
      title: () => trans.__('Engine'),
      icon: engineIcon,
      args: ['id'],
      load: async () => (await import('./components/EnginePage')).default
    });
    pages.register({
      name: 'new-engine',
      label: trans.__('New Engine'),
      title: () => trans.__('New engine'),
      icon: engineIcon,
      key: () => 'new-engine',
      inPalette: true,
      load: async () => (await import('./components/EngineFormPage')).default
    });
    pages.register<{ id: string }>({
      name: 'edit-engine',
      label: trans.__('Edit Engine'),
      title: () => trans.__('Edit engine'),
      icon: engineIcon,
      args: ['id'],
      load: async () => (await import('./components/EngineFormPage')).default
    });
  }
};

export default [engines];
