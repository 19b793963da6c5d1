import { Signal } from '@lumino/signaling';
import { screen, waitFor } from '@testing-library/dom';
import { act } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../core/testing';
import type { BrowserState } from '../browser/BrowserState';
import { StoreTroubles } from '../browser/StoreTroubles';

const STORES = 'GET v1/default/stores';

class Place {
  isTop = false;
  readonly changed = new Signal<this, void>(this);

  go(isTop: boolean): void {
    this.isTop = isTop;
    this.changed.emit();
  }
}

it('says at the top, and there only, which store is out of reach', async () => {
  const stores = [
    { name: 'local', trouble: null },
    { name: 'team', trouble: 'team cannot be reached.' }
  ];
  const server = new FakeServer({ [STORES]: { body: { stores } } });
  const place = new Place();
  const state = place as unknown as BrowserState;
  renderWith(<StoreTroubles state={state} />, testContext(server));
  expect(server.seen).toEqual([]);

  act(() => place.go(true));
  expect(await screen.findByText('team cannot be reached.')).toBeTruthy();
  act(() => place.go(false));

  await waitFor(() => expect(screen.queryByText('team cannot be reached.')).toBeNull());
});
