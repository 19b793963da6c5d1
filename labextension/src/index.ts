import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import corePlugins from './core/plugin';
import homePlugin from './home/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [...corePlugins, homePlugin];

export default plugins;
