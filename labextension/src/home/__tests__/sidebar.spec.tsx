import { act, fireEvent, screen } from '@testing-library/react';

import {
  FakeServer,
  type IRendered,
  renderWith,
  testContext
} from '../../core/testing';
import { Sidebar } from '../components/Sidebar';
import { KeptSet } from '../kept';
import { menuOf } from '../menus';

const DATASET = {
  dataset_id: 'd1',
  dataset_name: 'digits',
  total_sample_count: 1797,
  annotated_sample_count: 1438
};
const JOB = {
  metadata: { id: 'j1', name: 'train', version: 'V0002', create_time: 1 },
  status: { state: 'failed', reason: 'exit code 1' }
};
const MODEL = {
  model_id: 'm1',
  model_name: 'net',
  model_version: '0.0.1',
  model_status: 'publishing',
  create_at: 1,
  reason: ''
};
const SERVICE = {
  service_id: 's1',
  service_name: 'net',
  status: 'running',
  reason: '',
  config: [{ model_version: '0.0.1' }],
  publish_at: 1
};
const ENGINE = { engine_id: 'scikit-learn', state: 'building', reason: '' };

function server(datasets: object[] = [DATASET]): FakeServer {
  return new FakeServer({
    'GET v2/default/datasets': { body: { total_number: 31, datasets } },
    'POST v2/default/training-job-searches': { body: { count: 1, items: [JOB] } },
    'GET v1/default/models': { body: { count: 1, models: [MODEL] } },
    'GET v1/default/services': { body: { total_count: 1, services: [SERVICE] } },
    'GET v1/default/engines': { body: { total_count: 1, engines: [ENGINE] } }
  });
}

async function shown(fake = server()): Promise<IRendered> {
  const rendered = renderWith(
    <Sidebar kept={new KeptSet(null, 'closed')} />,
    testContext(fake)
  );
  await screen.findByRole('treeitem', { name: /digits/ });
  return rendered;
}

describe('Sidebar', () => {
  it('shows datasets, jobs, models, services and engines in one tree, with counts and states', async () => {
    await shown();
    const names = screen.getAllByRole('treeitem').map(item => item.textContent);
    expect(names).toEqual([
      'Datasets31',
      'digits1,438 / 1,797',
      'All 31…',
      'Training jobs1',
      'trainFailedV0002',
      'Models1',
      'netImporting0.0.1',
      'Services1',
      'netRunning0.0.1',
      'Engines1',
      'scikit-learnBuilding'
    ]);
  });

  it('opens what is clicked, and is one tab stop', async () => {
    const { context } = await shown();
    fireEvent.click(screen.getByRole('treeitem', { name: /digits/ }));
    expect(context.pages.opened).toEqual([{ name: 'dataset', args: { id: 'd1' } }]);
    const stops = screen.getAllByRole('treeitem').filter(item => item.tabIndex === 0);
    expect(stops).toHaveLength(1);
  });

  it('is used by keyboard: down to the dataset, Enter opens it', async () => {
    const { context } = await shown();
    const first = screen.getAllByRole('treeitem')[0];
    act(() => first.focus());
    fireEvent.keyDown(first, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toContain('digits');
    fireEvent.keyDown(document.activeElement ?? first, { key: 'Enter' });
    expect(context.pages.opened).toHaveLength(1);
  });

  it('closes a branch with the left arrow', async () => {
    await shown();
    const first = screen.getAllByRole('treeitem')[0];
    act(() => first.focus());
    fireEvent.keyDown(first, { key: 'ArrowLeft' });
    expect(screen.queryByRole('treeitem', { name: /digits/ })).toBeNull();
    expect(first.getAttribute('aria-expanded')).toBe('false');
  });

  it('shows a menu of the commands that there are', async () => {
    const { context } = await shown();
    const execute = jest.fn();
    context.commands.addCommand('modelarts:open-dataset', {
      label: 'Open Dataset',
      describedBy: { args: { type: 'object', properties: {} } },
      execute
    });
    fireEvent.contextMenu(screen.getByRole('treeitem', { name: /digits/ }));
    await screen.findByText('Open Dataset');
    const menu = menuOf(context, 'dataset', { id: 'd1' });
    const entry = menu.items.find(item => item.command === 'modelarts:open-dataset');
    await context.commands.execute(entry?.command ?? '', entry?.args);
    expect(execute).toHaveBeenCalledWith({ id: 'd1' });
  });

  it('looks again when a dataset changes', async () => {
    const fake = server();
    const { context } = await shown(fake);
    const renamed = { ...DATASET, dataset_name: 'numbers' };
    fake.answers['GET v2/default/datasets'] = {
      body: { total_number: 1, datasets: [renamed] }
    };
    act(() => context.events.send('datasets'));
    await screen.findByRole('treeitem', { name: /numbers/ });
  });
});
