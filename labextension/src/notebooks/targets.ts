import type { JupyterFrontEnd } from '@jupyterlab/application';
import { NotebookPanel } from '@jupyterlab/notebook';

import type { IModelArtsContext } from '../core/tokens';
import type { INotebookHost } from './current';
import { serverName } from './names';
import { type ITarget, targetOf } from './target';
import { showWritten } from './written';

/** Notebooks that are converted, open or not. */
export class TargetMaker {
  constructor(
    private readonly app: JupyterFrontEnd,
    private readonly context: IModelArtsContext,
    private readonly host: INotebookHost
  ) {}

  ofPanel(panel: NotebookPanel, onlySelected = false): ITarget {
    const { contents } = this.app.serviceManager;
    return targetOf(panel, serverName(panel.context.path, contents), {
      onlySelected,
      notSaved: this.context.trans.__('The notebook could not be saved.'),
      written: this.written
    });
  }

  /** The notebook in a file, as the file browser names it. */
  ofFile(path: string): ITarget {
    const panel = this.host.tracker.find(({ context }) => context.path === path);
    if (panel) {
      return this.ofPanel(panel);
    }
    return {
      path: serverName(path, this.app.serviceManager.contents),
      cells: null,
      tags: [],
      engine: null,
      save: async () => undefined,
      written: this.written,
      show: cell => void this.showCell(path, cell)
    };
  }

  private readonly written = (script: string): Promise<void> =>
    showWritten(this.app.commands, this.host.documents, script);

  private async showCell(path: string, cell: number): Promise<void> {
    const panel = this.host.documents?.openOrReveal(path);
    if (panel instanceof NotebookPanel) {
      await panel.context.ready;
      panel.content.activeCellIndex = cell;
      await panel.content.scrollToItem(cell);
    }
  }
}
