import { datasetIcon } from '../../core/icons';
import { type ITreeNode, rowsOf, stepOf } from '../tree';

function node(id: string, children?: ITreeNode[]): ITreeNode {
  const place = { page: 'dataset', args: { id } };
  return { id, label: id, icon: datasetIcon, place, menu: 'dataset', children };
}

const NODES = [node('datasets', [node('digits'), node('flowers')]), node('jobs', [])];
const OPEN: ReadonlySet<string> = new Set();
const CLOSED: ReadonlySet<string> = new Set(['datasets']);

function step(key: string, current: string, closed = OPEN): unknown {
  return stepOf(key, rowsOf(NODES, closed), current, closed);
}

describe('rowsOf', () => {
  it('lists what is seen, from top to bottom, with its place in the hierarchy', () => {
    const rows = rowsOf(NODES, OPEN);
    expect(rows.map(row => row.node.id)).toEqual([
      'datasets',
      'digits',
      'flowers',
      'jobs'
    ]);
    expect(rows[2]).toMatchObject({
      level: 2,
      parent: 'datasets',
      position: 2,
      siblings: 2
    });
  });

  it('leaves out what is below a closed branch', () => {
    expect(rowsOf(NODES, CLOSED).map(row => row.node.id)).toEqual(['datasets', 'jobs']);
  });
});

describe('stepOf', () => {
  it('moves up and down, and stays at the ends', () => {
    expect(step('ArrowDown', 'datasets')).toEqual({ do: 'focus', id: 'digits' });
    expect(step('ArrowUp', 'datasets')).toBeNull();
    expect(step('End', 'datasets')).toEqual({ do: 'focus', id: 'jobs' });
  });

  it('opens and closes branches, and goes to the parent of a leaf', () => {
    expect(step('ArrowRight', 'datasets', CLOSED)).toEqual({
      do: 'open',
      id: 'datasets'
    });
    expect(step('ArrowRight', 'datasets')).toEqual({ do: 'focus', id: 'digits' });
    expect(step('ArrowLeft', 'datasets')).toEqual({ do: 'close', id: 'datasets' });
    expect(step('ArrowLeft', 'flowers')).toEqual({ do: 'focus', id: 'datasets' });
  });

  it('goes with Enter, shows the menu, and finds by the first letter, going round', () => {
    expect(step('Enter', 'digits')).toEqual({ do: 'go', id: 'digits' });
    expect(step('ContextMenu', 'digits')).toEqual({ do: 'menu', id: 'digits' });
    expect(step('d', 'flowers')).toEqual({ do: 'focus', id: 'datasets' });
    expect(step('x', 'flowers')).toBeNull();
  });
});
