import { fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../core/testing';
import { jobBody } from '../../training/__tests__/jobs';
import ImportPage from '../components/ImportPage';
import ModelPage from '../components/ModelPage';
import ModelsPage from '../components/ModelsPage';
import type { ImportArgs } from '../draft';
import type { ModelPreviewBody } from '../types';
import { detailBody, modelBody, previewBody } from './bodies';

beforeEach(() => layOut(1_000, 600));

function listServer(models: object[]): FakeServer {
  const body = {
    models,
    count: models.length,
    total_count: models.length,
    next_marker: null
  };
  return new FakeServer({ 'GET v1/default/models': { body } });
}

it('lists the newest version of each name and opens one', async () => {
  const server = listServer([modelBody()]);
  const context = testContext(server);
  renderWith(<ModelsPage />, context);
  const row = await screen.findByLabelText('digits 0.0.2');
  expect(row.textContent).toContain('and 1 more');
  expect(server.seen[0].path).toContain('latest_only=true');
  fireEvent.click(screen.getByRole('button', { name: 'digits' }));
  fireEvent.click(screen.getByRole('button', { name: 'digits-train V0001' }));
  expect(context.pages.opened).toEqual([
    { name: 'model', args: { id: 'm1' } },
    { name: 'training-job', args: { id: 'j1' } }
  ]);
});

it('tells a newcomer how a package looks, and offers both ways', async () => {
  const context = testContext(listServer([]));
  renderWith(<ModelsPage />, context);
  expect(await screen.findByText('How a package looks')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Import from a folder' }));
  expect(context.pages.opened).toEqual([
    { name: 'import-model', args: { kind: 'folder' } }
  ]);
});

it('lists the trash with every version', async () => {
  const server = listServer([]);
  renderWith(<ModelsPage />, testContext(server));
  await screen.findByText('No models yet');
  fireEvent.change(screen.getByLabelText('State'), { target: { value: 'trash' } });
  expect(await screen.findByText('The trash is empty')).toBeTruthy();
  expect(server.seen.at(-1)?.path).toContain('deleted=true&latest_only=false');
});

function modelServer(model: object): FakeServer {
  const versions = [modelBody(), modelBody({ model_id: 'm0', model_version: '0.0.1' })];
  const text = {
    name: 'config.json',
    size: 600,
    text: '{"a": "<i>"}',
    truncated: false
  };
  const binary = { name: 'model.pkl', size: 600, text: null, truncated: false };
  return new FakeServer({
    'GET v1/default/models/m1': { body: model },
    'GET v1/default/models/m1/versions': {
      body: { model_name: 'digits', total_count: 2, models: versions }
    },
    'GET v1/default/models/m1/files/text?name=config.json': { body: text },
    'GET v1/default/models/m1/files/text?name=model.pkl': { body: binary }
  });
}

function page<A>(args: A) {
  return { args, setArgs: jest.fn(), setTitle: jest.fn(), close: jest.fn() };
}

it('says how good a model is and where it came from', async () => {
  const context = testContext(modelServer(detailBody({ unmet: ['h5py is missing.'] })));
  renderWith(<ModelPage {...page({ id: 'm1' })} />, context);
  expect(await screen.findByText('0.975')).toBeTruthy();
  expect(screen.getByText('h5py is missing.')).toBeTruthy();
  expect(screen.getByText('1.26 or later')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'digits V001' }));
  expect(context.pages.opened).toEqual([
    { name: 'dataset', args: { id: 'd1', tab: 'versions' } }
  ]);
});

it('draws parameters, and markup in them stays text', async () => {
  const context = testContext(modelServer(detailBody()));
  renderWith(<ModelPage {...page({ id: 'm1', tab: 'parameters' })} />, context);
  const table = await screen.findByRole('table', { name: 'In' });
  expect(table.textContent).toContain('imagesrequired');
  expect(table.textContent).toContain('<b>an image</b>');
  expect(screen.getByRole('table', { name: 'Out' }).textContent).toContain('number[]');
});

it('shows text of files as text, and says of others that they are none', async () => {
  const context = testContext(modelServer(detailBody()));
  renderWith(<ModelPage {...page({ id: 'm1', tab: 'files' })} />, context);
  expect((await screen.findByText('{"a": "<i>"}')).tagName).toBe('PRE');
  fireEvent.click(screen.getByRole('button', { name: 'model.pkl' }));
  expect(await screen.findByText(/model.pkl is no text/)).toBeTruthy();
  const link = screen.getByRole('link', { name: 'Download model.pkl' });
  expect(link.getAttribute('href')).toContain('objects/content?uri=obs');
});

