import { checkIcon, ellipsesIcon, filterIcon } from '@jupyterlab/ui-components';
import { type JSX, type KeyboardEvent, useState } from 'react';

import { ActionButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { colorOf, inkOn, PALETTE } from '../labels';
import { labelNameError } from '../rules';
import type { LabelStats } from '../types';
import { askHowToDelete } from './askHowToDelete';
import { showLabelMenu } from './menus';
import type { IActions } from './useActions';
import type { LabelingView } from './view';

export interface ILabelRowProps {
  label: LabelStats;
  /** What to press for it; empty where no key is left. */
  shortcut: string;
  view: LabelingView;
  actions: IActions;
  onFilter?: (label: string | null) => void;
}

/** One label of the set: press it to give it to the chosen images, or to take it. */
export function LabelRow(props: ILabelRowProps): JSX.Element {
  const { label, shortcut, view, onFilter } = props;
  const trans = useTrans();
  const format = useFormat();
  const [isEditing, setEditing] = useState(false);
  const share = view.targets.length > 0 ? view.shareOf(label.name) : 'none';
  const color = colorOf(label);
  const isFilter = view.label === label.name;
  const remove = useDeleteLabel(props);
  const openMenu = (at: { x: number; y: number }): void =>
    showLabelMenu(at, trans, {
      edit: () => setEditing(true),
      remove: () => void remove()
    });
  if (isEditing) {
    return <LabelForm {...props} onClose={() => setEditing(false)} />;
  }
  const pressed = { none: false, some: 'mixed', all: true } as const;
  return (
    <li
      className={`jp-ma-label-row jp-mod-${share}`}
      onContextMenu={event => {
        event.preventDefault();
        event.stopPropagation();
        openMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <button
        type="button"
        className="jp-ma-label-give"
        aria-pressed={pressed[share]}
        aria-keyshortcuts={shortcut || undefined}
        title={
          share === 'all'
            ? trans.__('Take %1 from the chosen images', label.name)
            : trans.__('Give %1 to the chosen images', label.name)
        }
        onClick={() => view.toggle(label.name)}
      >
        <kbd className="jp-ma-label-key">{shortcut}</kbd>
        <span
          className="jp-ma-label-swatch"
          style={{ background: color, color: inkOn(color) }}
        >
          {share === 'all' && <checkIcon.react tag="span" aria-hidden />}
          {share === 'some' && <span aria-hidden>–</span>}
        </span>
        <span className="jp-ma-label-name">{label.name}</span>
        <span className="jp-ma-label-count">{format.count(label.sample_count)}</span>
      </button>
      {onFilter && (
        <ActionButton
          iconOnly
          className="jp-ma-label-filter"
          icon={filterIcon}
          aria-pressed={isFilter}
          label={
            isFilter
              ? trans.__('Show all labeled images')
              : trans.__('Show only %1', label.name)
          }
          onClick={() => onFilter(isFilter ? null : label.name)}
        />
      )}
      <ActionButton
        iconOnly
        className="jp-ma-label-more"
        icon={ellipsesIcon}
        label={trans.__('Change or delete %1', label.name)}
        aria-haspopup="menu"
        onClick={event => {
          const frame = event.currentTarget.getBoundingClientRect();
          openMenu({ x: frame.left, y: frame.bottom });
        }}
      />
    </li>
  );
}

function useDeleteLabel(props: ILabelRowProps): () => Promise<void> {
  const { label, view, actions, onFilter } = props;
  const trans = useTrans();
  return async () => {
    const policy = await askHowToDelete(label, trans);
    if (policy === null) {
      return;
    }
    const title = trans.__('The label could not be deleted.');
    const done = view.bench.client
      .deleteLabel(label.name, policy)
      .then(() => undefined);
    if (await actions.attempt(title, done)) {
      if (view.label === label.name) {
        onFilter?.(null);
      }
      view.lookAgain();
    }
  };
}

interface IFormProps extends ILabelRowProps {
  onClose: () => void;
}

/** Another name or colour for a label, in its place. */
function LabelForm(props: IFormProps): JSX.Element {
  const { label, view, actions, onFilter, onClose } = props;
  const trans = useTrans();
  const [name, setName] = useState(label.name);
  const [color, setColor] = useState(colorOf(label));
  const error = labelNameError(name.trim(), trans);
  const save = async (): Promise<void> => {
    const wanted = name.trim();
    const isRenamed = wanted !== label.name;
    const before = { name: label.name, color: colorOf(label) };
    const change = view.bench.changeLabel(before, { name: wanted, color });
    if (await actions.attempt(trans.__('The label could not be changed.'), change)) {
      onClose();
      if (isRenamed) {
        const text = trans.__(
          '%1 is now %2, on all of its images.',
          label.name,
          wanted
        );
        actions.tell({ text, canUndo: true });
      }
      if (isRenamed && view.label === label.name) {
        onFilter?.(wanted);
      }
      view.lookAgain();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <li className="jp-ma-label-form" onKeyDown={onKeyDown}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <input
          autoFocus
          aria-label={trans.__('Name')}
          value={name}
          onChange={event => setName(event.target.value)}
        />
        {error && <p className="jp-ma-field-error">{error}</p>}
        <div className="jp-ma-palette" role="radiogroup" aria-label={trans.__('Color')}>
          {PALETTE.map(paint => (
            <button
              key={paint}
              type="button"
              role="radio"
              aria-checked={paint === color}
              aria-label={paint}
              title={paint}
              style={{ background: paint, color: inkOn(paint) }}
              onClick={() => setColor(paint)}
            >
              {paint === color && <checkIcon.react tag="span" aria-hidden />}
            </button>
          ))}
        </div>
        <div className="jp-ma-label-form-buttons">
          <ActionButton label={trans.__('Cancel')} onClick={onClose} />
          <ActionButton
            look="accept"
            type="submit"
            label={trans.__('Save')}
            disabled={!name.trim() || error !== null}
          />
        </div>
      </form>
    </li>
  );
}
