import { fireEvent, screen } from '@testing-library/dom';

import { FakeServer, testContext } from '../../core/testing';
import { deployModel } from '../deploying';
import type { ServiceBody } from '../types';
import { configBody, serviceBody } from './bodies';

const MODEL = { model_id: 'm2', model_name: 'digits', model_version: '0.0.2' };

function server(services: ServiceBody[]): FakeServer {
  const count = services.length;
  return new FakeServer({
    'GET v1/default/models/m2': { body: MODEL },
    'GET v1/default/services': { body: { total_count: count, count, services } },
    'POST v1/default/services': { body: serviceBody({ service_id: 's2' }) },
    'PUT v1/default/services/s1': { body: serviceBody() }
  });
}

async function press(name: string): Promise<void> {
  const label = await screen.findByText(name, { selector: '.jp-Dialog-buttonLabel' });
  fireEvent.click(label);
}

function changes({ seen }: FakeServer): [string, unknown][] {
  return seen
    .filter(one => one.method !== 'GET')
    .map(one => [`${one.method} ${one.path}`, one.body]);
}

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
});

it('deploys without a question where nothing answers with the model', async () => {
  const other = serviceBody({ config: [configBody({ model_name: 'other' })] });
  const own = server([other, serviceBody({ status: 'stopped' })]);
  const context = testContext(own);

  await deployModel(context, 'm2');

  expect(changes(own)).toEqual([
    ['POST v1/default/services', { config: [{ model_id: 'm2' }] }]
  ]);
  expect(context.pages.opened).toEqual([{ name: 'service', args: { id: 's2' } }]);
});

it('offers to update the service that answers with another version', async () => {
  const own = server([serviceBody()]);
  const context = testContext(own);
  const done = deployModel(context, 'm2');

  await press('Update digits');
  await done;

  expect(changes(own)).toMatchObject([
    ['PUT v1/default/services/s1', { config: [{ model_id: 'm2', weight: 100 }] }]
  ]);
  expect(context.pages.opened).toEqual([{ name: 'service', args: { id: 's1' } }]);
});

it('deploys another one where the user wants it, and nothing where not', async () => {
  const own = server([serviceBody()]);
  const context = testContext(own);

  const another = deployModel(context, 'm2');
  await press('Deploy another service');
  await another;
  const none = deployModel(context, 'm2');
  await press('Cancel');
  await none;

  expect(changes(own)).toHaveLength(1);
  expect(context.pages.opened).toEqual([{ name: 'service', args: { id: 's2' } }]);
});

it('opens the service that answers with this very version', async () => {
  const own = server([serviceBody({ config: [configBody({ model_id: 'm2' })] })]);
  const context = testContext(own);
  const done = deployModel(context, 'm2');

  await press('Open digits');
  await done;

  expect(changes(own)).toEqual([]);
  expect(context.pages.opened).toEqual([{ name: 'service', args: { id: 's1' } }]);
});
