import { nullTranslator } from '@jupyterlab/translation';

import { DOMAIN } from '../../core/names';
import { FakeServer, type IReply } from '../../core/testing';
import { ObsClient } from '../client';
import { UploadsClient } from '../uploads/client';
import { KeptUploads } from '../uploads/kept';
import { UploadQueue } from '../uploads/UploadQueue';

const URI = 'obs://data/large.bin';
const PART = 8 * 2 ** 20;
const UPLOADS = 'v1/default/uploads';

function upload(state: string, parts: number[]): IReply {
  return {
    body: {
      upload_id: 'u1',
      uri: URI,
      size: 2 * PART + 1,
      part_size: PART,
      parts,
      state
    }
  };
}

/** Of which only the size is large. */
function largeFile(lastModified = 5): File {
  const file = new File(['x'], 'large.bin', { lastModified });
  const slice = (): unknown => ({
    size: PART,
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(8))
  });
  return Object.defineProperties(file, {
    size: { value: 2 * PART + 1 },
    slice: { value: slice }
  });
}

function queueOn(answers: FakeServer['answers']): {
  queue: UploadQueue;
  server: FakeServer;
} {
  const server = new FakeServer(answers);
  const rest = server.client();
  const trans = nullTranslator.load(DOMAIN);
  const kept = new KeptUploads(window.localStorage);
  const queue = new UploadQueue(
    new ObsClient(rest),
    new UploadsClient(rest),
    kept,
    trans
  );
  return { queue, server };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

describe('UploadQueue', () => {
  beforeEach(() => window.localStorage.clear());

  it('sends the parts, tries again what the network lost, and forgets what is stored', async () => {
    let losses = 1;
    const part = (): IReply => {
      if (losses-- > 0) {
        throw new TypeError('Failed to fetch');
      }
      return {};
    };
    const { queue, server } = queueOn({
      [`POST ${UPLOADS}`]: upload('receiving', []),
      [`PUT ${UPLOADS}/u1/parts/1`]: part,
      [`PUT ${UPLOADS}/u1/parts/2`]: {},
      [`PUT ${UPLOADS}/u1/parts/3`]: {},
      [`POST ${UPLOADS}/u1/complete`]: upload('stored', [1, 2, 3])
    });
    const stages = new Set<string>();
    queue.changed.connect(() => queue.items.forEach(item => stages.add(item.stage)));

    queue.add(largeFile(), URI, false);
    await until(() => queue.items.length === 0);

    expect([...stages]).toEqual(
      expect.arrayContaining(['offline', 'sending', 'storing'])
    );
    expect(server.seen.filter(one => one.path.endsWith('parts/1'))).toHaveLength(2);
    expect(new KeptUploads(window.localStorage).all()).toEqual([]);
  });

  it('goes on after a reload with the same file, and not with another one', async () => {
    const before = { id: 'u1', uri: URI, size: 2 * PART + 1, lastModified: 5 };
    new KeptUploads(window.localStorage).add(before);
    const listed = { body: { uploads: [upload('receiving', [1, 3]).body] } };
    const { queue, server } = queueOn({
      [`GET ${UPLOADS}`]: listed,
      [`PUT ${UPLOADS}/u1/parts/2`]: {},
      [`POST ${UPLOADS}/u1/complete`]: upload('stored', [1, 2, 3])
    });
    await queue.recall();
    expect(queue.items.map(item => item.stage)).toEqual(['interrupted']);

    const other = largeFile(6);
    expect(queue.isResuming(other, URI)).toBe(false);
    expect(queue.isResuming(largeFile(), URI)).toBe(true);
    queue.add(largeFile(), URI, false);
    await until(() => queue.items.length === 0);

    const sent = server.seen.filter(one => one.method === 'PUT').map(one => one.path);
    expect(sent).toEqual([`${UPLOADS}/u1/parts/2`]);
  });

  it('says why it failed, and tries again when told to', async () => {
    let refusals = 1;
    const { queue } = queueOn({
      'PUT v1/default/objects/content': () =>
        refusals-- > 0
          ? {
              status: 404,
              body: { error_code: 'x', error_msg: 'There is no bucket data.' }
            }
          : {}
    });
    queue.add(new File(['small'], 'small.txt'), 'obs://data/small.txt', false);
    await until(() => queue.items[0]?.stage === 'failed');
    expect(queue.items[0].sentence).toBe('There is no bucket data.');

    queue.retry(queue.items[0].key);
    await until(() => queue.items.length === 0);
  });

  it('gives up here and at the server', async () => {
    const { queue, server } = queueOn({
      [`POST ${UPLOADS}`]: upload('receiving', []),
      [`PUT ${UPLOADS}/u1/parts/1`]: () => new Promise(() => undefined),
      [`PUT ${UPLOADS}/u1/parts/2`]: () => new Promise(() => undefined),
      [`PUT ${UPLOADS}/u1/parts/3`]: () => new Promise(() => undefined),
      [`DELETE ${UPLOADS}/u1`]: {}
    });
    queue.add(largeFile(), URI, false);
    await until(() => server.seen.some(one => one.path.includes('/parts/')));
    await queue.cancel(queue.items[0].key);

    expect(queue.items).toEqual([]);
    expect(server.seen.at(-1)?.method).toBe('DELETE');
  });

  it('gives up at the server also what was given up before it had an id', async () => {
    const { queue, server } = queueOn({
      [`POST ${UPLOADS}`]: upload('receiving', []),
      [`DELETE ${UPLOADS}/u1`]: {}
    });
    queue.add(largeFile(), URI, false);
    await queue.cancel(queue.items[0].key);

    await until(() => server.seen.some(one => one.method === 'DELETE'));
    expect(server.seen.map(one => one.method)).toEqual(['POST', 'DELETE']);
    expect(new KeptUploads(window.localStorage).all()).toEqual([]);
  });
});
