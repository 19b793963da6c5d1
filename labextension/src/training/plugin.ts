import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';

// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { jobIcon } from '../core/icons';
import { type IModelArtsContext, IModelArtsPages } from '../core/tokens';
import { DATASET, DATASET_VERSION } from '../datasets/tokens';
import type { NewJobArgs } from './draft';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { addDocumentCommands, addScriptCommand } from './fileCommands';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { addJobCommands } from './jobCommands';
// eslint-disable-next-line jupyter/prefer-lazy-imports -- commands need it at once
import { addNotebookCommands } from './notebookCommands';

const training: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:training',
  description: 'Training jobs: made, watched, stopped, run again.',
  autoStart: true,
  requires: [IModelArtsPages],
  optional: [
    ICommandPalette,
    IDocumentManager,
    IFileBrowserFactory,
    ITranslator,
    INotebookTracker
  ],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    palette: ICommandPalette | null,
    documents: IDocumentManager | null,
    browsers: IFileBrowserFactory | null,
    translator: ITranslator | null,
    notebooks: INotebookTracker | null
  ) => {
    const { context } = pages;
    registerPages(context);
    addDatasetActions(context);
    addJobCommands(app, context);
    if (documents) {
      addDocumentCommands(app, context, documents, translator);
    }
    if (browsers) {
      addScriptCommand(app, context, browsers);
    }
    if (notebooks) {
      addNotebookCommands(app, context, { tracker: notebooks, documents }, palette);
    }
  }
};

function registerPages({ pages, trans }: IModelArtsContext): void {
  pages.register({
    name: 'training-jobs',
    label: trans.__('Training jobs'),
    title: () => trans.__('Training jobs'),
    icon: jobIcon,
    key: () => 'training-jobs',
    inPalette: true,
    load: async () => (await import('./components/JobsPage')).default
  });
  pages.register<{ id: string; tab?: string }>({
    name: 'training-job',
    label: trans.__('Open Training Job'),
    title: () => trans.__('Training job'),
    icon: jobIcon,
    args: ['id', 'tab'],
    load: async () => (await import('./components/JobPage')).default
  });
  pages.register<NewJobArgs>({
    name: 'new-training-job',
    label: trans.__('New training job'),
    title: () => trans.__('New training job'),
    icon: jobIcon,
    args: ['id', 'version', 'parent', 'code_dir', 'boot_file', 'engine', 'draft'],
    key: ({ parent, id, version, code_dir, boot_file }) =>
      JSON.stringify([parent, id, version, code_dir, boot_file]),
    inPalette: true,
    load: async () => (await import('./components/NewJobPage')).default
  });
}

/** "Train" on the page of a dataset, and beside each of its versions. */
function addDatasetActions({ pages, trans }: IModelArtsContext): void {
  pages.addAction(DATASET, {
    id: 'train',
    label: trans.__('Train'),
    icon: jobIcon,
    rank: 10,
    isVisible: dataset => dataset.current_version_id !== null,
    execute: dataset =>
      pages.open('new-training-job', {
        id: dataset.dataset_id,
        version: dataset.current_version_id
      })
  });
  pages.addAction(DATASET_VERSION, {
    id: 'train',
    label: trans.__('Train'),
    icon: jobIcon,
    rank: 10,
    execute: ({ dataset, version }) =>
      pages.open('new-training-job', {
        id: dataset.dataset_id,
        version: version.version_id
      })
  });
}

export default [training];
