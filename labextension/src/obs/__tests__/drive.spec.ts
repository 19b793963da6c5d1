import { nullTranslator } from '@jupyterlab/translation';

import { DOMAIN } from '../../core/names';
import { FakeServer } from '../../core/testing';
import { ObsDrive } from '../drive/ObsDrive';

const OBJECTS = 'v1/default/objects';
const NOTE = {
  uri: 'obs://data/f/note.txt',
  name: 'note.txt',
  size: 7,
  last_modified: 0
};
const EMPTY = { folders: [], objects: [], next_marker: null };

function driveOn(answers: FakeServer['answers']): {
  drive: ObsDrive;
  server: FakeServer;
} {
  const server = new FakeServer(answers);
  return { drive: new ObsDrive(server.client(), nullTranslator.load(DOMAIN)), server };
}

describe('ObsDrive', () => {
  it('saves only over the version that was read', async () => {
    const { drive, server } = driveOn({
      [`GET ${OBJECTS}/info`]: { body: { ...NOTE, etag: 'e1' } },
      [`GET ${OBJECTS}/content`]: { body: 'hello', headers: { ETag: '"e1"' } },
      [`PUT ${OBJECTS}/content`]: { body: { ...NOTE, etag: 'e2' } }
    });
    const read = await drive.get('data/f/note.txt', { type: 'file', format: 'text' });
    expect([read.content, read.hash]).toEqual(['"hello"', 'e1']);

    const changed = { type: 'file', format: 'text', content: 'new' } as const;
    const saved = await drive.save('data/f/note.txt', changed);
    await drive.save('data/f/note.txt', changed);

    expect(saved.hash).toBe('e2');
    const conditions = server.seen
      .filter(one => one.method === 'PUT')
      .map(one => one.headers.get('If-Match'));
    expect(conditions).toEqual(['"e1"', '"e2"']);
  });

  it('says that somebody else has written', async () => {
    const { drive } = driveOn({
      [`GET ${OBJECTS}/info`]: { body: { ...NOTE, etag: 'e1' } },
      [`PUT ${OBJECTS}/content`]: {
        status: 412,
        body: { error_code: 'ModelArts.0412', error_msg: 'It was changed.' }
      }
    });
    await drive.get('data/f/note.txt', { type: 'file', content: false });
    await expect(
      drive.save('data/f/note.txt', { type: 'file', format: 'text', content: 'x' })
    ).rejects.toMatchObject({
      message: expect.stringContaining('somebody else') as unknown,
      response: expect.objectContaining({ status: 409 }) as unknown
    });
  });

  it('asks whether a path is a folder, and for the object only if it is none', async () => {
    const { drive, server } = driveOn({
      [`GET ${OBJECTS}`]: { body: EMPTY },
      [`GET ${OBJECTS}/info`]: { body: { ...NOTE, etag: 'e1' } }
    });
    const model = await drive.get('data/f/note.txt', { content: false });
    expect(model.type).toBe('file');
    expect(server.seen.map(one => one.path.split('?')[0])).toEqual([
      OBJECTS,
      `${OBJECTS}/info`
    ]);
  });

  it('keeps a folder that was emptied while it is looked at', async () => {
    const { drive } = driveOn({
      [`GET ${OBJECTS}`]: seen => ({
        body: seen.path.includes('data%2Ff%2F')
          ? EMPTY
          : { ...EMPTY, folders: ['obs://data/f/'] }
      })
    });
    await drive.get('data');
    const model = await drive.get('data/f');
    expect([model.type, model.content]).toEqual(['directory', []]);
  });

  it('marks a file that has the name of a folder, and leaves out what makes it stand', async () => {
    const object = { ...NOTE, etag: 'e' };
    const { drive } = driveOn({
      [`GET ${OBJECTS}`]: {
        body: {
          folders: ['obs://data/f/a/', 'obs://data/f/../'],
          objects: [
            { ...object, uri: 'obs://data/f/' },
            { ...object, uri: 'obs://data/f/a' },
            { ...object, uri: 'obs://data/f/b.ipynb' }
          ],
          next_marker: null
        }
      }
    });
    const model = await drive.get('data/f', { type: 'directory' });
    const content = model.content as { name: string; type: string }[];
    expect(content.map(one => [one.name, one.type])).toEqual([
      ['a', 'directory'],
      ['%-%2E%2E', 'directory'],
      ['%=a', 'file'],
      ['b.ipynb', 'notebook']
    ]);
  });

  it('gives new things a free name, and none at the top', async () => {
    const { drive, server } = driveOn({
      [`GET ${OBJECTS}`]: {
        body: { ...EMPTY, objects: [{ ...NOTE, uri: 'obs://data/f/untitled.txt' }] }
      },
      [`PUT ${OBJECTS}/content`]: { body: { ...NOTE, etag: 'e' } }
    });
    const made = await drive.newUntitled({ path: 'data/f', type: 'file', ext: '.txt' });
    expect(made.path).toBe('data/f/untitled1.txt');
    expect(server.seen.at(-1)?.headers.get('If-None-Match')).toBe('*');
    await expect(drive.newUntitled({ path: '', type: 'file' })).rejects.toThrow(
      'buckets'
    );
  });

  it('tells JupyterLab of a name that is taken in the way it asks about', async () => {
    const { drive } = driveOn({
      [`GET ${OBJECTS}`]: { body: EMPTY },
      [`POST ${OBJECTS}/actions`]: {
        status: 409,
        body: { error_code: 'ModelArts.0409', error_msg: 'It exists already.' }
      }
    });
    await expect(drive.rename('data/f/a', 'data/f/b')).rejects.toMatchObject({
      message: 'It exists already.',
      response: expect.objectContaining({ status: 409 }) as unknown
    });
    await expect(drive.rename('data', 'other')).rejects.toThrow('keeps its name');
  });
});
