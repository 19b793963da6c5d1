import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../../core/testing';
import type { SampleBody, SampleUpdate } from '../../types';
import { Labeling } from '../LabelingArea';
import { sampleBody, savedAnswer, statsAnswer } from './samples';

const ROOT = 'v2/default/datasets/d1/data-annotations';

beforeEach(() => {
  layOut(1_000, 600);
  window.localStorage.clear();
});

interface IBody {
  samples: SampleUpdate[];
}

function serverWith(samples: SampleBody[], total = 3): FakeServer {
  const stats = statsAnswer({ cat: 2, dog: 0 }, total);
  return new FakeServer({
    [`GET ${ROOT}/samples`]: {
      body: { samples, sample_count: samples.length, next_marker: null }
    },
    [`GET ${ROOT}/stats`]: { body: stats },
    [`PUT ${ROOT}/samples`]: seen => {
      const { samples: updates } = seen.body as IBody;
      return { body: { ...savedAnswer(updates), stats } };
    },
    [`POST ${ROOT}/labels`]: { body: { success: true, results: [{ success: true }] } }
  });
}

function puts(server: FakeServer): SampleUpdate[][] {
  const saves = server.seen.filter(seen => seen.method === 'PUT');
  return saves.map(seen => (seen.body as IBody).samples);
}

async function show(server: FakeServer): Promise<HTMLElement> {
  renderWith(<Labeling datasetId="d1" view="unlabeled" />, testContext(server));
  const grid = await screen.findByRole('listbox', { name: 'Images' });
  await screen.findByRole('button', { name: /cat/, pressed: false });
  return grid;
}

function press(id: string, keys: MouseEventInit = {}): void {
  const tile = screen.getByRole('option', { name: new RegExp(`^${id}.png`) });
  // jsdom has no pointer events: what they inherit from is enough.
  for (const type of ['pointerdown', 'pointerup']) {
    fireEvent(tile, new MouseEvent(type, { bubbles: true, button: 0, ...keys }));
  }
}

it('labels the chosen images by a key, and takes the label back', async () => {
  const server = serverWith(['a', 'b', 'c'].map(id => sampleBody(id)));
  const grid = await show(server);
  press('a');
  press('b', { shiftKey: true });
  fireEvent.keyDown(grid, { key: '1' });
  expect(screen.getByRole('option', { name: 'a.png: cat' })).toBeTruthy();
  await waitFor(() => expect(puts(server)).toHaveLength(1));
  expect(puts(server)[0].map(update => update.sample_id)).toEqual(['a', 'b']);
  expect(
    server.seen.find(seen => seen.method === 'PUT')?.headers.get('Idempotency-Key')
  ).toBeTruthy();
  await screen.findAllByRole('img', { name: 'Saved' });
  fireEvent.keyDown(grid, { key: 'z', ctrlKey: true });
  await waitFor(() => expect(puts(server)).toHaveLength(2));
  expect(puts(server)[1][0]).toMatchObject({ sample_id: 'a', labels: [], revision: 2 });
});

it('moves with the arrows and chooses with space', async () => {
  const server = serverWith(['a', 'b', 'c'].map(id => sampleBody(id)));
  const grid = await show(server);
  ['ArrowRight', ' ', 'ArrowRight', 'ArrowRight', ' '].forEach(key =>
    fireEvent.keyDown(grid, { key })
  );
  const chosen = screen.getAllByRole('option', { selected: true });
  expect(chosen.map(tile => tile.getAttribute('data-sample'))).toEqual(['a', 'c']);
  fireEvent.keyDown(grid, { key: 'Escape' });
  expect(screen.queryAllByRole('option', { selected: true })).toEqual([]);
});

it('shows a label that some have, and gives it to all', async () => {
  const server = serverWith([sampleBody('a', ['cat']), sampleBody('b', ['dog'])]);
  renderWith(<Labeling datasetId="d1" view="labeled" />, testContext(server));
  await screen.findByRole('option', { name: 'a.png: cat' });
  const cat = await screen.findByRole('button', { name: /Give cat|^1/ });
  fireEvent.click(screen.getByRole('button', { name: 'Select page' }));
  expect(cat.getAttribute('aria-pressed')).toBe('mixed');
  fireEvent.click(cat);
  expect(cat.getAttribute('aria-pressed')).toBe('true');
  await waitFor(() => expect(puts(server)).toHaveLength(1));
  expect(puts(server)[0].map(update => update.sample_id)).toEqual(['b']);
});

