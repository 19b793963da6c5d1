import { LabelDraft } from '../draft';
import { SaveQueue } from '../saving';
import { sampleBody, savedAnswer } from './samples';

const MANY = 1_200;

beforeEach(() => {
  jest.useFakeTimers();
  window.localStorage.clear();
});

afterEach(() => {
  jest.useRealTimers();
});

it('tells of many images by requests, never one by one', async () => {
  const queue = new SaveQueue({
    save: async updates => savedAnswer(updates),
    draft: new LabelDraft('d', window.localStorage),
    onStats: () => undefined
  });
  const told: number[] = [];
  queue.changed.connect((_, ids) => told.push(ids.length));
  const changes = Array.from({ length: MANY }, (_, at) => ({
    sample: sampleBody(String(at).padStart(4, '0')),
    labels: [{ name: 'cat' }]
  }));

  queue.put(changes);
  await jest.advanceTimersByTimeAsync(5_000);

  expect(told).toEqual([MANY, 500, 500, 200, 500, 500, 200]);
  expect(queue.edit('0000')).toBeUndefined();
});
