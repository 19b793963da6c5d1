import { Notification } from '@jupyterlab/apputils';
import { fireEvent, screen, waitFor } from '@testing-library/dom';

import { FakeServer, type IReply, testContext } from '../../core/testing';
import { convert } from '../convert';
import { keptOptions, USUAL } from '../options';
import type { Note } from '../types';
import { engineOf, type ITarget, scriptName } from '../target';

const CONVERSIONS = 'POST v1/default/notebook-conversions';
const CONFLICT: IReply = {
  status: 409,
  body: { error_code: 'ModelArts.0409', error_msg: '"a.py" is there.' }
};

function target(more: Partial<ITarget> = {}): ITarget {
  return {
    path: 'sub/digits.ipynb',
    cells: null,
    tags: ['parameters', 'skip'],
    engine: null,
    save: jest.fn(async () => undefined),
    written: jest.fn(async () => undefined),
    show: jest.fn(),
    ...more
  };
}

function written(...notes: Note[]): IReply {
  return {
    status: 201,
    body: { path: 'sub/digits.py', cells: 2, notes, arguments: [] }
  };
}

function nameField(): Promise<HTMLInputElement> {
  return screen.findByLabelText<HTMLInputElement>('File name');
}

function force(): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(/^Force overwrite/);
}

function press(name: string): void {
  fireEvent.click(screen.getByText(name, { selector: '.jp-Dialog-buttonLabel' }));
}

// The dialog's own React tree renders when JupyterLab says so, not inside `act`.
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  window.localStorage.clear();
});

it('asks for the name, saves, and tells where the file is', async () => {
  const server = new FakeServer({ [CONVERSIONS]: written() });
  const notebook = target();
  const open = jest.fn();
  const done = convert(testContext(server), notebook, open);
  expect((await nameField()).value).toBe('digits.py');
  expect(force().checked).toBe(false);

  fireEvent.change(await nameField(), { target: { value: 'mine.py' } });
  press('Convert');
  await done;

  expect(notebook.save).toHaveBeenCalled();
  expect(server.seen[0].body).toEqual({
    notebook: 'sub/digits.ipynb',
    file_name: 'mine.py',
    overwrite: false,
    cells: null,
    options: { markdown: true, arguments: true, drop_tags: [] }
  });
  expect(notebook.written).toHaveBeenCalledWith('sub/digits.py');
  expect(Notification.manager.notifications.at(-1)?.message).toContain('sub/digits.py');
  expect(document.querySelector('.jp-Dialog')).toBeNull();
});

it('stays open over a file that is there, until it may be overwritten', async () => {
  const server = new FakeServer({
    [CONVERSIONS]: seen =>
      (seen.body as { overwrite: boolean }).overwrite ? written() : CONFLICT
  });
  const done = convert(testContext(server), target(), jest.fn());
  await nameField();

  press('Convert');
  await screen.findByText(/There is a file of this name already/);
  fireEvent.click(force());
  await waitFor(() =>
    expect(screen.queryByText(/There is a file of this name already/)).toBeNull()
  );
  press('Convert');
  await done;

  expect(server.seen).toHaveLength(2);
});

it('sends nothing where the notebook cannot be saved, or the user gives up', async () => {
  const server = new FakeServer({});
  const save = async (): Promise<void> => {
    throw new Error('The notebook could not be saved.');
  };
  const done = convert(testContext(server), target({ save }), jest.fn());
  await nameField();

  press('Convert');
  await screen.findByText('The notebook could not be saved.');
  press('Cancel');
  await done;

  expect(server.seen).toHaveLength(0);
});

it('tells what differs by cell, and leads there', async () => {
  const note = {
    cell: 3,
    message: 'English.',
    kind: 'magic' as const,
    detail: '%foo'
  };
  const server = new FakeServer({ [CONVERSIONS]: written(note) });
  const notebook = target({ cells: [3, 4] });
  const open = jest.fn();
  const done = convert(testContext(server), notebook, open);
  expect((await nameField()).value).toBe('digits_cells.py');
  expect(screen.getByText('Convert 2 cells to a Python file')).toBeTruthy();

  press('Convert');
  await screen.findByText('%foo is left out.');
  fireEvent.click(screen.getByText('Cell 4'));
  await done;

  expect(notebook.show).toHaveBeenCalledWith(3);
  expect(open).not.toHaveBeenCalled();
});

it('remembers the options, and shows them where they are not as usual', async () => {
  const server = new FakeServer({ [CONVERSIONS]: written() });
  const first = convert(testContext(server), target(), jest.fn());
  await nameField();
  expect(screen.getByText('Tags in this notebook: parameters, skip')).toBeTruthy();
  expect(document.querySelector('details')?.open).toBe(false);
  fireEvent.click(screen.getByLabelText('Keep text as comments'));
  fireEvent.change(screen.getByLabelText('Leave out cells tagged'), {
    target: { value: ' skip, ,remove，skip' }
  });
  press('Convert');
  await first;

  const second = convert(testContext(server), target(), jest.fn());
  await nameField();
  expect(document.querySelector('details')?.open).toBe(true);
  expect(screen.getByLabelText<HTMLInputElement>('Leave out cells tagged').value).toBe(
    ' skip, ,remove，skip'
  );
  press('Convert');
  await second;

  const options = { markdown: false, arguments: true, drop_tags: ['skip', 'remove'] };
  expect(server.seen.map(({ body }) => (body as { options: unknown }).options)).toEqual(
    [options, options]
  );
});

it('shrugs over options that another version kept', () => {
  window.localStorage.setItem('jupyter-modelarts:conversion', '{"tags": 3}');
  expect(keptOptions()).toEqual(USUAL);
  window.localStorage.setItem('jupyter-modelarts:conversion', 'null');
  expect(keptOptions()).toEqual(USUAL);
});

it('says which arguments the file takes', async () => {
  const learning = {
    name: 'lr',
    kind: 'float' as const,
    is_list: false,
    default: '0.1',
    help: ''
  };
  const body = { path: 'sub/digits.py', cells: 1, notes: [], arguments: [learning] };
  const server = new FakeServer({ [CONVERSIONS]: { status: 201, body } });
  const done = convert(testContext(server), target(), jest.fn());
  await nameField();

  press('Convert');
  await done;

  expect(Notification.manager.notifications.map(({ message }) => message)).toContain(
    'sub/digits.py is written, and takes --lr'
  );
});

it('knows the engine by its kernel and names the script after the notebook', () => {
  expect(engineOf('modelarts-scikit-learn')).toBe('scikit-learn');
  expect(engineOf('python3')).toBeNull();
  expect(scriptName('a.b/My digits.IPYNB', '.py')).toBe('My digits.py');
});
