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
  app.commands.addCommand(command.id, {
    label: command.label,
    caption: command.label,
    icon: command.icon,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => tracker.currentWidget !== null,
    execute: async () => {
      const panel = tracker.currentWidget;
      if (panel) {
        const { TargetMaker } = await import('./targets');
        const maker = new TargetMaker(app, context, { tracker, documents });
        await command.execute(maker.ofPanel(panel, command.onlySelected));
      }
    }
  });
  tracker.currentChanged.connect(() => app.commands.notifyCommandChanged(command.id));
}
