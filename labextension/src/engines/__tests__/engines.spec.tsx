import { fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../core/testing';
import EnginesPage from '../components/EnginesPage';
import { actionsOf, engineTitle } from '../state';
import type { EngineBody, EngineState } from '../types';

function engine(state: EngineState, reason = ''): EngineBody {
  return {
    engine_id: 'scikit-learn',
    engine_name: 'Scikit_Learn',
    engine_version: '1',
    description: 'Classical machine learning.',
    state,
    reason,
    capabilities: ['run'],
    requirements: ['scikit-learn'],
    packages: [],
    python_version: null,
    size_bytes: null,
    build_workload_id: null,
    built_at: null,
    kernel_name: null
  };
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
    }
  });
  const context = testContext(server);
  renderWith(<EnginesPage />, context);

  fireEvent.click(await screen.findByRole('button', { name: 'Build' }));
  await waitFor(() =>
    expect(server.seen.find(seen => seen.method === 'POST')?.body).toEqual({
      action_type: 'build'
    })
  );

  const failed = engine('failed', 'No such package: scikit-lern.');
  server.answers['GET v1/default/engines'] = {
    body: { total_count: 1, engines: [failed] }
  };
  context.events.send('engines');
  expect(await screen.findByText('No such package: scikit-lern.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Build again' })).toBeTruthy();
});
