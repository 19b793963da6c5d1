import { fireEvent, screen } from '@testing-library/dom';

import { FakeServer, type IReply, type ISeen, testContext } from '../../core/testing';
import { convertSeveral } from '../convertSeveral';
import type { ITarget } from '../target';
import type { ConversionRequest, Note } from '../types';

const CONVERSIONS = 'POST v1/default/notebook-conversions';
const NOTE: Note = { cell: 1, message: '', kind: 'magic', detail: '%foo' };

function target(path: string): ITarget {
  return {
    path,
    cells: null,
    tags: [],
    engine: null,
    save: jest.fn(async () => undefined),
    written: jest.fn(async () => undefined),
    show: jest.fn()
  };
}

function reply({ body }: ISeen): IReply {
  const { notebook, file_name, overwrite } = body as ConversionRequest;
  if (notebook === 'b.ipynb' && !overwrite) {
    const error_msg = 'There is a file already.';
    return { status: 409, body: { error_code: 'ModelArts.0409', error_msg } };
  }
  const notes = notebook === 'b.ipynb' ? [NOTE] : [];
  return { status: 201, body: { path: file_name, cells: 1, notes, arguments: [] } };
}

function press(name: string): void {
  fireEvent.click(screen.getByText(name, { selector: '.jp-Dialog-buttonLabel' }));
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});

it('converts each once, and those that were in the way when they may be overwritten', async () => {
  const server = new FakeServer({ [CONVERSIONS]: reply });
  const targets = ['a.ipynb', 'b.ipynb', 'c.ipynb'].map(target);
  const done = convertSeveral(testContext(server), targets);
  await screen.findByText('Convert 3 notebooks to Python files');
  expect(screen.queryByLabelText('File name')).toBeNull();

  press('Convert');
  await screen.findByText('b.ipynb: There is a file already.');
  fireEvent.click(screen.getByLabelText(/^Force overwrite/));
  press('Convert');
  await screen.findByText('3 files are written');
  fireEvent.click(screen.getByText('Cell 2'));
  await done;

  const asked = server.seen.map(({ body }) => (body as ConversionRequest).notebook);
  expect(asked).toEqual(['a.ipynb', 'b.ipynb', 'c.ipynb', 'b.ipynb']);
  expect(targets[1].written).toHaveBeenCalledWith('b.py');
  expect(targets[1].show).toHaveBeenCalledWith(1);
});

it('names some of many', async () => {
  const names = Array.from({ length: 9 }, (_, number) => `${number}.ipynb`);
  const server = new FakeServer({});
  const done = convertSeveral(testContext(server), names.map(target));

  await screen.findByText('and 4 more');
  press('Cancel');
  await done;

  expect(server.seen).toHaveLength(0);
});
