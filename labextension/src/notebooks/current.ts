import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { LabIcon } from '@jupyterlab/ui-components';

import type { IModelArtsContext } from '../core/tokens';
import type { ITarget } from './target';

export interface INotebookCommand {
  id: string;
  label: string;
  icon: LabIcon;
  /** Whether it takes the selected cells only. */
  onlySelected: boolean;
  execute: (target: ITarget) => Promise<void>;
}

/** Where notebooks are, and what else shows files. */
export interface INotebookHost {
  tracker: INotebookTracker;
  documents: IDocumentManager | null;
}

/** A command on the notebook that the user looks at. */
export function addNotebookCommand(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  { tracker, documents }: INotebookHost,
  command: INotebookCommand
): void {
  const { trans } = context;
  app.commands.addCommand(command.id, {
    label: command.label,
    caption: command.label,
    icon: command.icon,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => tracker.currentWidget !== null,
    execute: async () => {
      const panel = tracker.currentWidget;
      if (panel) {
        const [{ targetOf }, { showWritten }] = await Promise.all([
          import('./target'),
          import('./written')
        ]);
        const path = app.serviceManager.contents.localPath(panel.context.path);
        const target = targetOf(panel, path, {
          onlySelected: command.onlySelected,
          notSaved: trans.__('The notebook could not be saved.'),
          written: script => showWritten(app.commands, documents, script)
        });
        await command.execute(target);
      }
    }
  });
  tracker.currentChanged.connect(() => app.commands.notifyCommandChanged(command.id));
}
