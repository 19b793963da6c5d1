import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, type ISeen, renderWith, testContext } from '../../core/testing';
import NewJobPage from '../components/NewJobPage';
import type { NewJobArgs } from '../draft';
import type { TrainingJobRequest } from '../types';
import { jobBody } from './jobs';

const PREVIEW = {
  version: 'V0001',
  command: ['python', '{run}/train.py', '--epochs=6'],
  environments: { DLS_TRAIN_URL: 'obs://modelarts/out/V0001/' },
  problems: [],
  changes: []
};

function server(preview: (seen: ISeen) => object = () => PREVIEW): FakeServer {
  return new FakeServer({
    'GET v2/default/datasets': { body: { total_number: 0, datasets: [] } },
    'GET v2/default/datasets/d1/versions': { body: { total_number: 0, versions: [] } },
    'GET v1/default/engines': {
      body: {
        total_count: 1,
        engines: [
          {
            engine_id: 'scikit-learn',
            engine_name: 'Scikit_Learn',
            engine_version: '1',
            description: 'Classical.',
            state: 'ready'
          }
        ]
      }
    },
    'GET v2/default/training-job-flavors': {
      body: {
        total_count: 1,
        flavors: [{ flavor_id: 'small', flavor_name: '1 CPU, 2 GiB', fits: true }]
      }
    },
    'GET v2/default/training-job-metric-rules': { body: { rules: [] } },
    'POST v2/default/training-job-metric-tests': {
      body: { results: [{ name: 'loss', values: [0.21], problem: null }] }
    },
    'GET v2/default/training-jobs/j1': { body: jobBody() },
    'POST v2/default/training-job-previews': seen => ({ body: preview(seen) }),
    'POST v2/default/training-jobs': { status: 201, body: jobBody({}, { id: 'new' }) }
  });
}

async function open(answers: FakeServer, args: NewJobArgs) {
  const context = testContext(answers);
  const page = {
    args,
    setArgs: jest.fn(),
    setTitle: jest.fn(),
    close: jest.fn()
  };
  renderWith(<NewJobPage {...page} />, context);
  await screen.findByRole('form');
  await screen.findByText(/What will run|Before it can run/);
  return { context, page };
}

function created(answers: FakeServer): ISeen[] {
  return answers.seen.filter(seen => seen.path === 'v2/default/training-jobs');
}

it('sends what the form says and shows the new job', async () => {
  const answers = server();
  const { context, page } = await open(answers, {
    code_dir: 'src',
    boot_file: 'train.py'
  });

  fireEvent.change(screen.getByLabelText(/^Name \*/), { target: { value: 'mine' } });
  fireEvent.click(screen.getByRole('button', { name: 'Create and run' }));

  await waitFor(() => expect(context.pages.opened).toHaveLength(1));
  expect(context.pages.opened[0]).toEqual({
    name: 'training-job',
    args: { id: 'new', tab: 'log' }
  });
  expect(page.close).toHaveBeenCalled();
  expect(created(answers)[0].body).toMatchObject({
    metadata: { name: 'mine' },
    algorithm: {
      code_dir: 'src',
      boot_file: 'train.py',
      outputs: [{ remote: { obs: { obs_url: 'obs://modelarts/training-jobs/mine/' } } }]
    },
    spec: { resource: { flavor_id: 'small' } }
  });
});

it('asks for no preview of a dataset before its version is there', async () => {
  const answers = server();
  const versions = [{ version_id: 'v1', version_name: 'V001', is_current: true }];
  let answer: (reply: { body: object }) => void = () => undefined;
  answers.answers['GET v2/default/datasets/d1/versions'] = () =>
    new Promise(resolve => {
      answer = resolve;
    });
  await open(answers, { id: 'd1' });
  const asked = (): unknown[] =>
    answers.seen
      .filter(({ path }) => path === 'v2/default/training-job-previews')
      .map(({ body }) => (body as TrainingJobRequest).algorithm.inputs);
  expect(asked()).toEqual([[]]);

  await act(async () => answer({ body: { total_number: 1, versions } }));

  const remote = { dataset: { id: 'd1', version_id: 'v1' } };
  await waitFor(() => expect(asked()).toEqual([[], [{ remote }]]));
});

