import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { DOMAIN } from './names';

const corePlugin: JupyterFrontEndPlugin<void> = {
  id: `${DOMAIN}:core`,
  description: 'The connection of the page to the server.',
  autoStart: true,
  activate: () => undefined
};

const plugins: JupyterFrontEndPlugin<unknown>[] = [corePlugin];

export default plugins;
