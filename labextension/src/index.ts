import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import computePlugins from './compute/plugin';
import corePlugins from './core/plugin';
import enginesPlugins from './engines/plugin';
import homePlugin from './home/plugin';
import trainingPlugins from './training/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  ...corePlugins,
  ...computePlugins,
  ...enginesPlugins,
  ...trainingPlugins,
  homePlugin
];

export default plugins;
