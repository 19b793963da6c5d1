import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import type { ITranslator } from '@jupyterlab/translation';

import { jobIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import { uriOfPath } from '../obs/drivePaths';
import { CHOOSE_PATH, OPEN_AT_LINE, TRAIN_WITH_SCRIPT } from './commandNames';
import { splitPath } from './draft';

const SCRIPT_ROW = '.jp-DirListing-item[data-file-type="python"]';

/** Choosing files of the work directory, and opening them where a job failed. */
export function addDocumentCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  documents: IDocumentManager,
  translator: ITranslator | null
): void {
  const { trans } = context;
  app.commands.addCommand(CHOOSE_PATH, {
    label: trans.__('Choose a file or folder'),
    describedBy: {
      args: {
        type: 'object',
        properties: { directory: { type: 'boolean' }, from: { type: 'string' } }
      }
    },
    execute: async args => {
      const { choosePath } = await import('./choosePath');
      const directory = args.directory === true;
      const title = directory ? trans.__('Code directory') : trans.__('Boot file');
      const from = typeof args.from === 'string' ? args.from : '';
      return choosePath(documents, translator ?? undefined, { directory, from, title });
    }
  });
  app.commands.addCommand(OPEN_AT_LINE, {
    label: trans.__('Open a file at a line'),
    describedBy: {
      args: {
        type: 'object',
        properties: { path: { type: 'string' }, line: { type: 'number' } }
      }
    },
    execute: async args => {
      const { openOrSay } = await import('./openAtLine');
      await openOrSay(documents, String(args.path), Number(args.line) || 1, trans);
    }
  });
}

/** "Train with this script" on Python files in the file browser. */
export function addScriptCommand(
  app: JupyterFrontEnd,
  context: IModelArtsContext,
  browsers: IFileBrowserFactory
): void {
  const chosen = (): string | null => {
    const items = [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
    const path = items.length === 1 ? items[0].path : '';
    // In the file browser "OBS" it is an object.
    return path.endsWith('.py') ? (uriOfPath(path) ?? path) : null;
  };
  app.commands.addCommand(TRAIN_WITH_SCRIPT, {
    label: context.trans.__('Train with this script'),
    icon: jobIcon,
    describedBy: { args: { type: 'object', properties: { path: { type: 'string' } } } },
    isVisible: args => typeof args.path === 'string' || chosen() !== null,
    execute: async args => {
      const path = typeof args.path === 'string' ? args.path : chosen();
      if (path) {
        const { folder, file } = splitPath(path);
        await context.pages.open('new-training-job', {
          code_dir: folder,
          boot_file: file
        });
      }
    }
  });
  app.contextMenu.addItem({
    command: TRAIN_WITH_SCRIPT,
    selector: SCRIPT_ROW,
    rank: 4.5
  });
}
