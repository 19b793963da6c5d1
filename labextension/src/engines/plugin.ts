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
  }
};

export default [engines];
