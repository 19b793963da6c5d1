import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import corePlugins from './core/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [...corePlugins];

export default plugins;
