import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import type { Signal } from '@lumino/signaling';

import { DOMAIN } from '../../core/names';
import { FakeServer } from '../../core/testing';
import type { IModelArtsContext } from '../../core/tokens';
import { type ITrashed, ObsDrive } from '../drive/ObsDrive';
import { offerUndo } from '../undo';

const OBJECTS = 'v1/default/objects';

/** A file that the server takes its time to delete. */
function deletion(slowMs: number): () => Promise<{ body: object }> {
  return async () => {
    await new Promise(resolve => setTimeout(resolve, slowMs));
    return { body: { trash_id: 't', count: 1 } };
  };
}

it('waits with its one notice until the last of several is deleted', async () => {
  const trans = nullTranslator.load(DOMAIN);
  const server = new FakeServer({
    [`GET ${OBJECTS}`]: { body: { folders: [], objects: [], next_marker: null } },
    [`DELETE ${OBJECTS}`]: deletion(900)
  });
  const drive = new ObsDrive(server.client(), trans);
  offerUndo(drive, { trans } as IModelArtsContext);
  const said = (): string[] =>
    Notification.manager.notifications.map(one => one.message);

  await drive.delete('data/f/a.txt');
  await drive.delete('data/f/b.txt');
  expect(said()).toEqual([]);
  await new Promise(resolve => setTimeout(resolve, 1000));

  expect(said()).toEqual(['2 things are in the trash of their bucket.']);
});

it('waits for the deletion of a large folder no longer than some seconds', () => {
  jest.useFakeTimers();
  const trans = nullTranslator.load(DOMAIN);
  const drive = new ObsDrive(new FakeServer({}).client(), trans);
  jest.spyOn(drive, 'isTrashing', 'get').mockReturnValue(true);
  offerUndo(drive, { trans } as IModelArtsContext);
  const before = Notification.manager.count;

  const { trashed } = drive as unknown as { trashed: Signal<ObsDrive, ITrashed> };
  trashed.emit({ local: 'data/f/a.txt', bucket: 'data', trashId: 't' });
  jest.advanceTimersByTime(4_000);
  expect(Notification.manager.count).toBe(before);
  jest.advanceTimersByTime(2_000);

  expect(Notification.manager.count).toBe(before + 1);
  jest.useRealTimers();
});
