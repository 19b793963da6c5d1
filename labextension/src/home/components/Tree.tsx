import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import { type JSX, type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';

import { StatePill } from '../../core/components';
import { type IRow, type ITreeNode, rowsOf, stepOf } from '../tree';

export interface IMenuPoint {
  x: number;
  y: number;
}

export interface ITreeProps {
  label: string;
  nodes: readonly ITreeNode[];
  closed: ReadonlySet<string>;
  onToggle: (id: string, isOpen: boolean) => void;
  onGo: (node: ITreeNode) => void;
  onMenu: (node: ITreeNode, at: IMenuPoint) => void;
}

/** One tree with one tab stop: arrows move, Enter opens, Shift+F10 shows the menu. */
export function Tree(props: ITreeProps): JSX.Element {
  const { nodes, closed } = props;
  const rows = rowsOf(nodes, closed);
  const [wanted, setCurrent] = useState('');
  const tree = useRef<HTMLUListElement>(null);
  const current = rows.some(row => row.node.id === wanted)
    ? wanted
    : (rows[0]?.node.id ?? '');

  // Rows are the tree's children, in the same order.
  const element = (id: string): HTMLElement | null => {
    const at = rows.findIndex(row => row.node.id === id);
    return (tree.current?.children[at] as HTMLElement | undefined) ?? null;
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.key === 'F10' && event.shiftKey ? 'ContextMenu' : event.key;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = stepOf(key, rows, current, closed);
    const node = rows.find(row => row.node.id === step?.id)?.node;
    if (!step || !node) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (step.do === 'focus') {
      setCurrent(node.id);
      element(node.id)?.focus();
    } else if (step.do === 'go') {
      props.onGo(node);
    } else if (step.do === 'menu') {
      const box = element(node.id)?.getBoundingClientRect();
      props.onMenu(node, { x: (box?.left ?? 0) + 24, y: box?.bottom ?? 0 });
    } else {
      props.onToggle(node.id, step.do === 'open');
    }
  };

  return (
    <ul
      className="jp-ma-tree"
      role="tree"
      aria-label={props.label}
      ref={tree}
      onKeyDown={onKeyDown}
    >
      {rows.map(row => (
        <TreeRow
          key={row.node.id}
          row={row}
          isOpen={!closed.has(row.node.id)}
          isCurrent={row.node.id === current}
          onFocus={() => setCurrent(row.node.id)}
          onToggle={() => props.onToggle(row.node.id, closed.has(row.node.id))}
          onGo={() => props.onGo(row.node)}
          onMenu={at => props.onMenu(row.node, at)}
        />
      ))}
    </ul>
  );
}

interface IRowProps {
  row: IRow;
  isOpen: boolean;
  isCurrent: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onGo: () => void;
  onMenu: (at: IMenuPoint) => void;
}

function TreeRow(props: IRowProps): JSX.Element {
  const { node, level, position, siblings } = props.row;
  const isBranch = Boolean(node.children);
  const Caret = props.isOpen ? caretDownIcon : caretRightIcon;
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation();
    props.onToggle();
  };
  const showMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    props.onFocus();
    props.onMenu({ x: event.clientX, y: event.clientY });
  };
  return (
    <li
      className="jp-ma-tree-row"
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isBranch ? props.isOpen : undefined}
      aria-selected={props.isCurrent}
      data-id={node.id}
      tabIndex={props.isCurrent ? 0 : -1}
      title={node.title}
      style={{ paddingLeft: 4 + (level - 1) * 14 }}
      onFocus={props.onFocus}
      onClick={props.onGo}
      onContextMenu={showMenu}
    >
      <span className="jp-ma-tree-caret" onClick={isBranch ? toggle : undefined}>
        {isBranch && <Caret.react tag="span" />}
      </span>
      <node.icon.react tag="span" className="jp-ma-tree-icon" />
      <span className="jp-ma-tree-label">{node.label}</span>
      {node.state && <StatePill state={node.state} />}
      {node.detail && <span className="jp-ma-tree-detail">{node.detail}</span>}
    </li>
  );
}
