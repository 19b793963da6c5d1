import { nullTranslator } from '@jupyterlab/translation';

import { DOMAIN } from '../../core/names';
import { FakeServer } from '../../core/testing';
import { FolderTasksClient } from '../tasks/client';
import { FolderTasks } from '../tasks/FolderTasks';
import type { FolderTaskBody } from '../types';

const TASKS = 'v1/default/objects/tasks';
const MOVE = {
  action: 'move',
  source: 'obs://b/from/',
  target: 'obs://b/to/'
} as const;

function task(more: Partial<FolderTaskBody> = {}): FolderTaskBody {
  return {
    ...MOVE,
    task_id: 't1',
    trash_id: '',
    state: 'running',
    done: 0,
    total: null,
    reason: '',
    create_time: 1,
    ...more
  };
}

function tasksOn(answers: FakeServer['answers']): FolderTasks {
  const client = new FolderTasksClient(new FakeServer(answers).client());
  return new FolderTasks(client, nullTranslator.load(DOMAIN));
}

it('shows nothing of what is done when it is answered', async () => {
  const body = task({ state: 'done', done: 3, total: 3 });
  const tasks = tasksOn({ [`POST ${TASKS}`]: { status: 201, body } });

  expect(await tasks.run(MOVE)).toEqual(body);
  expect(tasks.items).toEqual([]);
});

it('follows what takes longer to its end', async () => {
  const far = [task({ done: 5, total: 9 }), task({ state: 'done', done: 9, total: 9 })];
  const tasks = tasksOn({
    [`POST ${TASKS}`]: { status: 201, body: task() },
    [`GET ${TASKS}/t1`]: () => ({ body: far.shift() })
  });
  const seen: (number | null)[] = [];
  let ended = 0;
  tasks.changed.connect(() => {
    if (tasks.items.length > 0) {
      seen.push(tasks.items[0].total);
    }
  });
  tasks.ended.connect(() => ended++);

  expect((await tasks.run(MOVE)).done).toBe(9);

  expect(seen).toEqual([null, 9]);
  expect([ended, tasks.items.length]).toEqual([1, 0]);
});

it('says how far it came where it broke off, and goes on when told', async () => {
  const stopped = task({ state: 'stopped', done: 4, total: 9 });
  const tasks = tasksOn({
    [`POST ${TASKS}`]: { status: 201, body: stopped },
    [`POST ${TASKS}/t1/resume`]: { body: task({ state: 'done', done: 5, total: 5 }) }
  });

  await expect(tasks.run(MOVE)).rejects.toThrow('Stopped. 4 of 9 objects are done');
  expect(tasks.items).toEqual([stopped]);
  let ended = 0;
  tasks.ended.connect(() => ended++);
  await tasks.resume('t1');

  expect([ended, tasks.items.length]).toEqual([1, 0]);
});

it('keeps nothing of what could not begin', async () => {
  const body = task({ state: 'failed', reason: 'There is nothing there.' });
  const tasks = tasksOn({
    [`POST ${TASKS}`]: { status: 201, body },
    [`DELETE ${TASKS}/t1`]: { body: {} }
  });

  await expect(tasks.run(MOVE)).rejects.toThrow('There is nothing there.');
  expect(tasks.items).toEqual([]);
});

it('finds after a reload what goes on, and what broke off', async () => {
  const failed = task({ state: 'failed', done: 2, total: 9, reason: 'No answer.' });
  const tasks = tasksOn({
    [`GET ${TASKS}`]: {
      body: { tasks: [failed, task({ task_id: 't2', state: 'done' })] }
    }
  });

  await tasks.recall();
  await new Promise(resolve => setTimeout(resolve));

  expect(tasks.items).toEqual([failed]);
});
