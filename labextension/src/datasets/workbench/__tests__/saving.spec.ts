import type { SampleUpdate, UpdateSamplesAnswer } from '../../types';
import { LabelDraft } from '../draft';
import { SaveQueue } from '../saving';
import { lostAnswer, sampleBody, savedAnswer } from './samples';

const CAT = [{ name: 'cat' }];
const DOG = [{ name: 'dog' }];

type Save = (updates: SampleUpdate[]) => Promise<UpdateSamplesAnswer>;

function queueWith(save: Save): { queue: SaveQueue; requests: SampleUpdate[][] } {
  const requests: SampleUpdate[][] = [];
  const queue = new SaveQueue({
    save: updates => {
      requests.push(updates);
      return save(updates);
    },
    draft: new LabelDraft('d', window.localStorage),
    onStats: () => undefined
  });
  return { queue, requests };
}

function answerLater(): { save: Save; answer: (reply: UpdateSamplesAnswer) => void } {
  let answer: (reply: UpdateSamplesAnswer) => void = () => undefined;
  const save = (): Promise<UpdateSamplesAnswer> =>
    new Promise(resolve => {
      answer = resolve;
    });
  return { save, answer: reply => answer(reply) };
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
  window.localStorage.clear();
});

afterEach(() => {
  jest.useRealTimers();
});

it('shows labels at once, and saves those of one frame in one request', async () => {
  const { queue, requests } = queueWith(async updates => savedAnswer(updates));
  const [a, b] = [sampleBody('a', [], 3), sampleBody('b')];
  queue.put([{ sample: a, labels: CAT }]);
  queue.put([{ sample: b, labels: CAT }]);
  expect(queue.labelsOf(a)).toEqual(CAT);
  expect(queue.edit('a')?.state).toBe('saving');
  await pass(40);
  expect(requests).toEqual([
    [
      { sample_id: 'a', labels: CAT, revision: 3 },
      { sample_id: 'b', labels: CAT, revision: 1 }
    ]
  ]);
  expect(queue.edit('a')?.state).toBe('saved');
  expect(queue.isSaved).toBe(true);
});

it('saves what was changed meanwhile on the new revision', async () => {
  const first = answerLater();
  const { queue, requests } = queueWith(first.save);
  const sample = sampleBody('a');
  queue.put([{ sample, labels: CAT }]);
  await pass(40);
  queue.put([{ sample, labels: DOG }]);
  await pass(40);
  expect(requests).toHaveLength(1);
  first.answer(savedAnswer(requests[0]));
  await pass(40);
  expect(requests[1]).toEqual([{ sample_id: 'a', labels: DOG, revision: 2 }]);
});

it('leaves a conflict to the user, who keeps theirs', async () => {
  const theirs = sampleBody('a', ['dog'], 5);
  const { queue, requests } = queueWith(async () => lostAnswer(theirs));
  const sample = sampleBody('a');
  queue.put([{ sample, labels: CAT }]);
  await pass(40);
  expect(queue.edit('a')).toMatchObject({ state: 'conflict', labels: CAT, theirs });
  expect(queue.unsaved.conflicts).toBe(1);
  queue.keepTheirs('a');
  await pass(40);
  expect(queue.labelsOf(sample)).toEqual(DOG);
  expect(requests).toHaveLength(1);
});

it('applies mine on the revision that won', async () => {
  let theirs: UpdateSamplesAnswer | null = lostAnswer(sampleBody('a', ['dog'], 5));
  const { queue, requests } = queueWith(
    async updates => theirs ?? savedAnswer(updates)
  );
  queue.put([{ sample: sampleBody('a'), labels: CAT }]);
  await pass(40);
  theirs = null;
  queue.applyMine('a');
  await pass(40);
  expect(requests[1]).toEqual([{ sample_id: 'a', labels: CAT, revision: 5 }]);
  expect(queue.edit('a')?.state).toBe('saved');
});

it('takes its own labels, whose answer was lost, for saved', async () => {
  const { queue } = queueWith(async () => lostAnswer(sampleBody('a', ['cat'], 2)));
  queue.put([{ sample: sampleBody('a'), labels: CAT }]);
  await pass(40);
  expect(queue.edit('a')?.state).toBe('saved');
});

it('says that an image in the trash was not saved', async () => {
  const gone = { ...sampleBody('a'), sample_status: 'DELETED' };
  const { queue } = queueWith(async () => lostAnswer(gone));
  queue.put([{ sample: sampleBody('a'), labels: CAT }]);
  await pass(40);
  expect(queue.edit('a')?.state).toBe('failed');
});

it('keeps failed labels on their images until they are saved', async () => {
  let isUp = false;
  const { queue } = queueWith(async updates => {
    if (!isUp) {
      throw new Error('no answer');
    }
    return savedAnswer(updates);
  });
  const sample = sampleBody('a');
  queue.put([{ sample, labels: CAT }]);
  await pass(40);
  expect(queue.edit('a')?.state).toBe('failed');
  expect(queue.labelsOf(sample)).toEqual(CAT);
  isUp = true;
  queue.retry();
  await pass(40);
  expect(queue.edit('a')?.state).toBe('saved');
});

it('brings labels that no server answered back after a reload', async () => {
  const { queue } = queueWith(async () => {
    throw new Error('no answer');
  });
  queue.put([{ sample: sampleBody('a', [], 4), labels: CAT }]);
  await pass(600);
  const again = queueWith(async updates => savedAnswer(updates));
  again.queue.restore();
  await pass(600);
  expect(again.requests).toEqual([[{ sample_id: 'a', labels: CAT, revision: 4 }]]);
  expect(new LabelDraft('d', window.localStorage).read()).toEqual([]);
});

it('keeps the draft of another tab', () => {
  const mine = new LabelDraft('d', window.localStorage);
  const other = new LabelDraft('d', window.localStorage);
  other.write([{ id: 'b', labels: DOG, revision: 1 }]);
  mine.write([{ id: 'a', labels: CAT, revision: 1 }]);
  mine.write([]);
  const left = new LabelDraft('d', window.localStorage).read();
  expect(left.map(edit => edit.id)).toEqual(['b']);
});

it('reads a damaged draft as none', () => {
  window.localStorage.setItem('jupyter-modelarts:unsaved-labels:d', '[{"id": 1}, null');
  expect(new LabelDraft('d', window.localStorage).read()).toEqual([]);
});

it('says where a failed save was discarded', async () => {
  const { queue } = queueWith(async () => {
    throw new Error('no answer');
  });
  const sample = sampleBody('a', ['dog'], 2);
  queue.put([{ sample, labels: CAT }]);
  await pass(40);
  queue.discard();
  expect(queue.labelsOf(sample)).toEqual(DOG);
  expect(queue.isSaved).toBe(true);
});
