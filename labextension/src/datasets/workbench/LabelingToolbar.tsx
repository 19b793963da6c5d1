import {
  closeIcon,
  deleteIcon,
  fileUploadIcon,
  redoIcon,
  undoIcon
} from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, Toolbar } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { SaveStatus } from './SaveStatus';
import { LARGEST_TILE, SMALLEST_TILE } from './useTileSize';
import type { IActions } from './useActions';
import type { LabelingView } from './view';

export interface ILabelingToolbarProps {
  view: LabelingView;
  actions: IActions;
  size: number;
  onSize: (size: number) => void;
  onAdd: () => void;
  onFilter?: (label: string | null) => void;
}

export function LabelingToolbar(props: ILabelingToolbarProps): JSX.Element {
  const { view, actions, size, onSize, onFilter } = props;
  const trans = useTrans();
  const format = useFormat();
  const { selection, list, bench } = view;
  const chosen = selection.ids.size;
  return (
    <Toolbar label={trans.__('Images')}>
      <ActionButton
        label={trans.__('Select page')}
        title={trans.__('Select all images that are loaded (Ctrl+A)')}
        disabled={list.items.length === 0}
        onClick={() => selection.set(list.order)}
      />
      {chosen > 0 && (
        <ActionButton
          label={trans.__('%1 selected', format.count(chosen))}
          icon={closeIcon}
          title={trans.__('Select none (Escape)')}
          onClick={() => selection.clear()}
        />
      )}
      {view.label !== null && onFilter && (
        <ActionButton
          icon={closeIcon}
          label={trans.__('Only %1', view.label)}
          title={trans.__('Show all labeled images')}
          onClick={() => onFilter(null)}
        />
      )}
      <ActionButton
        iconOnly
        icon={undoIcon}
        label={trans.__('Undo (Ctrl+Z)')}
        disabled={!bench.undo.canUndo}
        onClick={actions.undo}
      />
      <ActionButton
        iconOnly
        icon={redoIcon}
        label={trans.__('Redo (Ctrl+Shift+Z)')}
        disabled={!bench.undo.canRedo}
        onClick={actions.redo}
      />
      <ActionButton
        iconOnly
        icon={deleteIcon}
        label={trans.__('Delete images (Delete)')}
        disabled={view.targets.length === 0}
        onClick={() => actions.deleteImages(view.targets)}
      />
      <SaveStatus queue={bench.queue} />
      <span className="jp-ma-toolbar-space" />
      <label className="jp-ma-tile-size">
        {trans.__('Size')}
        <input
          type="range"
          min={SMALLEST_TILE}
          max={LARGEST_TILE}
          step={8}
          value={size}
          onChange={event => onSize(Number(event.target.value))}
        />
      </label>
      <ActionButton
        icon={fileUploadIcon}
        label={trans.__('Add images')}
        title={trans.__(
          'Add image files of this computer; they can be dropped here, too'
        )}
        disabled={bench.uploads.isBusy}
        onClick={props.onAdd}
      />
    </Toolbar>
  );
}
