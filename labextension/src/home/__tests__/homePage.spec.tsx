import { Notification } from '@jupyterlab/apputils';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';

import {
  FakeServer,
  type IRendered,
  renderWith,
  testContext
} from '../../core/testing';
import HomePage from '../components/HomePage';
import type { HomeBody } from '../types';

const NEW: HomeBody = {
  is_new: true,
  running: [],
  services: [],
  attention: [],
  recent: [],
  starts: [{ kind: 'label' }, { kind: 'train' }],
  sample_data: { state: 'absent' },
  survives_server: true,
  survival_note: ''
};

const USED: HomeBody = {
  ...NEW,
  is_new: false,
  sample_data: { state: 'ready', dataset_id: 'd1' },
  starts: [
    { kind: 'label', dataset_id: 'd1', dataset_name: 'digits' },
    { kind: 'train', dataset_id: 'd1', dataset_name: 'digits', version_id: 'v1' }
  ],
  running: [
    {
      workload_id: 'w1',
      kind: 'training-job',
      name: 'train V0002',
      owner_urn: 'urn:modelarts:training-job:j2',
      state: 'queued',
      reason: 'waiting for 2 CPUs, 1 ahead',
      progress: null,
      create_time: 1,
      start_time: null
    }
  ],
  attention: [
    {
      item: 'urn:modelarts:training-job:j1',
      mark: 7,
      kind: 'failed_job',
      urn: 'urn:modelarts:training-job:j1',
      name: 'train V0001',
      message: 'ZeroDivisionError: division by zero',
      since: 7
    },
    {
      item: 'unlabeled:d1',
      mark: 359,
      kind: 'unlabeled',
      urn: 'urn:modelarts:dataset:d1',
      name: 'digits',
      count: 359,
      since: 8
    }
  ],
  recent: [
    {
      kind: 'dataset',
      id: 'd1',
      urn: 'urn:modelarts:dataset:d1',
      name: 'digits',
      update_time: 9,
      total: 1797,
      unlabeled: 359
    }
  ]
};

function show(
  home: HomeBody,
  fake = new FakeServer(),
  pages: readonly string[] = []
): IRendered {
  fake.answers['GET v1/default/home'] = { body: home };
  const context = testContext(fake);
  for (const page of ['dataset', 'new-dataset', 'new-training-job', ...pages]) {
    context.commands.addCommand(`modelarts:open-${page}`, {
      describedBy: {},
      execute: () => undefined
    });
  }
  return renderWith(<HomePage />, context);
}

