import { Notification } from '@jupyterlab/apputils';

import { confirm, told } from '../core/components';
import type { IModelArtsContext } from '../core/tokens';
import { TrainingClient } from '../training/client';
import { ModelsClient } from './client';
import { modelTitle } from './state';
import type { ModelBody } from './types';

type Done = () => void;

/** Stops an import after asking. */
export async function stopImport(
  context: IModelArtsContext,
  model: ModelBody
): Promise<void> {
  const { trans, rest } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Stop the import of %1?', modelTitle(model)),
      body: trans.__('What was copied so far is removed with this version.'),
      accept: trans.__('Stop')
    },
    trans
  );
  if (isMeant) {
    await told(context, () => new ModelsClient(rest).stop(model.model_id));
  }
}

/** Moves a version to the trash after asking; the notice takes it out again. */
export async function deleteModel(
  context: IModelArtsContext,
  model: ModelBody,
  done: Done = () => undefined
): Promise<void> {
  const { trans, rest } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Delete %1?', modelTitle(model)),
      body: trans.__(
        'This version goes to the trash with its files, and can be restored from there for 30 days. What it was imported from stays.'
      ),
      accept: trans.__('Move to the trash'),
      isDangerous: true
    },
    trans
  );
  if (!isMeant) {
    return;
  }
  if (await told(context, () => new ModelsClient(rest).delete(model.model_id))) {
    done();
    Notification.info(trans.__('%1 is in the trash.', modelTitle(model)), {
      autoClose: 10_000,
      actions: [
        {
          label: trans.__('Undo'),
          callback: () => void restoreModel(context, model)
        }
      ]
    });
  }
}

export async function restoreModel(
  context: IModelArtsContext,
  model: ModelBody
): Promise<void> {
  await told(context, () => new ModelsClient(context.rest).restore(model.model_id));
}

/** The form for the next version: from the same folder, or the newest run of the same job. */
export async function newVersion(
  context: IModelArtsContext,
  model: ModelBody
): Promise<void> {
  const { model_name: name, source_location: location } = model;
  await told(context, async () => {
    const job = model.source_job_id ? await newestRun(context, model) : null;
    await context.pages.open('import-model', {
      name,
      ...(job ? { job } : { location })
    });
  });
}

/** The newest successful version of the job that a model came from; itself, if it is gone. */
async function newestRun(
  { rest }: IModelArtsContext,
  model: ModelBody
): Promise<string | null> {
  const filters = [
    { key: 'name', operator: 'in', value: [model.source_job_name] },
    { key: 'phase', operator: 'in', value: ['Completed'] }
  ];
  const wanted = { filters, latestOnly: false, marker: null, limit: 1 };
  const found = await new TrainingClient(rest).search(wanted);
  return found.items[0]?.metadata.id ?? model.source_job_id;
}

const ACTIONS = { newVersion, stopImport, deleteModel, restoreModel };

export type ModelAction = keyof typeof ACTIONS;

/** One of the actions on the model of that id, read first. */
export async function actOnModel(
  context: IModelArtsContext,
  id: string,
  action: ModelAction
): Promise<void> {
  await told(context, async () => {
    const model = await new ModelsClient(context.rest).get(id);
    await ACTIONS[action](context, model);
  });
}
