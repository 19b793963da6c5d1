import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { pythonIcon } from '@jupyterlab/ui-components';

import { IModelArtsPages } from '../core/tokens';
import { CONVERT_CELLS, CONVERT_NOTEBOOK } from './commandNames';

import { addNotebookCommand } from './current';
import { addFilesCommand } from './files';
import gallery from './gallery/plugin';
import { labName } from './names';
import type { ITarget } from './target';

const notebooks: JupyterFrontEndPlugin<void> = {
  id: 'jupyter_modelarts:notebooks',
  description: 'Notebooks become Python files.',
  autoStart: true,
  requires: [IModelArtsPages, INotebookTracker],
  optional: [ICommandPalette, IDocumentManager, IFileBrowserFactory],
  activate: (
    app: JupyterFrontEnd,
    pages: IModelArtsPages,
    tracker: INotebookTracker,
    palette: ICommandPalette | null,
    documents: IDocumentManager | null,
    browsers: IFileBrowserFactory | null
  ) => {
    const { context } = pages;
    const { trans } = context;
    const execute = async (target: ITarget): Promise<void> => {
      const { convert } = await import('./convert');
      await convert(
        context,
        target,
        name => void documents?.openOrReveal(labName(name))
      );
    };
    const host = { tracker, documents };
    addNotebookCommand(app, context, host, {
      id: CONVERT_NOTEBOOK,
      label: trans.__('Convert to Python File'),
      icon: pythonIcon,
      onlySelected: false,
      execute
    });
    addNotebookCommand(app, context, host, {
      id: CONVERT_CELLS,
      label: trans.__('Convert Selected Cells to Python File'),
      icon: pythonIcon,
      onlySelected: true,
      execute
    });
    if (browsers) {
      addFilesCommand(app, context, host, browsers, async targets => {
        if (targets.length === 1) {
          await execute(targets[0]);
        } else {
          const { convertSeveral } = await import('./convertSeveral');
          await convertSeveral(context, targets);
        }
      });
    }
    for (const command of [CONVERT_NOTEBOOK, CONVERT_CELLS]) {
      palette?.addItem({ command, category: trans.__('ModelArts') });
    }
  }
};

export default [notebooks, gallery];
