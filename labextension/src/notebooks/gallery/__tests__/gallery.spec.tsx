import { fireEvent, screen, waitFor } from '@testing-library/dom';
import { act } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../../core/testing';
import type { CopyBody, ExampleBody } from '../../types';
import { GalleryPage } from '../components/GalleryPage';
import type { IGalleryHost } from '../host';
import { openCopy } from '../opening';
import { byCategory, isWanted, wordsOf } from '../words';

const EXAMPLES = 'GET v1/default/examples';
const GALLERIES = 'GET v1/default/galleries';
const OWN = {
  gallery_id: 'modelarts',
  gallery_name: 'ModelArts',
  location: '',
  is_built_in: true,
  created_at: null
};

function example(more: Partial<ExampleBody> = {}): ExampleBody {
  return {
    gallery_id: 'modelarts',
    path: 'a/digits.ipynb',
    file_name: 'digits.ipynb',
    size_bytes: 10,
    words: { title: 'Digits', description: 'Reads them.', category: 'Start' },
    zh: { title: '数字', description: '', category: '入门' },
    engine_id: 'scikit-learn',
    engine_state: 'ready',
    kernel_name: 'modelarts-scikit-learn',
    duration_s: 20,
    has_thumbnail: false,
    files: [],
    ...more
  };
}

function host(): jest.Mocked<IGalleryHost> {
  return {
    rendermime: {} as jest.Mocked<IGalleryHost>['rendermime'],
    languages: null,
    folder: jest.fn(() => ''),
    open: jest.fn(async (_: string, __: string) => undefined),
    written: jest.fn(async (_: CopyBody) => undefined)
  };
}

function copy(state: string, kernel: string) {
  const engine = { engine_id: 'mxnet', engine_state: state, kernel_name: kernel };
  return { path: 'digits.ipynb', files: [], ...engine };
}

it('speaks the language of the reader as far as the author does', () => {
  expect(wordsOf(example(), 'zh-CN')).toEqual({
    title: '数字',
    description: 'Reads them.',
    category: '入门'
  });
  expect(wordsOf(example(), 'en').title).toBe('Digits');
});

it('finds by every word, category and engine', () => {
  const any = { search: '', category: '', engine: '' };
  const found = (more: object): boolean =>
    isWanted(example(), { ...any, ...more }, 'en');

  expect(found({})).toBe(true);
  expect(found({ search: 'READS digits' })).toBe(true);
  expect(found({ search: 'digits words' })).toBe(false);
  expect(found({ category: 'Other' })).toBe(false);
  expect(found({ engine: 'pytorch' })).toBe(false);
});

it('keeps the order of categories', () => {
  const other = example({ words: { title: '', description: '', category: 'B' } });
  expect([...byCategory([other, example(), other], 'en').keys()]).toEqual([
    'B',
    'Start'
  ]);
});

it('shows a gallery, and says where nothing fits', async () => {
  const server = new FakeServer({
    [GALLERIES]: { body: { total_count: 1, galleries: [OWN] } },
    [EXAMPLES]: {
      body: {
        total_count: 1,
        examples: [example()],
        left_out: 0,
        unreadable: ['bad.ipynb']
      }
    }
  });
  const props = { args: {}, setArgs: jest.fn(), setTitle: jest.fn(), close: jest.fn() };
  renderWith(<GalleryPage {...props} host={host()} />, testContext(server));

  expect(await screen.findByText('Digits')).toBeTruthy();
  expect(screen.getByText(/bad\.ipynb/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Search in examples'), {
    target: { value: 'nothing' }
  });
  expect(await screen.findByText('No example fits')).toBeTruthy();
});

it('opens a copy at once where its engine is there', async () => {
  const own = host();
  await openCopy(testContext(new FakeServer()), own, copy('ready', 'modelarts-mxnet'));

  expect(own.open).toHaveBeenCalledWith('digits.ipynb', 'modelarts-mxnet');
});

it('builds the engine first where it is not there', async () => {
  let state = 'building';
  const engine = (): object => ({
    engine_id: 'mxnet',
    state,
    reason: '',
    kernel_name: state === 'ready' ? 'modelarts-mxnet' : null
  });
  const server = new FakeServer({
    'POST v1/default/engines/mxnet/actions': () => ({ status: 202, body: engine() }),
    'GET v1/default/engines/mxnet': () => ({ body: engine() })
  });
  const context = testContext(server);
  const own = host();
  const done = openCopy(context, own, copy('absent', ''));
  await waitFor(() => expect(server.seen.length).toBe(2));
  expect(own.open).not.toHaveBeenCalled();

  state = 'ready';
  act(() => context.events.send('engines'));
  await done;

  expect(own.open).toHaveBeenCalledWith('digits.ipynb', 'modelarts-mxnet');
});
