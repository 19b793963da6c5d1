import { Notification } from '@jupyterlab/apputils';

import { confirm, told } from '../core/components';
import type { IModelArtsContext } from '../core/tokens';
import { TrainingClient } from './client';
import { jobTitle } from './state';
import type { TrainingJobBody } from './types';

type Done = () => void;

/** Stops a job after asking; what it has written to its output folder so far is saved. */
export async function stopJob(
  context: IModelArtsContext,
  job: TrainingJobBody
): Promise<void> {
  const { trans, rest } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Stop %1?', jobTitle(job)),
      body: trans.__(
        'Its processes are told to end and have a few seconds to save, then they are killed. What it wrote into its output folder is kept.'
      ),
      accept: trans.__('Stop')
    },
    trans
  );
  if (isMeant) {
    await told(context, () => new TrainingClient(rest).stop(job.metadata.id));
  }
}

/** Moves a job to the trash after asking; the notice takes it out again. */
export async function deleteJob(
  context: IModelArtsContext,
  job: TrainingJobBody,
  done: Done = () => undefined
): Promise<void> {
  const { trans, rest } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Delete %1?', jobTitle(job)),
      body: trans.__(
        'It goes to the trash with its log, and can be restored from there for 30 days. Its outputs stay where they are.'
      ),
      accept: trans.__('Move to the trash'),
      isDangerous: true
    },
    trans
  );
  if (!isMeant) {
    return;
  }
  const client = new TrainingClient(rest);
  if (await told(context, () => client.delete(job.metadata.id))) {
    done();
    Notification.info(trans.__('%1 is in the trash.', jobTitle(job)), {
      autoClose: 10_000,
      actions: [
        {
          label: trans.__('Undo'),
          callback: () => void restoreJob(context, job)
        }
      ]
    });
  }
}

export async function restoreJob(
  context: IModelArtsContext,
  job: TrainingJobBody
): Promise<void> {
  await told(context, () => new TrainingClient(context.rest).restore(job.metadata.id));
}

/** Uploads again what a job wrote and could not save. */
export async function uploadAgain(
  context: IModelArtsContext,
  job: TrainingJobBody
): Promise<void> {
  await told(context, () =>
    new TrainingClient(context.rest).resumeOutputs(job.metadata.id)
  );
}

/** The form with this version's values; sent, it makes the next version. */
export async function runAgain(
  context: IModelArtsContext,
  job: TrainingJobBody
): Promise<void> {
  await context.pages.open('new-training-job', { parent: job.metadata.id });
}

const ACTIONS = { runAgain, stopJob, deleteJob, restoreJob };

/** One of the actions on the job of that id, read first. */
export async function actOnJob(
  context: IModelArtsContext,
  id: string,
  action: keyof typeof ACTIONS
): Promise<void> {
  await told(context, async () => {
    const job = await new TrainingClient(context.rest).get(id);
    await ACTIONS[action](context, job);
  });
}
