import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { keyIcon } from '../core/icons';
import { IModelArtsPages } from '../core/tokens';

const iam: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:iam',
  description: 'Access keys: what programs log in with.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [ICommandPalette],
  activate: (
    _: JupyterFrontEnd,
    pages: IModelArtsPages,
    palette: ICommandPalette | null
  ) => {
    const { trans } = pages.context;
    pages.register({
      name: 'access-keys',
      label: trans.__('Access keys'),
      title: () => trans.__('Access keys'),
      icon: keyIcon,
      key: () => 'access-keys',
      load: async () => (await import('./components/AccessKeysPage')).default
    });
    palette?.addItem({
      command: 'modelarts:open-access-keys',
      category: trans.__('ModelArts')
    });
  }
};

export default [iam];
