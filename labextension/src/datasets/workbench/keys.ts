import type { KeyboardEvent } from 'react';

import type { IVirtualGridHandle } from '../../core/components';
import { labelOfKey } from '../labels';
import type { LabelingView } from './view';

export interface IKeyActions {
  preview: (id: string) => void;
  deleteTargets: () => void;
  undo: () => void;
  redo: () => void;
  /** A letter was typed that is no label's key: look for a label by it. */
  type: (text: string) => void;
}

/** Keys that mean the same among the tiles and in the large view. */
export function editKey(
  event: KeyboardEvent,
  view: LabelingView,
  actions: IKeyActions
): boolean {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    const letter = key.toLowerCase();
    if (letter === 'z' && !event.shiftKey) {
      actions.undo();
      return true;
    }
    if (letter === 'y' || letter === 'z') {
      actions.redo();
      return true;
    }
    return false;
  }
  if (key === 'Delete' || key === 'Backspace') {
    actions.deleteTargets();
    return true;
  }
  return !event.altKey && key.length === 1 && key !== ' ' && write(key, view, actions);
}

function write(key: string, view: LabelingView, actions: IKeyActions): boolean {
  const label = labelOfKey(view.bench.stats?.label_stats ?? [], key);
  if (label) {
    view.toggle(label.name);
    return true;
  }
  if (/[\p{L}_/]/u.test(key)) {
    actions.type(key === '/' ? '' : key);
    return true;
  }
  return false;
}

/** Keys among the tiles; whether the key was meant for them. */
export function gridKey(
  event: KeyboardEvent,
  view: LabelingView,
  grid: IVirtualGridHandle,
  actions: IKeyActions
): boolean {
  const { selection, list } = view;
  if (event.key === 'Escape') {
    selection.clear();
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
    selection.set(list.order);
    return true;
  }
  if (selection.focused !== null && (event.key === ' ' || event.key === 'Enter')) {
    if (event.key === ' ') {
      selection.toggle(selection.focused);
    } else {
      actions.preview(selection.focused);
    }
    return true;
  }
  return moveKey(event, view, grid) || editKey(event, view, actions);
}

function moveKey(
  event: KeyboardEvent,
  view: LabelingView,
  grid: IVirtualGridHandle
): boolean {
  const last = view.list.items.length - 1;
  const at = view.list.indexOf(view.selection.focused);
  const target = placeAfter(event.key, at, last, grid);
  if (target === null || last < 0) {
    return false;
  }
  const id = view.list.order[Math.min(last, Math.max(0, target))];
  if (event.shiftKey) {
    view.selection.extendTo(id, view.list.order);
  } else {
    view.selection.move(id);
  }
  grid.scrollToIndex(view.list.indexOf(id));
  return true;
}

function placeAfter(
  key: string,
  at: number,
  last: number,
  grid: IVirtualGridHandle
): number | null {
  const page = grid.columns * grid.rows;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    PageUp: -page,
    PageDown: page
  };
  if (key === 'Home' || key === 'End') {
    return key === 'Home' ? 0 : last;
  }
  if (!(key in steps)) {
    return null;
  }
  // Up in the first row and down in the last stay where they are.
  const next = at + steps[key];
  const isVertical = key === 'ArrowUp' || key === 'ArrowDown';
  return at < 0 ? 0 : isVertical && (next < 0 || next > last) ? at : next;
}
