import { fireEvent, screen, waitFor, within } from '@testing-library/react';

import { FakeServer, renderWith, testContext } from '../../core/testing';
import AccessKeysPage from '../components/AccessKeysPage';
import type { TokenBody } from '../types';
import { divide } from '../words';

const TOKENS = 'v1/default/access-tokens';
const KEYS = 'v1/default/access-keys';

function token(name: string, more: Partial<TokenBody> = {}): TokenBody {
  return {
    token_id: `id-of-${name}`,
    name,
    services: [],
    workload: null,
    owner_urn: '',
    create_time: 1_000,
    last_used_time: null,
    expire_time: null,
    expired: false,
    ...more
  };
}

function server(tokens: TokenBody[]): FakeServer {
  return new FakeServer({
    [`GET ${TOKENS}`]: { body: { total_count: tokens.length, tokens } },
    [`GET ${KEYS}`]: { body: { total_count: 0, access_keys: [] } }
  });
}

it('tells apart what the user and what ModelArts has made', () => {
  const owner_urn = 'urn:modelarts:server:1';
  const mine = token('mine');
  const kernels = token('kernels', { owner_urn });
  const gone = token('gone', { owner_urn, expired: true });

  expect(divide([mine, kernels, gone])).toEqual({ own: [mine], ours: [kernels] });
});

it('shows a new token once, and then the list', async () => {
  const fake = server([]);
  fake.answers[`POST ${TOKENS}`] = {
    status: 201,
    body: { token_id: '1', token: 'mat-secret', expire_time: null }
  };
  renderWith(<AccessKeysPage />, testContext(fake));
  expect(await screen.findByText('No token yet')).toBeTruthy();

  const form = screen.getByRole('form', { name: 'New token' });
  fireEvent.change(within(form).getByLabelText('Name'), {
    target: { value: 'nightly' }
  });
  fireEvent.click(within(form).getByRole('button', { name: 'Make a token' }));

  expect(await screen.findByText('mat-secret')).toBeTruthy();
  expect(screen.getByText(/not shown again/)).toBeTruthy();
  const sent = fake.seen.find(seen => seen.method === 'POST');
  expect(sent?.body).toEqual({ name: 'nightly', lifetime_s: 30 * 24 * 3600 });

  fireEvent.click(screen.getByRole('button', { name: 'I have it' }));
  expect(screen.queryByText('mat-secret')).toBeNull();
});

it('shows a new key pair once', async () => {
  const fake = server([]);
  fake.answers[`POST ${KEYS}`] = {
    status: 201,
    body: { access_key: 'AKAK', secret_key: 'sksk' }
  };
  renderWith(<AccessKeysPage />, testContext(fake));

  const form = await screen.findByRole('form', { name: 'New key pair' });
  fireEvent.change(within(form).getByLabelText('Name'), { target: { value: 'ci' } });
  fireEvent.click(within(form).getByRole('button', { name: 'Make a key pair' }));

  expect(await screen.findByText('AKAK')).toBeTruthy();
  expect(screen.getByText('sksk')).toBeTruthy();
});

it('revokes only after the question, and removes what has expired at once', async () => {
  const fake = server([
    token('lives'),
    token('old', { expire_time: 5, expired: true })
  ]);
  fake.answers[`DELETE ${TOKENS}/id-of-lives`] = {};
  fake.answers[`DELETE ${TOKENS}/id-of-old`] = {};
  renderWith(<AccessKeysPage />, testContext(fake));
  const deleted = (): string[] =>
    fake.seen.filter(seen => seen.method === 'DELETE').map(seen => seen.path);

  fireEvent.click(await screen.findByRole('button', { name: 'Remove old' }));
  await waitFor(() => expect(deleted()).toEqual([`${TOKENS}/id-of-old`]));
  await waitFor(() =>
    expect(
      screen.getByRole('button', { name: 'Revoke lives' }).hasAttribute('disabled')
    ).toBe(false)
  );
  fireEvent.click(screen.getByRole('button', { name: 'Revoke lives' }));
  const dialog = (await screen.findByText('Revoke lives?')).closest('dialog');
  expect(deleted()).toHaveLength(1);
  fireEvent.click(within(dialog as HTMLElement).getByText('Revoke'));

  await waitFor(() => expect(deleted()).toContain(`${TOKENS}/id-of-lives`));
});

it('says under the field what the server did not take', async () => {
  const fake = server([]);
  fake.answers[`POST ${TOKENS}`] = {
    status: 400,
    body: { error_code: 'ModelArts.0104', error_msg: 'name: too odd', field: 'name' }
  };
  renderWith(<AccessKeysPage />, testContext(fake));
  const form = await screen.findByRole('form', { name: 'New token' });
  fireEvent.change(within(form).getByLabelText('Name'), { target: { value: 'x' } });

  fireEvent.click(within(form).getByRole('button', { name: 'Make a token' }));

  expect(await within(form).findByText('too odd')).toBeTruthy();
});
