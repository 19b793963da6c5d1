import { fireEvent, screen, waitFor } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../core/testing';
import { TrashedImages } from '../components/TrashedImages';
import { sampleBody } from '../workbench/__tests__/samples';

const SAMPLES = 'v2/default/datasets/d/data-annotations/samples';

function serverWith(names: string[], results: unknown[]): FakeServer {
  const left = [...names];
  return new FakeServer({
    [`GET ${SAMPLES}`]: () => ({
      body: { samples: left.map(name => sampleBody(name)), sample_count: left.length }
    }),
    [`POST ${SAMPLES}/restore`]: seen => {
      const { samples } = seen.body as { samples: string[] };
      samples.forEach(id => left.splice(left.indexOf(id), 1));
      return { body: { success: true, results } };
    }
  });
}

beforeEach(() => layOut(600, 400));

it('lists what was deleted and brings one image back', async () => {
  const server = serverWith(['a', 'b'], [{ success: true }]);
  renderWith(<TrashedImages datasetId="d" />, testContext(server));

  fireEvent.click(await screen.findByRole('button', { name: 'Restore a.png' }));

  await waitFor(() => expect(screen.queryByText('a.png')).toBeNull());
  expect(screen.getByText('b.png')).toBeTruthy();
  expect(server.seen.find(seen => seen.method === 'POST')?.body).toEqual({
    samples: ['a']
  });
});

it('says why an image could not be restored', async () => {
  const refusal = { success: false, error_msg: 'The object is gone.' };
  const server = serverWith(['a'], [refusal]);
  renderWith(<TrashedImages datasetId="d" />, testContext(server));

  fireEvent.click(await screen.findByRole('button', { name: 'Restore a.png' }));

  expect(await screen.findByText('The object is gone.')).toBeTruthy();
});

it('says what the empty list is for', async () => {
  renderWith(<TrashedImages datasetId="d" />, testContext(serverWith([], [])));

  expect(await screen.findByText(/can be restored from here/)).toBeTruthy();
});
