import type { TranslationBundle } from '@jupyterlab/translation';
import {
  deleteIcon,
  editIcon,
  imageIcon,
  type LabIcon,
  MenuSvg
} from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';

import { keyOfLabel } from '../labels';
import type { LabelingView } from './view';

export interface IMenuPoint {
  x: number;
  y: number;
}

interface IEntry {
  label: string;
  icon?: LabIcon;
  /** Shown as chosen. */
  isToggled?: boolean;
  /** Shown at the right; the keys are handled where the focus is. */
  keys?: string;
  isOff?: boolean;
  execute: () => void;
}

const LABELS_IN_MENU = 9;

/** What can be done with the chosen images. */
export function showImagesMenu(
  at: IMenuPoint,
  view: LabelingView,
  trans: TranslationBundle,
  act: { preview: () => void; deleteTargets: () => void }
): void {
  const labels = view.bench.stats?.label_stats ?? [];
  const entries: (IEntry | null)[] = labels.slice(0, LABELS_IN_MENU).map(label => ({
    label: label.name,
    isToggled: view.shareOf(label.name) === 'all',
    keys: keyOfLabel(labels, label),
    execute: () => view.toggle(label.name)
  }));
  show(at, [
    ...entries,
    ...(entries.length > 0 ? [null] : []),
    {
      label: trans.__('Take all labels off'),
      isOff: view.targets.every(sample => view.labelsOf(sample).length === 0),
      execute: () => view.clearLabels()
    },
    {
      label: trans.__('Large view'),
      icon: imageIcon,
      keys: 'Enter',
      execute: act.preview
    },
    null,
    {
      label: trans._n('Delete %1 image…', 'Delete %1 images…', view.targets.length),
      icon: deleteIcon,
      keys: 'Delete',
      execute: act.deleteTargets
    }
  ]);
}

export function showLabelMenu(
  at: IMenuPoint,
  trans: TranslationBundle,
  act: { edit: () => void; remove: () => void }
): void {
  show(at, [
    { label: trans.__('Rename or recolor…'), icon: editIcon, execute: act.edit },
    { label: trans.__('Delete…'), icon: deleteIcon, execute: act.remove }
  ]);
}

/** A menu of its own commands; null is a line. */
function show(at: IMenuPoint, entries: readonly (IEntry | null)[]): void {
  const commands = new CommandRegistry();
  const menu = new MenuSvg({ commands });
  for (const [place, entry] of entries.entries()) {
    if (entry === null) {
      menu.addItem({ type: 'separator' });
      continue;
    }
    const id = `entry-${place}`;
    commands.addCommand(id, {
      label: entry.label,
      describedBy: { args: null },
      icon: entry.icon,
      isToggled: () => entry.isToggled ?? false,
      isEnabled: () => !entry.isOff,
      execute: entry.execute
    });
    if (entry.keys) {
      commands.addKeyBinding({ command: id, keys: [entry.keys], selector: '*' });
    }
    menu.addItem({ command: id });
  }
  menu.aboutToClose.connect(() => {
    // Lumino runs the command after the menu has closed.
    requestAnimationFrame(() => menu.dispose());
  });
  menu.open(at.x, at.y);
}