it('adds a label that is typed and gives it', async () => {
  const server = serverWith([sampleBody('a')]);
  const grid = await show(server);
  press('a');
  fireEvent.keyDown(grid, { key: 'f' });
  const input = screen.getByRole('searchbox');
  expect(document.activeElement).toBe(input);
  fireEvent.change(input, { target: { value: 'fox' } });
  fireEvent.keyDown(input, { key: 'Enter' });
  await waitFor(() => expect(puts(server)).toHaveLength(1));
  expect(puts(server)[0][0].labels).toEqual([{ name: 'fox' }]);
  expect(server.seen.find(seen => seen.method === 'POST')?.body).toEqual({
    labels: [{ name: 'fox' }]
  });
});

it('renames a label on all images, and gives it its old name back', async () => {
  const server = serverWith([sampleBody('a')]);
  server.answers[`PUT ${ROOT}/labels/cat`] = {};
  server.answers[`PUT ${ROOT}/labels/tiger`] = {};
  await show(server);
  fireEvent.click(screen.getByRole('button', { name: 'Change or delete cat' }));
  const menu = document.querySelector('.lm-Menu') as HTMLElement;
  fireEvent.keyDown(menu, { keyCode: 40 });
  fireEvent.keyDown(menu, { keyCode: 13 });
  fireEvent.change(await screen.findByLabelText('Name'), {
    target: { value: 'tiger' }
  });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));

  const text = await screen.findByText('cat is now tiger, on all of its images.');
  fireEvent.click(within(text.parentElement ?? text).getByText('Undo'));

  const renames = (): unknown[] =>
    server.seen.filter(({ path }) => path.includes('/labels/')).map(({ body }) => body);
  await waitFor(() =>
    expect(renames()).toMatchObject([
      { '@modelarts:rename_to': 'tiger' },
      { '@modelarts:rename_to': 'cat' }
    ])
  );
});

it('keeps what could not be saved on its tile, and says so above', async () => {
  const server = serverWith([sampleBody('a')]);
  server.answers[`PUT ${ROOT}/samples`] = {
    status: 400,
    body: { error_code: 'ModelArts.0400', error_msg: 'This cannot be a label.' }
  };
  const grid = await show(server);
  press('a');
  fireEvent.keyDown(grid, { key: '1' });
  expect(await screen.findByText('1 image unsaved')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Not saved' }).title).toContain(
    'This cannot be a label.'
  );
  expect(screen.getByRole('option', { name: 'a.png: cat' })).toBeTruthy();
});

it('shows what somebody else saved, and lets the user choose', async () => {
  const server = serverWith([sampleBody('a')]);
  const theirs = sampleBody('a', ['dog'], 4);
  const stats = statsAnswer({ cat: 2, dog: 1 });
  server.answers[`PUT ${ROOT}/samples`] = {
    status: 409,
    body: {
      success: false,
      stats,
      results: [{ sample_id: 'a', success: false, sample: theirs }]
    }
  };
  const grid = await show(server);
  press('a');
  fireEvent.keyDown(grid, { key: '1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Theirs: dog' }));
  expect(screen.getByRole('option', { name: 'a.png: dog' })).toBeTruthy();
});

it('looks again on a change, and keeps what is chosen', async () => {
  const server = serverWith(['a', 'b'].map(id => sampleBody(id)));
  const context = testContext(server);
  renderWith(<Labeling datasetId="d1" view="unlabeled" />, context);
  await screen.findByRole('option', { name: 'b.png' });
  press('b');
  const samples = ['b', 'c'].map(id => sampleBody(id));
  server.answers[`GET ${ROOT}/samples`] = {
    body: { samples, sample_count: 2, next_marker: null }
  };
  act(() => context.events.send('datasets'));
  await screen.findByRole('option', { name: 'c.png' });
  expect(screen.queryByRole('option', { name: 'a.png' })).toBeNull();
  expect(screen.getByRole('option', { name: 'b.png', selected: true })).toBeTruthy();
});

it('shows an image large, goes on, and closes', async () => {
  const grid = await show(serverWith(['a', 'b'].map(id => sampleBody(id))));
  press('a');
  fireEvent.keyDown(grid, { key: 'Enter' });
  fireEvent.keyDown(screen.getByRole('dialog', { name: 'a.png' }), {
    key: 'ArrowRight'
  });
  const next = screen.getByRole('dialog', { name: 'b.png' });
  fireEvent.keyDown(next, { key: 'Escape' });
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says what to do where nothing is left, and where nothing is at all', async () => {
  const { unmount } = renderWith(
    <Labeling datasetId="d1" view="unlabeled" />,
    testContext(serverWith([]))
  );
  expect(await screen.findByText('Everything is labeled')).toBeTruthy();
  unmount();
  renderWith(
    <Labeling datasetId="d1" view="unlabeled" />,
    testContext(serverWith([], 0))
  );
  expect(await screen.findByText('This dataset has no images')).toBeTruthy();
});
