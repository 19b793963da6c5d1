import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import computePlugins from './compute/plugin';
import corePlugins from './core/plugin';
import datasetsPlugins from './datasets/plugin';
import enginesPlugins from './engines/plugin';
import homePlugin from './home/plugin';
import iamPlugins from './iam/plugin';
import modelsPlugins from './models/plugin';
import notebooksPlugins from './notebooks/plugin';
import syncPlugins from './notebooks/sync/plugin';
import obsPlugins from './obs/plugin';
import servicesPlugins from './services/plugin';
import trainingPlugins from './training/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  ...corePlugins,
  ...iamPlugins,
  ...obsPlugins,
  ...computePlugins,
  ...enginesPlugins,
  ...datasetsPlugins,
  ...notebooksPlugins,
  ...syncPlugins,
  ...trainingPlugins,
  ...modelsPlugins,
  ...servicesPlugins,
  homePlugin
];

export default plugins;