describe('HomePage, new', () => {
  it('says what this is, and shows no empty list', async () => {
    show(NEW);
    await screen.findByText('From images to a trained model, in this window');
    expect(screen.queryByText('Running now')).toBeNull();
    expect(screen.queryAllByRole('list')).toHaveLength(0);
    expect(screen.getByRole('button', { name: /Label images/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /Train a model/ })).toBeTruthy();
  });

  it('offers only what this build has', async () => {
    const fake = new FakeServer({ 'GET v1/default/home': { body: NEW } });
    renderWith(<HomePage />, testContext(fake));
    await screen.findByRole('button', { name: 'Get the sample data' });
    expect(screen.queryByRole('button', { name: /Train a model/ })).toBeNull();
  });

  it('leads to the examples', async () => {
    const { context } = show(NEW, new FakeServer(), ['examples']);
    fireEvent.click(await screen.findByRole('button', { name: /Look at examples/ }));
    expect(context.pages.opened).toEqual([{ name: 'examples', args: {} }]);
  });

  it('offers to write a notebook, or to train the one that is open', async () => {
    const { context } = show(NEW);
    await screen.findByRole('button', { name: /Label images/ });
    expect(screen.queryByRole('button', { name: /notebook/ })).toBeNull();
    const submitted = jest.fn();
    let isOpen = false;
    act(() => {
      context.commands.addCommand('notebook:create-new', { execute: () => undefined });
      context.commands.addCommand('modelarts:submit-notebook', {
        isEnabled: () => isOpen,
        execute: submitted
      });
    });
    expect(screen.getByRole('button', { name: /Write a notebook/ })).toBeTruthy();

    isOpen = true;
    act(() => context.commands.notifyCommandChanged('modelarts:submit-notebook'));
    fireEvent.click(screen.getByRole('button', { name: /Train this notebook/ }));

    expect(submitted).toHaveBeenCalled();
  });

  it('makes the sample data at one click and shows how far it is', async () => {
    const running = {
      state: 'running',
      progress: { phase: 'import', done: 500, total: 1000 }
    };
    const fake = new FakeServer({ 'POST v1/default/sample-data': { body: running } });
    show(NEW, fake);
    const button = await screen.findByRole('button', { name: 'Get the sample data' });
    fake.answers['GET v1/default/home'] = { body: { ...NEW, sample_data: running } };
    fireEvent.click(button);
    const bar = await screen.findByRole('progressbar', {
      name: 'Importing the images'
    });
    expect(bar.getAttribute('aria-valuenow')).toBe('50');
    expect(fake.seen.filter(seen => seen.method === 'POST')).toHaveLength(1);
  });

  it('says where the sample data is, and shows it in the file browser at once', async () => {
    const refreshed = jest.fn();
    const said = jest.spyOn(Notification, 'success');
    const running = { ...USED, sample_data: { state: 'running' } } as HomeBody;
    const fake = new FakeServer();
    const { context } = show(running, fake);
    context.commands.addCommand('filebrowser:refresh', { execute: refreshed });
    await screen.findByRole('progressbar');
    expect(said).not.toHaveBeenCalled();

    fake.answers['GET v1/default/home'] = { body: USED };
    act(() => context.events.send('home'));

    await waitFor(() => expect(refreshed).toHaveBeenCalledTimes(1));
    expect(said.mock.calls[0][0]).toContain('in the folder digits');
  });

  it('says why the sample data failed, and lets one try again', async () => {
    const message = 'The disk is full: nothing was saved.';
    show({ ...NEW, sample_data: { state: 'failed', message } });
    expect((await screen.findByRole('alert')).textContent).toContain(message);
    expect(screen.getByRole('button', { name: 'Get the sample data' })).toBeTruthy();
  });
});

describe('HomePage, used', () => {
  it('says why something waits', async () => {
    show(USED);
    const running = await screen.findByRole('region', { name: 'Running now' });
    expect(within(running).getByText('waiting for 2 CPUs, 1 ahead')).toBeTruthy();
    expect(within(running).getByText('Queued')).toBeTruthy();
  });

  it('shows the last line of a traceback, and opens the job', async () => {
    const { context } = show(USED);
    await screen.findByText('ZeroDivisionError: division by zero');
    fireEvent.click(screen.getByRole('button', { name: 'train V0001' }));
    expect(context.pages.opened).toEqual([
      { name: 'training-job', args: { id: 'j1' } }
    ]);
  });

  it('goes on labeling where images are left', async () => {
    const { context } = show(USED);
    fireEvent.click(await screen.findByRole('button', { name: /Label images/ }));
    expect(context.pages.opened).toEqual([{ name: 'dataset', args: { id: 'd1' } }]);
    expect(screen.getByText('359 images have no label')).toBeTruthy();
    expect(screen.getByText('1,438 of 1,797 images labeled')).toBeTruthy();
  });

  it('forgets an item that was seen', async () => {
    const fake = new FakeServer({
      'POST v1/default/home/dismissals': { body: { item: 'unlabeled:d1', mark: 359 } }
    });
    show(USED, fake);
    const seen = await screen.findByRole('button', {
      name: /Seen: do not show digits/
    });
    fake.answers['GET v1/default/home'] = { body: { ...USED, attention: [] } };
    fireEvent.click(seen);
    await waitFor(() => expect(screen.queryByText('Needs attention')).toBeNull());
    const sent = fake.seen.find(one => one.method === 'POST');
    expect(sent?.body).toEqual({ item: 'unlabeled:d1', mark: 359 });
  });

  it('says so where jobs end with the server', async () => {
    const survival_note = 'What runs ends with this Jupyter server.';
    show({ ...USED, survives_server: false, survival_note });
    expect((await screen.findByRole('note')).textContent).toContain(survival_note);
  });

  it('looks again when a job changes, and says so when all is quiet', async () => {
    const fake = new FakeServer();
    const { context } = show(USED, fake);
    await screen.findByText('Running now');
    fake.answers['GET v1/default/home'] = {
      body: { ...USED, running: [], attention: [] }
    };
    act(() => context.events.send('training'));
    await screen.findByText('Nothing is running, and nothing needs your attention.');
  });
});
