import { fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../core/testing';
import JobPage from '../components/JobPage';
import JobsPage from '../components/JobsPage';
import { OPEN_AT_LINE } from '../commandNames';
import { jobBody, versionBody } from './jobs';

const NO_METRICS = { series: [], complete: true, truncated: false };

beforeEach(() => layOut(1_000, 600));

function listServer(items: object[]): FakeServer {
  return new FakeServer({
    'POST v2/default/training-job-searches': {
      body: { items, count: items.length, total: items.length, next_marker: null }
    },
    'GET v2/default/training-jobs/j1/metrics': { body: NO_METRICS }
  });
}

it('lists jobs with why they wait, and opens one', async () => {
  const job = jobBody({
    state: 'queued',
    start_time: 0,
    reason: 'waiting for 2 CPUs, 1 ahead'
  });
  const context = testContext(listServer([job]));
  renderWith(<JobsPage />, context);
  const row = await screen.findByLabelText('digits V0001');
  expect(row.textContent).toContain('waiting for 2 CPUs, 1 ahead');
  fireEvent.click(screen.getByRole('button', { name: 'digits' }));
  expect(context.pages.opened).toEqual([{ name: 'training-job', args: { id: 'j1' } }]);
});

it('says what to do where there is no job', async () => {
  const context = testContext(listServer([]));
  renderWith(<JobsPage />, context);
  expect(await screen.findByText('No training jobs yet')).toBeTruthy();
});

it('filters by state', async () => {
  const server = listServer([]);
  renderWith(<JobsPage />, testContext(server));
  await screen.findByText('No training jobs yet');
  fireEvent.change(screen.getByLabelText('State'), { target: { value: 'failed' } });
  expect(await screen.findByText('No job fits')).toBeTruthy();
  expect(server.seen.at(-1)?.body).toMatchObject({
    filters: [{ key: 'phase', operator: 'in', value: ['Failed', 'Abnormal'] }]
  });
});

function jobServer(job: object, versions: object[] = []): FakeServer {
  const chunk = {
    offset: 0,
    next_offset: 0,
    size: 0,
    text: '',
    dropped: 0,
    ended: true
  };
  return new FakeServer({
    'GET v2/default/training-jobs/j1': { body: job },
    'GET v2/default/training-jobs/j1/versions': {
      body: { name: 'digits', total_count: versions.length, versions }
    },
    'GET v2/default/training-jobs/j1/difference': { body: { changes: [] } },
    'GET v2/default/training-jobs/j1/metrics': { body: NO_METRICS },
    'GET v1/default/workloads/w1/log': { body: chunk }
  });
}

function page(args: { id: string; tab?: string }) {
  return { args, setArgs: jest.fn(), setTitle: jest.fn(), close: jest.fn() };
}

it('puts why a job failed first, and opens the file at the line', async () => {
  const failure = {
    phase: 'code' as const,
    message: "KeyError: 'a' (train.py, line 12)",
    last_line: "KeyError: 'a'",
    traceback: 'Traceback …\nKeyError: <script>alert(1)</script>',
    source: 'digits/train.py',
    line: 12
  };
  const context = testContext(jobServer(jobBody({ state: 'failed', failure })));
  const execute = jest.fn();
  context.commands.addCommand(OPEN_AT_LINE, { describedBy: { args: null }, execute });
  const props = page({ id: 'j1' });
  renderWith(<JobPage {...props} />, context);

  fireEvent.click(
    await screen.findByRole('button', { name: 'Open train.py at line 12' })
  );
  expect(execute).toHaveBeenCalledWith({ path: 'digits/train.py', line: 12 });
  expect(screen.getByText('Failed in the code')).toBeTruthy();
  expect(screen.getByText(/<script>alert/).tagName).toBe('PRE');
  fireEvent.click(screen.getByRole('button', { name: 'Show the end of the log' }));
  expect(props.setArgs).toHaveBeenCalledWith({ tab: 'log' });
});

it('offers to upload again what could not be saved, as long as it is there', async () => {
  const failure = {
    phase: 'outputs' as const,
    message: "The output 'model' could not be saved: No space left on device.",
    last_line: '',
    resumable: true
  };
  const server = jobServer(jobBody({ state: 'failed', failure }));
  server.answers['POST v2/default/training-jobs/j1/actions'] = {
    body: jobBody({ state: 'running', end_time: null })
  };
  renderWith(<JobPage {...page({ id: 'j1' })} />, testContext(server));

  fireEvent.click(await screen.findByRole('button', { name: 'Upload again' }));

  await waitFor(() =>
    expect(server.seen).toContainEqual(
      expect.objectContaining({ body: { action_type: 'resume_outputs' } })
    )
  );
});

it('offers no upload where what a job wrote is gone', async () => {
  const failure = { phase: 'outputs' as const, message: 'gone', last_line: '' };
  const server = jobServer(jobBody({ state: 'failed', failure }));
  renderWith(<JobPage {...page({ id: 'j1' })} />, testContext(server));
  expect(await screen.findByText('gone')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Upload again' })).toBeNull();
});

it('shows what a running job may be asked for, and looks again on its events', async () => {
  const server = jobServer(jobBody({ state: 'running', end_time: null }));
  const context = testContext(server);
  renderWith(<JobPage {...page({ id: 'j1' })} />, context);
  expect(await screen.findByRole('button', { name: 'Stop' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  server.answers['GET v2/default/training-jobs/j1'] = { body: jobBody() };
  context.events.send('training', 'urn:modelarts:training-job:j1');
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Delete' })).toBeTruthy()
  );
});

it('goes to another version in the same tab', async () => {
  const versions = [versionBody('V0002', '6', 0.9), versionBody('V0001', '5', 0.8)];
  const props = page({ id: 'j1', tab: 'versions' });
  renderWith(<JobPage {...props} />, testContext(jobServer(jobBody(), versions)));
  const [first] = await screen.findAllByRole('button', { name: /V0002/ });
  fireEvent.click(first);
  expect(props.setArgs).toHaveBeenCalledWith({ id: 'V0002' });
});
