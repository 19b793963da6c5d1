import { Leaving } from '../../leaving';
import { Selection } from '../../selection';
import { UndoStack } from '../../undo';
import { tilesIn } from '../geometry';
import { SampleList } from '../sampleList';
import { batchesOf, MOST_BYTES } from '../uploads';
import type { SampleBody, SampleListAnswer } from '../../types';
import { sampleBody } from './samples';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: Selection): string => [...selection.ids].sort().join('');

describe('Selection', () => {
  it('takes a range from the last click, in both directions', () => {
    const selection = new Selection();
    selection.choose('c');
    selection.extendTo('e', ORDER);
    expect(chosen(selection)).toBe('cde');
    selection.extendTo('a', ORDER);
    expect(chosen(selection)).toBe('abc');
  });

  it('adds one and takes it away', () => {
    const selection = new Selection();
    selection.choose('a');
    selection.toggle('d');
    selection.toggle('a');
    expect(chosen(selection)).toBe('d');
  });

  it('moves what one click chose with the arrows, and nothing else', () => {
    const selection = new Selection();
    selection.choose('a');
    selection.move('b');
    expect(chosen(selection)).toBe('b');
    selection.toggle('c');
    selection.move('d');
    expect(chosen(selection)).toBe('bc');
    expect(selection.focused).toBe('d');
  });

  it('gives the focus to the next when its image leaves', () => {
    const selection = new Selection();
    selection.choose('b');
    selection.drop(['b'], 'c');
    expect(chosen(selection)).toBe('');
    expect(selection.focused).toBe('c');
  });
});

describe('UndoStack', () => {
  it('takes steps back and does them again; a new step ends that', async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    const step = (name: string): void =>
      stack.push({
        undo: () => void log.push(`-${name}`),
        redo: () => void log.push(`+${name}`)
      });
    step('a');
    step('b');
    await stack.undo();
    await stack.undo();
    await stack.redo();
    step('c');
    await stack.redo();
    expect(log).toEqual(['-b', '-a', '+a']);
    expect(stack.canRedo).toBe(false);
  });
});

describe('Leaving', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('lets images go together after the delay, but not the one under the pointer', () => {
    let pointed = 'b';
    const gone: string[][] = [];
    const leaving = new Leaving({
      mayLeave: id => id !== pointed,
      leave: ids => void gone.push([...ids])
    });
    ['a', 'b', 'c'].forEach(id => leaving.schedule(id));
    jest.advanceTimersByTime(1_100);
    expect(gone).toEqual([]);
    jest.advanceTimersByTime(200);
    expect(gone).toEqual([['a', 'c']]);
    pointed = '';
    leaving.reconsider();
    expect(gone).toEqual([['a', 'c'], ['b']]);
  });

  it('keeps an image that belongs again', () => {
    const leave = jest.fn();
    const leaving = new Leaving({ mayLeave: () => true, leave });
    leaving.schedule('a');
    leaving.cancel('a');
    jest.advanceTimersByTime(2_000);
    expect(leave).not.toHaveBeenCalled();
  });
});

it('finds the tiles in a rectangle, drawn or not', () => {
  const tiling = { columns: 4, tileWidth: 100, tileHeight: 100, count: 10 };
  expect(tilesIn({ left: 150, top: 50, width: 100, height: 100 }, tiling)).toEqual([
    1, 2, 5, 6
  ]);
  expect(tilesIn({ left: 250, top: 250, width: 900, height: 900 }, tiling)).toEqual([]);
});

it('sends as many files together as the server takes', () => {
  const file = (bytes: number): File => new File([new Uint8Array(bytes)], 'a.png');
  const half = MOST_BYTES / 2;
  const batches = batchesOf([file(half), file(half), file(1), file(half)]);
  expect(batches.map(batch => batch.length)).toEqual([2, 2]);
});

describe('SampleList', () => {
  function listOf(ids: () => readonly string[], page: number): SampleList {
    const fetch = async (marker: string | null): Promise<SampleListAnswer> => {
      const all = ids();
      const after = all.filter(id => marker === null || id > marker);
      const samples = after.slice(0, page).map(id => sampleBody(id));
      const next = after.length > page ? samples.at(-1)?.sample_id : null;
      return { sample_count: all.length, samples, next_marker: next };
    };
    const accepts = (sample: SampleBody): boolean => sample.labels.length === 0;
    return new SampleList({ fetch, accepts, keeps: id => id === 'b' });
  }
  const settled = (): Promise<void> => new Promise(resolve => setTimeout(resolve));

  it('reads page after page, and a stretch again in place', async () => {
    let ids: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f'];
    const list = listOf(() => ids, 2);
    list.start();
    await settled();
    list.loadMore();
    list.loadMore();
    await settled();
    expect(list.order).toEqual(['a', 'b', 'c', 'd']);
    expect(list.hasMore).toBe(true);
    ids = ['c', 'd', 'e', 'f'];
    list.lookAgain(0, 1);
    await settled();
    // b is edited here: it stays until that is settled.
    expect(list.order).toEqual(['b', 'c', 'd']);
  });

  it('notices that the list grew at its end', async () => {
    let ids: readonly string[] = ['a', 'b'];
    const list = listOf(() => ids, 10);
    list.start();
    await settled();
    ids = ['a', 'b', 'c'];
    list.lookAgain(0, 1);
    await settled();
    expect(list.order).toEqual(['a', 'b', 'c']);
  });

  it('puts an image back in its place', async () => {
    const list = listOf(() => ['a', 'c', 'd'], 10);
    list.start();
    await settled();
    list.remove(['c']);
    list.put([sampleBody('c'), sampleBody('b')]);
    expect(list.order).toEqual(['a', 'b', 'c', 'd']);
    expect(list.indexOf('c')).toBe(2);
    expect(list.indexOf('x')).toBe(-1);
  });

  it('does not follow an answer that was asked before a change', async () => {
    const list = listOf(() => ['a', 'c'], 10);
    list.start();
    list.forgetRunning();
    await settled();
    expect(list.order).toEqual([]);
  });
});
