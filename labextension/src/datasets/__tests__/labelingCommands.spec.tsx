import type { JupyterFrontEnd } from '@jupyterlab/application';
import { act, screen, waitFor } from '@testing-library/react';

import { FakeServer, layOut, renderWith, testContext } from '../../core/testing';
import { addLabelingCommands } from '../labelingCommands';
import type { SampleUpdate } from '../types';
import { Labeling } from '../workbench/LabelingArea';
import { sampleBody, savedAnswer, statsAnswer } from '../workbench/__tests__/samples';

const ROOT = 'v2/default/datasets/d1/data-annotations';

it('acts on the images in sight, and on nothing when they are gone', async () => {
  layOut(1_000, 600);
  const server = new FakeServer({
    [`GET ${ROOT}/samples`]: {
      body: { samples: [sampleBody('a'), sampleBody('b')], sample_count: 2 }
    },
    [`GET ${ROOT}/stats`]: { body: statsAnswer({ cat: 0 }, 2) },
    [`PUT ${ROOT}/samples`]: seen => {
      const { samples } = seen.body as { samples: SampleUpdate[] };
      return { body: savedAnswer(samples) };
    }
  });
  const context = testContext(server);
  const { commands } = context;
  addLabelingCommands({ commands } as JupyterFrontEnd, context, null);
  expect(commands.isEnabled('modelarts:select-images')).toBe(false);
  const { unmount } = renderWith(<Labeling datasetId="d1" view="unlabeled" />, context);
  await screen.findAllByRole('option');
  expect(commands.isEnabled('modelarts:delete-images')).toBe(false);

  await act(async () => {
    await commands.execute('modelarts:select-images');
    await commands.execute('modelarts:label-images', { label: 'cat' });
  });

  await waitFor(() =>
    expect(server.seen.filter(seen => seen.method === 'PUT')).toHaveLength(1)
  );
  expect(await screen.findByRole('option', { name: 'b.png: cat' })).toBeTruthy();
  expect(commands.isEnabled('modelarts:undo-labeling')).toBe(true);
  unmount();
  expect(commands.isEnabled('modelarts:undo-labeling')).toBe(false);
});
