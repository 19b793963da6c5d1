import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { keyIcon } from '../core/icons';
import { IModelArtsPages } from '../core/tokens';

const iam: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:iam',
  description: 'Access keys: what programs log in with.',
  autoStart: true,
  requires: [IModelArtsPages],
  activate: (_: JupyterFrontEnd, pages: IModelArtsPages) => {
    const { trans } = pages.context;
    pages.register({
      name: 'access-keys',
      label: trans.__('Access keys'),
      title: () => trans.__('Access keys'),
      icon: keyIcon,
      key: () => 'access-keys',
      inPalette: true,
      load: async () => (await import('./components/AccessKeysPage')).default
    });
  }
};

export default [iam];