it('shows how far an import is, and looks again on its events', async () => {
  const importing = detailBody({
    model_status: 'publishing',
    progress: { done: 300, total: 1_200 },
    files: []
  });
  const server = modelServer(importing);
  const context = testContext(server);
  renderWith(<ModelPage {...page({ id: 'm1' })} />, context);
  expect(await screen.findByRole('progressbar')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  server.answers['GET v1/default/models/m1'] = {
    body: detailBody({ model_status: 'failed', reason: 'The disk is full.' })
  };
  context.events.send('models', 'urn:modelarts:model:m1');
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Delete' })).toBeTruthy();
});

it('begins a new version with the newest run of the same job', async () => {
  const server = modelServer(detailBody());
  server.answers['POST v2/default/training-job-searches'] = {
    body: { items: [jobBody({}, { id: 'j2' })] }
  };
  const context = testContext(server);
  renderWith(<ModelPage {...page({ id: 'm1' })} />, context);
  fireEvent.click(await screen.findByRole('button', { name: 'New version…' }));
  await waitFor(() =>
    expect(context.pages.opened).toEqual([
      { name: 'import-model', args: { name: 'digits', job: 'j2' } }
    ])
  );
});

it('goes to another version in the same tab', async () => {
  const props = page({ id: 'm1' });
  renderWith(<ModelPage {...props} />, testContext(modelServer(detailBody())));
  fireEvent.click(await screen.findByRole('button', { name: /0\.0\.1/ }));
  expect(props.setArgs).toHaveBeenCalledWith({ id: 'm0' });
});

function importServer(preview: ModelPreviewBody): FakeServer {
  const server = listServer([modelBody()]);
  server.answers['POST v2/default/training-job-searches'] = {
    body: { items: [jobBody({}, { name: 'digits-train' })], next_marker: null }
  };
  server.answers['POST v1/default/model-previews'] = { body: preview };
  server.answers['POST v1/default/models'] = { status: 201, body: { model_id: 'm3' } };
  return server;
}

it('proposes name and version, shows what comes, and imports', async () => {
  const server = importServer(previewBody());
  const context = testContext(server);
  const props = page<ImportArgs>({ job: 'j1' });
  renderWith(<ImportPage {...props} />, context);
  expect(await screen.findByText('What will be imported: digits 0.0.3')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('digits');
  expect(screen.getByLabelText<HTMLInputElement>('Version').placeholder).toBe('0.0.3');

  fireEvent.click(screen.getByRole('button', { name: 'Import' }));
  await waitFor(() =>
    expect(context.pages.opened).toEqual([{ name: 'model', args: { id: 'm3' } }])
  );
  expect(server.seen.at(-1)?.body).toEqual({
    model_name: 'digits',
    source_job_id: 'j1'
  });
  expect(server.seen.at(-1)?.headers.get('Idempotency-Key')).toBeTruthy();
});

it('names what is wrong by file and field, and imports nothing', async () => {
  const preview = previewBody({
    problems: [
      { field: 'apis.0.url', message: 'It is missing: add it.', file: 'config.json' },
      { field: 'source_location', message: 'There is nothing.', file: '' }
    ]
  });
  const server = importServer(preview);
  const context = testContext(server);
  const props = page<ImportArgs>({ location: 'obs://b/c/' });
  renderWith(<ImportPage {...props} />, context);
  expect(await screen.findByText('config.json apis.0.url')).toBeTruthy();
  expect(screen.getByText('There is nothing.')).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: 'Import' }));
  expect(await screen.findByText(/2 things are wrong/)).toBeTruthy();
  expect(server.seen.some(one => one.path === 'v1/default/models' && one.body)).toBe(
    false
  );
});

it('explains a package while no source is chosen', async () => {
  renderWith(
    <ImportPage {...page<ImportArgs>({})} />,
    testContext(importServer(previewBody()))
  );
  expect(await screen.findByText('How a package looks')).toBeTruthy();
  expect(screen.queryByText(/What will be imported/)).toBeNull();
});
