import { fireEvent, screen, waitFor, within } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../core/testing';
import type { IPageProps } from '../../core/tokens';
import DatasetPage, { type DatasetArgs } from '../components/DatasetPage';
import DatasetsPage from '../components/DatasetsPage';
import NewDatasetPage from '../components/NewDatasetPage';
import { GET_SAMPLE_DATA } from '../commandNames';
import { datasetBody, taskBody, versionBody } from './bodies';

const ROOT = 'v2/default/datasets';

beforeEach(() => layOut(1_000, 600));

function listServer(datasets: object[]): FakeServer {
  return new FakeServer({
    [`GET ${ROOT}`]: { body: { datasets, total_number: datasets.length } }
  });
}

function props<A extends { [name: string]: string | undefined }>(args: A) {
  return { args, setArgs: jest.fn(), setTitle: jest.fn(), close: jest.fn() };
}

describe('the list', () => {
  it('shows names, counts and versions, and opens a dataset', async () => {
    const context = testContext(listServer([datasetBody()]));
    renderWith(<DatasetsPage />, context);
    const row = await screen.findByLabelText('digits');
    expect(row.textContent).toContain('1,438 of 1,797 images labeled');
    expect(row.textContent).toContain('V001');
    fireEvent.click(within(row).getByRole('button', { name: 'digits' }));
    fireEvent.click(within(row).getByRole('button', { name: 'Publish…' }));
    expect(context.pages.opened).toEqual([
      { name: 'dataset', args: { id: 'd1' } },
      { name: 'dataset', args: { id: 'd1', tab: 'versions', panel: 'publish' } }
    ]);
  });

  it('says what to do where it is empty', async () => {
    const context = testContext(listServer([]));
    const execute = jest.fn();
    context.commands.addCommand(GET_SAMPLE_DATA, {
      describedBy: { args: null },
      execute
    });
    renderWith(<DatasetsPage />, context);
    fireEvent.click(await screen.findByRole('button', { name: 'Create a dataset' }));
    expect(context.pages.opened).toEqual([{ name: 'new-dataset', args: {} }]);
    fireEvent.click(screen.getByRole('button', { name: 'Get sample data' }));
    expect(execute).toHaveBeenCalled();
  });

  it('shows the trash, from which a dataset is restored', async () => {
    const server = listServer([datasetBody({ delete_time: 1_760_000_000_000 })]);
    server.answers[`POST ${ROOT}/d1/restore`] = { body: { dataset_id: 'd1' } };
    renderWith(<DatasetsPage />, testContext(server));
    fireEvent.click(screen.getByLabelText('In the trash'));
    fireEvent.click(await screen.findByRole('button', { name: 'Restore' }));
    await waitFor(() =>
      expect(server.seen.some(seen => seen.path.endsWith('/restore'))).toBe(true)
    );
    expect(server.seen.some(seen => seen.path.includes('deleted=true'))).toBe(true);
  });
});

