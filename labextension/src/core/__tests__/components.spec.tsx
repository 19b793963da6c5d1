import { fireEvent, screen, within } from '@testing-library/react';
import { type JSX, useState } from 'react';

import {
  ErrorNotice,
  Form,
  FormField,
  ProgressBar,
  StatePill,
  Tabs,
  VirtualGrid,
  VirtualList
} from '../components';
import { ResponseError } from '../request';
import { layOut, renderWith } from '../testing';

const NUMBERS = Array.from({ length: 10_000 }, (_, at) => at);

describe('VirtualList', () => {
  it('makes only the rows in sight', () => {
    layOut(400, 300);
    renderWith(
      <VirtualList
        label="Numbers"
        items={NUMBERS}
        keyOf={n => n}
        render={n => <span>{`row ${n}`}</span>}
        rowHeight={30}
      />
    );
    const rows = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(rows.length).toBeLessThan(40);
    expect(screen.getByText('row 0')).toBeTruthy();
    expect(rows[0].getAttribute('aria-setsize')).toBe('10000');
  });
});

describe('VirtualGrid', () => {
  it('fits as many columns as the width takes, and asks for more at the end', () => {
    layOut(500, 300);
    const onEnd = jest.fn();
    renderWith(
      <VirtualGrid
        label="Tiles"
        items={NUMBERS.slice(0, 30)}
        keyOf={n => n}
        render={n => <span role="option">{n}</span>}
        tileWidth={100}
        tileHeight={100}
        onEnd={onEnd}
      />
    );
    const grid = screen.getByRole('listbox', { name: 'Tiles' });
    expect(within(grid).getAllByRole('option')).toHaveLength(30);
    expect(grid.querySelectorAll('.jp-ma-grid-row')).toHaveLength(6);
    expect(onEnd).toHaveBeenCalled();
  });
});

function ThreeTabs(): JSX.Element {
  const [selected, setSelected] = useState('a');
  const tabs = ['a', 'b', 'c'].map(id => ({
    id,
    label: id,
    render: () => <p>panel {id}</p>
  }));
  return <Tabs label="Parts" tabs={tabs} selected={selected} onSelect={setSelected} />;
}

describe('Tabs', () => {
  it('moves with the arrows and has one tab stop', () => {
    renderWith(<ThreeTabs />);
    fireEvent.keyDown(screen.getByRole('tab', { name: 'a' }), { key: 'ArrowLeft' });
    const chosen = screen.getByRole('tab', { selected: true });
    expect(chosen.textContent).toBe('c');
    expect(document.activeElement).toBe(chosen);
    expect(screen.getByRole('tabpanel', { name: 'c' }).textContent).toBe('panel c');
    const stops = screen.getAllByRole('tab').filter(tab => tab.tabIndex === 0);
    expect(stops).toEqual([chosen]);
  });
});

describe('Form', () => {
  const error = new ResponseError(400, 'ModelArts.0104', 'name: Too long.', 'name');

  it("shows the server's sentence under its field", () => {
    renderWith(
      <Form label="New" onSubmit={() => undefined} error={error} fields={['name']}>
        <FormField label="Name" path="name" hint="Up to 64 characters">
          {control => <input {...control} />}
        </FormField>
      </Form>
    );
    const input = screen.getByLabelText('Name');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('alert').textContent).toBe('Too long.');
    const described = input.getAttribute('aria-describedby') ?? '';
    const texts = described
      .split(' ')
      .map(id => document.getElementById(id)?.textContent);
    expect(texts).toEqual(['Up to 64 characters', 'Too long.']);
  });

  it('shows above the form what belongs to none of its fields', () => {
    renderWith(
      <Form label="New" onSubmit={() => undefined} error={error} fields={[]}>
        <p>fields</p>
      </Form>
    );
    expect(screen.getByRole('alert').textContent).toContain('name: Too long.');
  });
});

describe('ErrorNotice', () => {
  it('says what to do, and tries again', () => {
    const onRetry = jest.fn();
    const error = new ResponseError(0, 'ModelArts.0000', 'fetch failed');
    renderWith(<ErrorNotice error={error} onRetry={onRetry} />);
    expect(screen.getByText('The Jupyter server did not answer.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('tells a missing extension from a missing thing', () => {
    renderWith(
      <ErrorNotice error={new ResponseError(404, 'ModelArts.404', 'Not Found')} />
    );
    expect(
      screen.getByText(/extension of the Jupyter server is not running/)
    ).toBeTruthy();
  });
});

describe('StatePill and ProgressBar', () => {
  it('show a word, for our states and for the phases of the REST API', () => {
    renderWith(
      <>
        <StatePill state="Abnormal" />
        <StatePill state="queued" detail="waiting for 2 CPUs" />
      </>
    );
    expect(screen.getByText('Lost')).toBeTruthy();
    expect(screen.getByTitle('waiting for 2 CPUs').textContent).toBe('Queued');
  });

  it('say how much is done', () => {
    renderWith(<ProgressBar label="Importing" share={0.256} />);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('26');
    expect(screen.getByText(/25.6%/)).toBeTruthy();
  });
});