it('sends nothing while something is missing, and says under which field', async () => {
  const problem = {
    field: 'algorithm.code_dir',
    message: 'No code directory is given.'
  };
  const answers = server(() => ({ ...PREVIEW, command: [], problems: [problem] }));
  await open(answers, {});
  const field = screen.getByLabelText(/^Code directory/);
  expect(field.getAttribute('aria-invalid')).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: 'Create and run' }));

  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(document.getElementById(`${field.id}-error`)?.textContent).toBe(
    problem.message
  );
  expect(created(answers)).toHaveLength(0);
});

it('marks what differs from the version before', async () => {
  const change = { field: 'algorithm.parameters.epochs', old: '5', new: '6' };
  const answers = server(seen => {
    const { algorithm } = seen.body as ReturnType<typeof jobBody>;
    const isSame = algorithm.parameters?.[0].value === '5';
    return { ...PREVIEW, version: 'V0002', changes: isSame ? [] : [change] };
  });
  await open(answers, { parent: 'j1' });
  expect(screen.queryByLabelText('Changed')).toBeNull();

  fireEvent.change(screen.getByDisplayValue('5'), { target: { value: '6' } });

  const changes = await screen.findByLabelText('Changed');
  expect(changes.textContent).toBe('Argument epochs: 5 6');
  expect(screen.getByLabelText<HTMLInputElement>(/^Name \*/).disabled).toBe(true);
});

it('keeps the form over a reload', async () => {
  const { page } = await open(server(), {});
  fireEvent.change(screen.getByLabelText(/^Description/), {
    target: { value: 'half done' }
  });
  await waitFor(() => expect(page.setArgs).toHaveBeenCalled());
  const { draft } = page.setArgs.mock.calls[0][0] as { draft: string };
  expect(JSON.parse(draft)).toMatchObject({ description: 'half done' });
});

it('tries expressions on a line by asking the server', async () => {
  const answers = server();
  await open(answers, {});
  expect(await screen.findByText(/loss: 0.21/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('How metrics are found'), {
    target: { value: 'own' }
  });
  await act(async () => {
    fireEvent.change(screen.getByLabelText('Expression'), {
      target: { value: 'cost=(.*)' }
    });
  });
  await waitFor(() => {
    const tests = answers.seen.filter(seen => seen.path.endsWith('metric-tests'));
    expect(tests.at(-1)?.body).toMatchObject({
      rules: [{ name: 'loss', regex: 'cost=(.*)', mode: 'min' }]
    });
  });
});

describe('an engine that is not there', () => {
  const engines = 'v1/default/engines';
  const download = `GET ${engines}/pytorch/download?requirement=`;

  function withEngine(state: string, found: object): FakeServer {
    const answers = server();
    const engine = {
      engine_id: 'pytorch',
      engine_name: 'PyTorch',
      engine_version: '2',
      description: 'Deep.',
      state
    };
    answers.answers[`GET ${engines}`] = { body: { total_count: 1, engines: [engine] } };
    answers.answers[`POST ${engines}/pytorch/actions`] = { status: 202, body: engine };
    answers.answers[download] = { body: { measuring: false, download: found } };
    return answers;
  }

  it.each(['absent', 'failed'])(
    'is said with what it downloads before the job is sent: %s',
    async state => {
      const found = { requirements: [], packages: 41, size_bytes: 3 * 2 ** 29 };
      const answers = withEngine(state, found);

      await open(answers, { engine: 'pytorch' });

      const said = await screen.findByText(/41 packages, 1\.\d GB to download/);
      expect(said.textContent).toMatch(/^It is built first, on this computer/);
      expect(screen.getByLabelText(/^Engine/).getAttribute('aria-describedby')).toBe(
        said.id
      );
      expect(created(answers)).toHaveLength(0);
    }
  );

  it('says why its size is not known', async () => {
    const reason = 'The disk is full: free some space and try again.';
    await open(withEngine('absent', { requirements: [], reason }), {
      engine: 'pytorch'
    });

    expect((await screen.findByText(/The disk is full/)).textContent).not.toMatch(
      /Nothing has to be downloaded/
    );
  });

  it('is not measured while it is being built', async () => {
    const answers = withEngine('building', {});

    await open(answers, { engine: 'pytorch' });

    expect(screen.getByText(/It is being built/)).toBeTruthy();
    expect(answers.seen.map(({ path }) => path)).not.toContain(
      `${engines}/pytorch/actions`
    );
  });
});
