import { fireEvent, screen, waitFor, within } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../core/testing';
import StoresPage from '../components/StoresPage';
import type { StoreBody } from '../types';

const STORES = 'v1/default/stores';

function store(name: string, more: Partial<StoreBody> = {}): StoreBody {
  return {
    name,
    kind: 's3',
    endpoint: 'https://store.example',
    region: 'here-1',
    addressing: 'auto',
    credentials: 'kept',
    access_key: 'AKAB…',
    prefix: '',
    buckets: [],
    hidden: [],
    trouble: null,
    editable: true,
    ...more
  };
}

function server(...remote: StoreBody[]): FakeServer {
  const local = store('local', { kind: 'local', buckets: ['modelarts'] });
  const stores = [local, ...remote];
  return new FakeServer({
    [`GET ${STORES}`]: { body: { total_count: stores.length, stores } }
  });
}

it('says what to do where there is no store, and what is wrong with one', async () => {
  const team = store('team', { buckets: ['modelarts'], hidden: ['modelarts'] });
  renderWith(<StoresPage />, testContext(server(team)));

  const shown = await screen.findByRole('group', { name: 'team' });
  expect(within(shown).getByText(/Out of reach/).textContent).toContain('modelarts');
  expect(screen.queryByText('No S3 server yet')).toBeNull();
});

it('tests what is on the form, and then saves it', async () => {
  const fake = server();
  const steps = [
    { step: 'name', message: 'It has an address.', cause: '' },
    { step: 'network', message: 'Nothing answers.', cause: 'network' }
  ];
  fake.answers['POST v1/default/store-tests'] = {
    body: { ok: false, steps, buckets: [] }
  };
  fake.answers[`POST ${STORES}`] = { status: 201, body: store('team') };
  renderWith(<StoresPage />, testContext(fake));

  fireEvent.click(await screen.findByRole('button', { name: 'Add a store' }));
  const form = screen.getByRole('form', { name: 'New store' });
  const fill = (label: RegExp, value: string): void => {
    fireEvent.change(within(form).getByLabelText(label), { target: { value } });
  };
  fill(/^Name/, 'team');
  fill(/^Endpoint/, 'https://store.example');
  fill(/^Access key/, 'AK');
  fill(/^Secret key/, 'SK');
  fireEvent.click(within(form).getByRole('button', { name: 'Test the connection' }));

  expect(await screen.findByText('Nothing answers.')).toBeTruthy();
  expect(screen.getByText('The store cannot be used yet.')).toBeTruthy();

  fireEvent.click(within(form).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
  const sent = fake.seen.filter(seen => seen.method === 'POST').map(seen => seen.body);
  expect(sent[1]).toMatchObject({ name: 'team', access_key: 'AK', secret_key: 'SK' });
});
