import type { LabIcon } from '@jupyterlab/ui-components';

import type { IPlace } from './places';

/** Something in the sidebar's tree: a branch where it has children, else a leaf. */
export interface ITreeNode {
  id: string;
  label: string;
  icon: LabIcon;
  place: IPlace;
  /** What its menu is about: the name of a menu, as `dataset`. */
  menu: string;
  /** A count or a time, at the right. */
  detail?: string;
  /** One of our states, shown as an icon with its word. */
  state?: string;
  /** The whole story, as the tooltip. */
  title?: string;
  children?: readonly ITreeNode[];
}

/** A row that is seen now, with its place in the hierarchy. */
export interface IRow {
  node: ITreeNode;
  level: number;
  parent: string | null;
  position: number;
  siblings: number;
}

/** The rows that are seen where the branches in `closed` are closed, from top to bottom. */
export function rowsOf(
  nodes: readonly ITreeNode[],
  closed: ReadonlySet<string>,
  level = 1,
  parent: string | null = null
): IRow[] {
  return nodes.flatMap((node, at) => {
    const row = { node, level, parent, position: at + 1, siblings: nodes.length };
    const below = node.children && !closed.has(node.id) ? node.children : [];
    return [row, ...rowsOf(below, closed, level + 1, node.id)];
  });
}

/** What a key does in a tree, as the ARIA practices have it. */
export type Step =
  | { do: 'focus'; id: string }
  | { do: 'open' | 'close' | 'go' | 'menu'; id: string }
  | null;

export function stepOf(
  key: string,
  rows: readonly IRow[],
  current: string,
  closed: ReadonlySet<string>
): Step {
  const at = rows.findIndex(row => row.node.id === current);
  const row = rows[at];
  if (!row) {
    return null;
  }
  const isBranch = Boolean(row.node.children);
  const isClosed = closed.has(current);
  switch (key) {
    case 'ArrowDown':
      return focusOn(rows[at + 1]);
    case 'ArrowUp':
      return focusOn(rows[at - 1]);
    case 'Home':
      return focusOn(rows[0]);
    case 'End':
      return focusOn(rows.at(-1));
    case 'ArrowRight':
      if (isBranch && isClosed) {
        return { do: 'open', id: current };
      }
      return isBranch && row.node.children?.length ? focusOn(rows[at + 1]) : null;
    case 'ArrowLeft':
      if (isBranch && !isClosed) {
        return { do: 'close', id: current };
      }
      return row.parent === null ? null : { do: 'focus', id: row.parent };
    case 'Enter':
    case ' ':
      return { do: 'go', id: current };
    case 'ContextMenu':
      return { do: 'menu', id: current };
    default:
      return key.length === 1 ? focusOn(startingWith(key, rows, at)) : null;
  }
}

function focusOn(row: IRow | undefined): Step {
  return row ? { do: 'focus', id: row.node.id } : null;
}

/** The next row, going round, whose label begins with a letter. */
function startingWith(
  letter: string,
  rows: readonly IRow[],
  at: number
): IRow | undefined {
  const wanted = letter.toLowerCase();
  const round = [...rows.slice(at + 1), ...rows.slice(0, at)];
  return round.find(row => row.node.label.toLowerCase().startsWith(wanted));
}
