import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { COMMANDS } from '../core/names';
import type { IModelArtsContext } from '../core/tokens';
import { activeLabeling, type IActiveLabeling } from './workbench/active';

type Act = (labeling: IActiveLabeling, args: ReadonlyPartialJSONObject) => void;

const NO_ARGUMENTS = { type: 'object', properties: {} } as const;
const LABEL = { type: 'object', properties: { label: { type: 'string' } } } as const;

/** What keys and mouse do with the images of the labeling page in sight, as commands. */
export function addLabelingCommands(
  app: JupyterFrontEnd,
  { rest, trans }: IModelArtsContext,
  palette: ICommandPalette | null
): void {
  const active = activeLabeling(rest);
  const add = (
    name: string,
    label: string,
    act: Act,
    isPossible: (labeling: IActiveLabeling) => boolean,
    args: typeof LABEL | typeof NO_ARGUMENTS = NO_ARGUMENTS
  ): void => {
    const command = `${COMMANDS}:${name}`;
    app.commands.addCommand(command, {
      label,
      describedBy: { args },
      isEnabled: () => active.current !== null && isPossible(active.current),
      execute: given => active.current && act(active.current, given)
    });
    if (args === NO_ARGUMENTS) {
      palette?.addItem({ command, category: trans.__('ModelArts') });
    }
  };
  const hasImages = ({ view }: IActiveLabeling): boolean => view.list.items.length > 0;
  const hasTargets = ({ view }: IActiveLabeling): boolean => view.targets.length > 0;
  add(
    'label-images',
    trans.__('Give or take a label'),
    ({ view }, { label }) => typeof label === 'string' && view.toggle(label),
    hasTargets,
    LABEL
  );
  add(
    'unlabel-images',
    trans.__('Take all labels off'),
    ({ view }) => view.clearLabels(),
    hasTargets
  );
  add(
    'select-images',
    trans.__('Choose all that are loaded'),
    ({ view }) => view.selection.set(view.list.order),
    hasImages
  );
  add(
    'preview-image',
    trans.__('Large view'),
    ({ view, keys }) => keys.preview(view.targets[0].sample_id),
    hasTargets
  );
  add(
    'delete-images',
    trans.__('Delete images'),
    ({ keys }) => keys.deleteTargets(),
    hasTargets
  );
  add(
    'undo-labeling',
    trans.__('Undo labeling'),
    ({ keys }) => keys.undo(),
    ({ view }) => view.bench.undo.canUndo
  );
  add(
    'redo-labeling',
    trans.__('Redo labeling'),
    ({ keys }) => keys.redo(),
    ({ view }) => view.bench.undo.canRedo
  );
}
