import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { pythonIcon } from '@jupyterlab/ui-components';

import type { IModelArtsContext } from '../core/tokens';
import { CONVERT_FILES } from './commandNames';
import type { INotebookHost } from './current';
import type { ITarget } from './target';

/** "Convert to Python File" on the notebooks that are selected where files are listed. */
export function addFilesCommand(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  host: INotebookHost,
  { tracker }: IFileBrowserFactory,
  execute: (targets: ITarget[]) => Promise<void>
): void {
  const selected = (): string[] => {
    const items = [...(tracker.currentWidget?.selectedItems() ?? [])];
    return items.filter(item => item.type === 'notebook').map(item => item.path);
  };
  const label = context.trans.__('Convert to Python File');
  app.commands.addCommand(CONVERT_FILES, {
    label,
    caption: label,
    icon: pythonIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    isVisible: () => selected().length > 0,
    execute: async () => {
      const { TargetMaker } = await import('./targets');
      const maker = new TargetMaker(app, context, host);
      await execute(selected().map(path => maker.ofFile(path)));
    }
  });
}