describe('the form', () => {
  function formServer(answer: object = { status: 201, body: { dataset_id: 'new' } }) {
    return new FakeServer({
      [`POST ${ROOT}`]: answer,
      'GET v1/default/objects': {
        body: {
          folders: ['obs://modelarts/pets/'],
          objects: [],
          next_marker: null
        }
      }
    });
  }

  it('creates what it says, and shows it', async () => {
    const server = formServer();
    const context = testContext(server);
    const page = props({});
    renderWith(<NewDatasetPage {...page} />, context);
    fireEvent.change(screen.getByLabelText(/^Name \*/), { target: { value: 'pets' } });
    fireEvent.change(screen.getByLabelText('Name of the label'), {
      target: { value: 'cat,dog' }
    });
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(page.close).toHaveBeenCalled());
    expect(context.pages.opened).toEqual([{ name: 'dataset', args: { id: 'new' } }]);
    expect(server.seen[0].body).toMatchObject({
      dataset_name: 'pets',
      data_sources: [{ data_path: 'obs://modelarts/datasets/pets/images/' }],
      work_path: 'obs://modelarts/datasets/pets/versions/',
      labels: [
        { name: 'cat', property: { '@modelarts:color': '#3399ff' } },
        { name: 'dog', property: { '@modelarts:color': '#e69138' } }
      ]
    });
  });

  it('sends nothing while something is wrong, and says under which field', () => {
    const server = formServer();
    renderWith(<NewDatasetPage {...props({})} />, testContext(server));
    const name = screen.getByLabelText(/^Name \*/);
    fireEvent.change(name, { target: { value: '' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    expect(name.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(`${name.id}-error`)?.textContent).toBe(
      'Give the dataset a name.'
    );
    expect(server.seen).toEqual([]);
  });

  it('puts a name that is taken under the name', async () => {
    const error_msg = 'There is a dataset "pets" already: choose another name.';
    const server = formServer({
      status: 409,
      body: { error_code: 'ModelArts.0409', error_msg }
    });
    renderWith(<NewDatasetPage {...props({})} />, testContext(server));
    fireEvent.click(screen.getByRole('button', { name: 'Create' }));
    const name = screen.getByLabelText(/^Name \*/);
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(error_msg)).toBeTruthy();
  });

  it('takes a place from the list of folders', async () => {
    renderWith(<NewDatasetPage {...props({})} />, testContext(formServer()));
    fireEvent.click(screen.getByRole('button', { name: 'Choose: Input location' }));
    fireEvent.click(await screen.findByRole('button', { name: 'pets' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Use this folder' }));
    expect(screen.getByLabelText<HTMLInputElement>(/^Input location/).value).toBe(
      'obs://modelarts/pets/'
    );
  });

  it('colours a label by the palette and by a code', () => {
    renderWith(<NewDatasetPage {...props({})} />, testContext(formServer()));
    const swatch = screen.getByRole('button', { name: 'Colour of the label' });
    fireEvent.click(swatch);
    fireEvent.change(screen.getByLabelText('Hexadecimal colour'), {
      target: { value: 'AB12cd' }
    });
    expect(swatch.title).toContain('#ab12cd');
    fireEvent.click(screen.getByRole('button', { name: '#8e7cc3' }));
    expect(swatch.title).toContain('#8e7cc3');
  });
});

describe('the page', () => {
  function pageServer(values: object = {}): FakeServer {
    return new FakeServer({
      [`GET ${ROOT}/d1`]: { body: datasetBody(values) },
      [`GET ${ROOT}/d1/versions`]: {
        body: {
          total_number: 2,
          versions: [
            versionBody({ version_id: 'v2', version_name: 'V002', is_current: false }),
            versionBody()
          ]
        }
      },
      [`GET ${ROOT}/d1/import-tasks`]: {
        body: {
          total_count: 1,
          import_tasks: [
            taskBody({
              skipped_sample_count: 1,
              skipped: [{ name: '<b>x.png', reason: 'not an image' }]
            })
          ]
        }
      },
      [`POST ${ROOT}/d1/versions`]: { status: 201, body: { version_id: 'v3' } },
      [`POST ${ROOT}/d1/import-tasks`]: { body: { task_id: 't2' } },
      [`PUT ${ROOT}/d1`]: { body: { dataset_id: 'd1' } }
    });
  }

  function open(server: FakeServer, args: Omit<DatasetArgs, 'id'>) {
    const page = props<DatasetArgs>({ id: 'd1', ...args });
    const context = testContext(server);
    renderWith(<DatasetPage {...(page as IPageProps<DatasetArgs>)} />, context);
    return { page, context };
  }

  it('shows its versions, and makes another the current one', async () => {
    const server = pageServer();
    open(server, { tab: 'versions' });
    const older = await screen.findByRole('article', { name: 'V001' });
    expect(within(older).getByText('current')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Make it the current one' }));
    await waitFor(() =>
      expect(server.seen.find(seen => seen.method === 'PUT')?.body).toEqual({
        current_version_id: 'v2'
      })
    );
  });

  it('publishes under the next name', async () => {
    const server = pageServer();
    const { page } = open(server, { tab: 'versions', panel: 'publish' });
    const name = await screen.findByLabelText<HTMLInputElement>(/^Name of the version/);
    expect(name.value).toBe('V002');
    fireEvent.click(screen.getByRole('button', { name: 'Publish' }));
    await waitFor(() => expect(page.setArgs).toHaveBeenCalledWith({ panel: '' }));
    expect(server.seen.find(seen => seen.method === 'POST')?.body).toMatchObject({
      version_name: null
    });
  });

  it('cancels a publication, after which the version is gone', async () => {
    const server = pageServer();
    const list = `GET ${ROOT}/d1/versions`;
    const publishing = versionBody({ status: 0, is_current: false });
    server.answers[list] = { body: { total_number: 1, versions: [publishing] } };
    server.answers[`POST ${ROOT}/d1/versions/v1/stop`] = () => {
      server.answers[list] = { body: { total_number: 0, versions: [] } };
      return {};
    };
    open(server, { tab: 'versions' });
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('No version yet')).toBeTruthy();
  });

  it('shows what an import left out, as text', async () => {
    open(pageServer(), { tab: 'imports' });
    expect(
      await screen.findByText('3 imported · 2 with labels · 0 there already')
    ).toBeTruthy();
    expect(screen.getByText('<b>x.png')).toBeTruthy();
    expect(screen.getByText('not an image')).toBeTruthy();
  });

  it('imports from a manifest with hard examples only', async () => {
    const server = pageServer();
    const { page } = open(server, { tab: 'imports', panel: 'import' });
    fireEvent.click(await screen.findByLabelText(/^A Manifest file/));
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    expect(screen.getByText(/Choose the Manifest file/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/^Manifest file/), {
      target: { value: 'obs://modelarts/a.manifest' }
    });
    fireEvent.click(screen.getByLabelText('Only hard examples'));
    fireEvent.click(screen.getByRole('button', { name: 'Import' }));
    await waitFor(() => expect(page.setArgs).toHaveBeenCalledWith({ panel: '' }));
    expect(server.seen.find(seen => seen.method === 'POST')?.body).toEqual({
      import_path: 'obs://modelarts/a.manifest',
      import_type: 'manifest',
      import_annotations: true,
      difficult_only: true
    });
  });

  it('shows an import that runs, and cancels it', async () => {
    const server = pageServer({ status: 8, running_task_id: 't1' });
    const task = taskBody({ status: 'RUNNING', finished_sample_count: 1 });
    server.answers[`GET ${ROOT}/d1/import-tasks/t1`] = { body: task };
    server.answers[`POST ${ROOT}/d1/import-tasks/t1/stop`] = { body: task };
    open(server, { tab: 'settings' });
    const bar = await screen.findByRole('progressbar', { name: 'Importing: 1 of 4' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() =>
      expect(server.seen.some(seen => seen.path.endsWith('/t1/stop'))).toBe(true)
    );
  });

  it('saves a new name only over the state that was seen', async () => {
    const server = pageServer();
    open(server, { tab: 'settings' });
    fireEvent.change(await screen.findByLabelText(/^Name \*/), {
      target: { value: 'numbers' }
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      const put = server.seen.find(seen => seen.method === 'PUT');
      expect(put?.headers.get('If-Match')).toBe('"7"');
      expect(put?.body).toEqual({ dataset_name: 'numbers', description: null });
    });
  });
});
