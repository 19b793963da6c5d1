import type { JupyterFrontEnd } from '@jupyterlab/application';
import {
  checkIcon,
  copyIcon,
  deleteIcon,
  type LabIcon
} from '@jupyterlab/ui-components';

import { COMMANDS } from '../core/names';
import type { IModelArtsContext } from '../core/tokens';
import type { VersionAction } from './actions';

// Each takes the dataset's `id` and the `version`, or means the row under the mouse.
const MAKE_CURRENT = `${COMMANDS}:make-dataset-version-current`;
const COPY_MANIFEST = `${COMMANDS}:copy-manifest-path`;
const DELETE_VERSION = `${COMMANDS}:delete-dataset-version`;

const ROW = '.jp-ma-version-row';
const describedBy = {
  args: {
    type: 'object',
    properties: { id: { type: 'string' }, version: { type: 'string' } }
  }
};

/** What can be done with a version: by command, and by right-click on its row. */
export function addVersionCommands(
  app: JupyterFrontEnd,
  context: IModelArtsContext
): void {
  const { trans } = context;
  const add = (
    command: string,
    label: string,
    icon: LabIcon,
    action: VersionAction
  ): void => {
    app.commands.addCommand(command, {
      label,
      icon,
      describedBy,
      execute: async args => {
        const row = app.contextMenuHitTest(node =>
          Boolean(node.dataset.modelartsVersion)
        );
        const id = args.id ?? row?.dataset.modelartsDataset;
        const version = args.version ?? row?.dataset.modelartsVersion;
        if (typeof id === 'string' && typeof version === 'string') {
          const { actOnVersion } = await import('./actions');
          await actOnVersion(context, id, version, action);
        }
      }
    });
  };
  add(MAKE_CURRENT, trans.__('Make it the current one'), checkIcon, 'makeCurrent');
  add(
    COPY_MANIFEST,
    trans.__('Copy the path of the manifest'),
    copyIcon,
    'copyManifest'
  );
  add(DELETE_VERSION, trans.__('Delete'), deleteIcon, 'deleteVersion');
  const ready = `${ROW}[data-modelarts-ready='true']`;
  [
    { command: MAKE_CURRENT, selector: ready },
    { command: COPY_MANIFEST, selector: ready },
    { command: DELETE_VERSION, selector: ROW }
  ].forEach((item, rank) => app.contextMenu.addItem({ ...item, rank }));
}
