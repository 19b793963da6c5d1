import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { datasetIcon } from '../core/icons';
import { type IModelArtsContext, IModelArtsPages } from '../core/tokens';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { addDatasetCommands } from './datasetCommands';
import { addLabelingCommands } from './labelingCommands';
import { addVersionCommands } from './versionCommands';

const datasets: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:datasets',
  description: 'Datasets: made, filled, labeled, published.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    palette: ICommandPalette | null
  ) => {
    const { context } = pages;
    registerPages(context);
    addDatasetCommands(app, context);
    addVersionCommands(app, context);
    addLabelingCommands(app, context, palette);
  }
};

function registerPages({ pages, trans }: IModelArtsContext): void {
  pages.register({
    name: 'datasets',
    label: trans.__('Datasets'),
    title: () => trans.__('Datasets'),
    icon: datasetIcon,
    key: () => 'datasets',
    inPalette: true,
    load: async () => (await import('./components/DatasetsPage')).default
  });
  pages.register<{ id: string; tab?: string; panel?: string }>({
    name: 'dataset',
    label: trans.__('Open dataset'),
    title: () => trans.__('Dataset'),
    icon: datasetIcon,
    args: ['id', 'tab', 'panel'],
    load: async () => (await import('./components/DatasetPage')).default
  });
  pages.register<{ draft?: string }>({
    name: 'new-dataset',
    label: trans.__('New dataset'),
    title: () => trans.__('New dataset'),
    icon: datasetIcon,
    args: ['draft'],
    key: () => 'new-dataset',
    inPalette: true,
    load: async () => (await import('./components/NewDatasetPage')).default
  });
}

export default [datasets];
