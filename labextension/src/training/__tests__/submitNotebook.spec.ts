import { fireEvent, screen } from '@testing-library/dom';

import { FakeServer, testContext } from '../../core/testing';
import type { ITarget } from '../../notebooks/target';
import type { Argument, Note } from '../../notebooks/types';
import { jobArgs, submitNotebook } from '../submitNotebook';

function target(engine: string | null): ITarget {
  return {
    path: 'study/digits.ipynb',
    cells: null,
    tags: [],
    engine,
    save: async () => undefined,
    written: async () => undefined,
    show: () => undefined
  };
}

function press(name: string): void {
  fireEvent.click(screen.getByText(name, { selector: '.jp-Dialog-buttonLabel' }));
}

function server(...notes: Note[]): FakeServer {
  const body = { path: 'study/digits.train.py', cells: 1, notes, arguments: [] };
  return new FakeServer({ 'POST v1/default/notebook-conversions': { body } });
}

// The dialog's own React tree renders when JupyterLab says so, not inside `act`.
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});

it('opens the form with the script and the engine of the kernel', async () => {
  const answers = server();
  const context = testContext(answers);
  const done = submitNotebook(context, target('scikit-learn'));
  await screen.findByDisplayValue('digits.train.py');

  press('Go on');
  await done;

  expect(answers.seen[0].body).toMatchObject({
    file_name: 'digits.train.py',
    overwrite: true
  });
  const args = {
    code_dir: 'study',
    boot_file: 'digits.train.py',
    engine: 'scikit-learn'
  };
  expect(context.pages.opened).toEqual([{ name: 'new-training-job', args }]);
});

it('shows what differs first, and opens nothing where the user stops there', async () => {
  const context = testContext(
    server({ cell: 0, message: '', kind: 'magic', detail: '%foo' })
  );
  const done = submitNotebook(context, target(null));
  await screen.findByDisplayValue('digits.train.py');

  press('Go on');
  await screen.findByText('%foo is left out.');
  press('Close');
  await done;

  expect(context.pages.opened).toEqual([]);
});

it('fills in the arguments that the script takes, beside those of inputs and outputs', () => {
  const argument = (name: string, value: string): Argument => ({
    name,
    kind: 'str',
    is_list: false,
    default: value,
    help: ''
  });
  const made = {
    path: 'a.train.py',
    cells: 1,
    notes: [],
    arguments: [
      argument('epochs', '3'),
      argument('data_url', '/data'),
      argument('none', ''),
      argument('学习率', '1')
    ]
  };

  expect(jobArgs(made, null).parameters).toEqual([{ name: 'epochs', value: '3' }]);
});
