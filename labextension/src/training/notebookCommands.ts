import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import { jobIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';

import { addNotebookCommand, type INotebookHost } from '../notebooks/current';
import type { ITarget } from '../notebooks/target';
import { SUBMIT_CELLS, SUBMIT_NOTEBOOK } from './commandNames';

/** "Submit as Training Job" in the toolbar of a notebook and on its cells. */
export function addNotebookCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  host: INotebookHost,
  palette: ICommandPalette | null
): void {
  const { trans } = context;
  const execute = async (target: ITarget): Promise<void> => {
    const { submitNotebook } = await import('./submitNotebook');
    await submitNotebook(context, target);
  };
  addNotebookCommand(app, context, host, {
    id: SUBMIT_NOTEBOOK,
    label: trans.__('Submit as Training Job'),
    icon: jobIcon,
    onlySelected: false,
    execute
  });
  addNotebookCommand(app, context, host, {
    id: SUBMIT_CELLS,
    label: trans.__('Submit Selected Cells as Training Job'),
    icon: jobIcon,
    onlySelected: true,
    execute
  });
  for (const command of [SUBMIT_NOTEBOOK, SUBMIT_CELLS]) {
    palette?.addItem({ command, category: trans.__('ModelArts') });
  }
}
