import { act, fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../core/testing';
import { detailBody, modelBody } from '../../models/__tests__/bodies';
import DeployPage from '../components/DeployPage';
import ModelServices from '../components/ModelServices';
import ServicePage from '../components/ServicePage';
import ServicesPage from '../components/ServicesPage';
import type { ServiceBody } from '../types';
import { configBody, JSON_API, serviceBody } from './bodies';

beforeEach(() => layOut(1_000, 600));

function page<A>(args: A) {
  return { args, setArgs: jest.fn(), setTitle: jest.fn(), close: jest.fn() };
}

function listServer(services: ServiceBody[]): FakeServer {
  const count = services.length;
  return new FakeServer({
    'GET v1/default/services': { body: { total_count: count, count, services } }
  });
}

function serviceServer(service: ServiceBody): FakeServer {
  return new FakeServer({
    'GET v1/default/services/s1': { body: service },
    'POST v1/default/services/s1/tokens': {
      status: 201,
      body: {
        token_id: 't1',
        token: 'secret-1',
        expires_at: 1_700_003_600_000,
        access_address: service.access_address
      }
    }
  });
}

it('lists services with what they wait for, and opens one', async () => {
  const waiting = serviceBody({
    status: 'deploying',
    reason: 'waiting for engine scikit-learn'
  });
  const context = testContext(listServer([waiting]));
  renderWith(<ServicesPage />, context);
  const row = await screen.findByLabelText('digits');
  expect(row.textContent).toContain('engine scikit-learn');
  fireEvent.click(screen.getByRole('button', { name: 'digits' }));
  expect(context.pages.opened).toEqual([{ name: 'service', args: { id: 's1' } }]);
});

it('says what to do where there is no service', async () => {
  renderWith(<ServicesPage />, testContext(listServer([])));
  expect(await screen.findByText('No services yet')).toBeTruthy();
});

it('lists on the page of a model the services that use it', async () => {
  const server = listServer([serviceBody()]);
  renderWith(<ModelServices resource={detailBody()} />, testContext(server));
  expect(await screen.findByRole('button', { name: 'digits' })).toBeTruthy();
  expect(server.seen[0].path).toContain(`model_id=${detailBody().model_id}`);
});

it('says so where no service uses a model', async () => {
  renderWith(<ModelServices resource={detailBody()} />, testContext(listServer([])));
  expect(await screen.findByText('No service uses this version')).toBeTruthy();
});

it('offers in an open form the version that came meanwhile', async () => {
  const models = [modelBody({ model_id: 'm1', model_version: '0.0.1' })];
  const server = new FakeServer({
    ...serviceServer(serviceBody()).answers,
    'GET v1/default/models': () => ({
      body: { total_count: models.length, count: models.length, models }
    }),
    'GET v1/default/services/specifications': { body: { specifications: [] } }
  });
  const context = testContext(server);
  renderWith(<DeployPage {...page({ service: 's1' })} />, context);
  await screen.findByRole('form');
  expect(screen.queryByRole('option', { name: /0\.0\.2/ })).toBeNull();

  models.push(modelBody({ model_id: 'm2', model_version: '0.0.2' }));
  act(() => context.events.send('models'));

  expect(await screen.findByRole('option', { name: /0\.0\.2/ })).toBeTruthy();
});

it('shows why a service failed first, with the way to its log', async () => {
  const failed = serviceBody({
    status: 'failed',
    reason: 'digits 0.0.1: ValueError: <b>torn</b>',
    config: [configBody({ ready_count: 0 })]
  });
  const props = page({ id: 's1' });
  renderWith(<ServicePage {...props} />, testContext(serviceServer(failed)));
  const card = await screen.findByRole('alert', { name: 'What is wrong' });
  expect(card.textContent).toContain('ValueError: <b>torn</b>');
  fireEvent.click(screen.getByRole('button', { name: 'Show the log' }));
  expect(props.setArgs).toHaveBeenCalledWith({ tab: 'log' });
});

it('makes a token for a command that is shown once', async () => {
  const copied = jest.fn(); // jsdom has no clipboard
  Object.assign(document, { execCommand: copied });
  const server = serviceServer(serviceBody());
  renderWith(<ServicePage {...page({ id: 's1' })} />, testContext(server));
  fireEvent.click(await screen.findByRole('button', { name: 'Copy curl' }));
  expect(await screen.findByText(/X-Auth-Token: secret-1/)).toBeTruthy();
  const made = server.seen.filter(one => one.method === 'POST');
  expect(made.map(one => one.body)).toEqual([{ ttl: 3600 }]);
  expect(copied).toHaveBeenCalledWith('copy');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByText(/secret-1/)).toBeNull();
});

it('sends JSON and draws the answer as a table', async () => {
  const service = serviceBody({ config: [configBody({ apis: [JSON_API] })] });
  const server = serviceServer(service);
  server.answers['POST v1/infers/s1'] = {
    body: { data: { resp_data: [{ sepal_length: 0, predictresult: 'setosa' }] } },
    headers: { 'X-ModelArts-Version': '0.0.1' }
  };
  renderWith(<ServicePage {...page({ id: 's1' })} />, testContext(server));
  fireEvent.click(await screen.findByRole('button', { name: 'Predict' }));
  expect(await screen.findByRole('cell', { name: 'setosa' })).toBeTruthy();
  expect(screen.getByText('Version 0.0.1')).toBeTruthy();
});

it('says where the JSON is wrong, and sends nothing', async () => {
  const service = serviceBody({ config: [configBody({ apis: [JSON_API] })] });
  renderWith(
    <ServicePage {...page({ id: 's1' })} />,
    testContext(serviceServer(service))
  );
  const field = await screen.findByLabelText('Request in JSON');
  fireEvent.change(field, { target: { value: '{"data":' } });
  expect(screen.getByText(/This is not JSON/)).toBeTruthy();
  const button = screen.getByRole('button', { name: 'Predict' });
  expect(button).toHaveProperty('disabled', true);
});

it('deploys from the form and opens the service', async () => {
  const server = new FakeServer({
    'GET v1/default/models': {
      body: {
        models: [{ model_id: 'm1', model_name: 'digits', model_version: '0.0.1' }]
      }
    },
    'GET v1/default/services/specifications': {
      body: {
        specifications: [
          { specification: 'small', display_en: '0.5 CPU', is_default: true }
        ]
      }
    },
    'POST v1/default/services': { body: serviceBody() }
  });
  const context = testContext(server);
  const props = page({ model: 'm1' });
  renderWith(<DeployPage {...props} />, context);
  fireEvent.click(await screen.findByRole('button', { name: 'Deploy' }));
  await waitFor(() =>
    expect(context.pages.opened).toEqual([{ name: 'service', args: { id: 's1' } }])
  );
  expect(server.seen.at(-1)?.body).toMatchObject({
    config: [{ model_id: 'm1', weight: 100, specification: 'small' }],
    schedule: []
  });
});
