import { fireEvent, screen } from '@testing-library/react';
import type { JSX } from 'react';

import {
  EmptyList,
  Listed,
  ListRow,
  RowActions,
  StateSelect,
  VersionRail
} from '../components';
import { logoIcon } from '../icons';
import { ALL_STATES, type IListFilter, isFiltering, TRASH } from '../listFilter';
import { renderWith } from '../testing';

const ALL: IListFilter = { name: '', state: ALL_STATES };

describe('ListRow', () => {
  it('opens its page by name, double-click and Enter', () => {
    const open = jest.fn();
    renderWith(<ListRow aria-label="row" name="digits" words="" open={open} />);
    const row = screen.getByLabelText('row');
    fireEvent.click(screen.getByRole('button', { name: 'digits' }));
    fireEvent.doubleClick(row);
    fireEvent.keyDown(row, { key: 'Enter' });
    expect(open).toHaveBeenCalledTimes(3);
  });

  it('is no link where there is no page', () => {
    renderWith(<ListRow name="digits" words="" description="gone" />);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByText('gone')).toBeTruthy();
  });
});

describe('RowActions', () => {
  it('offers only to restore what is in the trash', () => {
    const restore = jest.fn();
    renderWith(
      <RowActions isDeleted restore={restore}>
        <button>Delete</button>
      </RowActions>
    );
    fireEvent.click(screen.getByRole('button'));
    expect(restore).toHaveBeenCalled();
  });
});

describe('StateSelect', () => {
  it('has the states between all of them and the trash', () => {
    const onChange = jest.fn();
    renderWith(
      <StateSelect
        state={ALL_STATES}
        onChange={onChange}
        words={{ failed: 'Failed' }}
      />
    );
    const words = screen.getAllByRole('option').map(option => option.textContent);
    expect(words).toEqual(['All states', 'Failed', 'In the trash']);
    fireEvent.change(screen.getByLabelText('State'), { target: { value: TRASH } });
    expect(onChange).toHaveBeenCalledWith(TRASH);
  });
});

function Empty({ filter }: { filter: IListFilter }): JSX.Element {
  return (
    <EmptyList
      icon={logoIcon}
      filter={filter}
      trashSentence="They stay for 30 days."
      noneFits="Nothing fits"
      showAllLabel="Show all"
      showAll={() => undefined}
    >
      None at all
    </EmptyList>
  );
}

describe('EmptyList', () => {
  it.each([
    [ALL, 'None at all'],
    [{ ...ALL, name: ' ' }, 'None at all'],
    [{ ...ALL, name: 'x' }, 'Nothing fits'],
    [{ ...ALL, state: 'failed' }, 'Nothing fits'],
    [{ ...ALL, state: TRASH }, 'The trash is empty']
  ])('says why nothing is there: %j', (filter, words) => {
    renderWith(<Empty filter={filter} />);
    expect(screen.getByText(words)).toBeTruthy();
    expect(isFiltering(filter)).toBe(words !== 'None at all');
  });
});

describe('Listed', () => {
  it.each([
    [{ items: [], error: new Error('broken'), loading: false }, 'Not read.'],
    [{ items: [], error: null, loading: true }, 'Loading…'],
    [{ items: [], error: null, loading: false }, 'Empty.'],
    [{ items: [1], error: null, loading: false }, 'Rows.']
  ])('shows what there is: %j', (list, words) => {
    renderWith(
      <Listed
        list={{ ...list, refresh: () => undefined }}
        failure="Not read."
        empty="Empty."
      >
        Rows.
      </Listed>
    );
    expect(screen.getByText(words)).toBeTruthy();
  });
});

describe('VersionRail', () => {
  it('marks the version that is shown, and chooses another', () => {
    const onSelect = jest.fn();
    const versions = ['1', '2'].map(id => ({
      id,
      version: `V${id}`,
      state: 'succeeded',
      more: null
    }));
    renderWith(<VersionRail versions={versions} current="2" onSelect={onSelect} />);
    const [first, second] = screen.getAllByRole('button');
    expect(second.getAttribute('aria-current')).toBe('page');
    fireEvent.click(first);
    expect(onSelect).toHaveBeenCalledWith('1');
  });
});
