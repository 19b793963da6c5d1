import { fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../core/testing';
import EngineFormPage from '../components/EngineFormPage';
import EnginesPage from '../components/EnginesPage';
import { Libraries } from '../components/Libraries';
import { actionsOf, engineTitle } from '../state';
import type { Download, EngineBody, EngineState } from '../types';

function engine(state: EngineState, reason = ''): EngineBody {
  return {
    engine_id: 'scikit-learn',
    engine_name: 'Scikit_Learn',
    engine_version: '1',
    description: 'Classical machine learning.',
    state,
    reason,
    note: '',
    capabilities: ['run'],
    requirements: ['scikit-learn'],
    packages: [],
    python_version: null,
    size_bytes: null,
    build_workload_id: null,
    built_at: null,
    kernel_name: null,
    own: false,
    interpreter: '',
    pythons: ['3.11'],
    libraries: [],
    change: null
  };
}

const DOWNLOAD = 'v1/default/engines/scikit-learn/download';
const ACTIONS = 'POST v1/default/engines/scikit-learn/actions';

function measured(download: Partial<Download>): { body: unknown } {
  const largest = { torch: 200 * 2 ** 20 };
  return {
    body: { measuring: false, download: { requirements: [], largest, ...download } }
  };
}

function posted(server: FakeServer): unknown[] {
  return server.seen.filter(seen => seen.method === 'POST').map(seen => seen.body);
}

it('knows what can be asked of an engine', () => {
  expect(engineTitle(engine('ready'))).toBe('Scikit_Learn 1');
  expect(actionsOf(engine('absent'))).toEqual(['build']);
  expect(actionsOf(engine('building'))).toEqual(['stop']);
  expect(actionsOf(engine('failed'))).toEqual(['build', 'delete']);
  expect(actionsOf(engine('ready'))).toEqual(['rebuild', 'delete']);
});

it('builds an engine, and shows why a build failed', async () => {
  const server = new FakeServer({
    'GET v1/default/engines': { body: { total_count: 1, engines: [engine('absent')] } },
    'POST v1/default/engines/scikit-learn/actions': {
      status: 202,
      body: engine('building')
    },
    [`GET ${DOWNLOAD}?requirement=`]: measured({ packages: 41, size_bytes: 2 ** 29 })
  });
  const context = testContext(server);
  renderWith(<EnginesPage />, context);

  fireEvent.click(await screen.findByRole('button', { name: 'Build' }));
  expect(await screen.findByText(/41 packages, 51\d MB to download/)).toBeTruthy();
  fireEvent.click(screen.getByText('Build', { selector: '.jp-Dialog-buttonLabel' }));
  await waitFor(() =>
    expect(posted(server)).toEqual([
      { action_type: 'measure' },
      { action_type: 'build' }
    ])
  );

  const failed = engine('failed', 'No such package: scikit-lern.');
  server.answers['GET v1/default/engines'] = {
    body: { total_count: 1, engines: [failed] }
  };
  context.events.send('engines');
  expect(await screen.findByText('No such package: scikit-lern.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Build again' })).toBeTruthy();
});

it('shows the size of a library before it installs it', async () => {
  const server = new FakeServer({
    [ACTIONS]: { status: 202, body: engine('ready') },
    [`GET ${DOWNLOAD}?requirement=shapely%3E%3D2`]: measured({
      packages: 1,
      size_bytes: 3 * 2 ** 20,
      largest: { shapely: 3 * 2 ** 20 }
    })
  });
  renderWith(
    <Libraries engine={engine('ready')} onChange={() => undefined} />,
    testContext(server)
  );

  fireEvent.change(screen.getByLabelText('Packages'), {
    target: { value: ' shapely>=2 \n' }
  });
  fireEvent.click(screen.getByRole('button', { name: 'See the size' }));
  expect(await screen.findByText(/1 packages, 3 MB to download/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Install' }));

  await waitFor(() =>
    expect(posted(server)[1]).toEqual({
      action_type: 'install',
      requirements: ['shapely>=2']
    })
  );
});

it('creates an engine on top of a Python', async () => {
  const server = new FakeServer({
    'POST v1/default/engines': { status: 201, body: engine('absent') }
  });
  const close = jest.fn();
  const page = { args: {}, setArgs: jest.fn(), setTitle: jest.fn(), close };
  renderWith(<EngineFormPage {...page} />, testContext(server));

  fireEvent.change(await screen.findByLabelText(/^Name/), {
    target: { value: 'mine' }
  });
  fireEvent.click(screen.getByLabelText('On top of a Python that you have'));
  fireEvent.change(screen.getByLabelText(/^Path of the Python/), {
    target: { value: '/opt/conda/bin/python' }
  });
  fireEvent.click(screen.getByRole('button', { name: 'Create' }));

  await waitFor(() => expect(close).toHaveBeenCalled());
  expect(posted(server)[0]).toMatchObject({
    engine_id: 'mine',
    interpreter: '/opt/conda/bin/python'
  });
});
