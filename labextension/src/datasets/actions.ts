import { Clipboard, Notification } from '@jupyterlab/apputils';

import { confirm, told } from '../core/components';
import type { IModelArtsContext } from '../core/tokens';
import { type DatasetClient, DatasetsClient } from './client';
import type { DatasetBody, ImportTaskBody, VersionBody } from './types';

const UNDO_MS = 10_000;

type Done = () => void;

/** Moves a dataset to the trash; the notice takes it out again. */
export async function deleteDataset(
  context: IModelArtsContext,
  dataset: DatasetBody,
  done: Done = () => undefined
): Promise<void> {
  const { trans } = context;
  const client = clientOf(context, dataset.dataset_id);
  if (await told(context, () => client.delete())) {
    done();
    Notification.info(trans.__('%1 is in the trash.', dataset.dataset_name), {
      autoClose: UNDO_MS,
      actions: [
        {
          label: trans.__('Undo'),
          callback: () => void restoreDataset(context, dataset.dataset_id)
        }
      ]
    });
  }
}

export async function restoreDataset(
  context: IModelArtsContext,
  id: string
): Promise<void> {
  await told(context, () => clientOf(context, id).restore());
}

/** Imports what is new in the input location. */
export async function syncDataset(
  context: IModelArtsContext,
  dataset: DatasetBody
): Promise<void> {
  await told(context, () => clientOf(context, dataset.dataset_id).sync());
}

/** Cancels an import; what it has brought stays. */
export async function stopImport(
  context: IModelArtsContext,
  task: ImportTaskBody
): Promise<void> {
  const client = clientOf(context, task.dataset_id);
  await told(context, () => client.stopTask(task.task_id));
}

/** Cancels a publication; nothing of it stays. */
export async function cancelPublication(
  context: IModelArtsContext,
  dataset: DatasetBody,
  version: VersionBody
): Promise<void> {
  const client = clientOf(context, dataset.dataset_id);
  await told(context, () => client.stopVersion(version.version_id));
}

export async function makeCurrent(
  context: IModelArtsContext,
  dataset: DatasetBody,
  version: VersionBody
): Promise<void> {
  const body = { current_version_id: version.version_id };
  await told(context, () => clientOf(context, dataset.dataset_id).update(body));
}

/** Forgets a version after asking: its name stays used, so this is not undone. */
export async function deleteVersion(
  context: IModelArtsContext,
  dataset: DatasetBody,
  version: VersionBody
): Promise<void> {
  const { trans } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Delete version %1?', version.version_name),
      body: trans.__(
        'Its manifest and the images stay where they are, but the version can no longer be chosen here, and its name stays used.'
      ),
      accept: trans.__('Delete'),
      isDangerous: true
    },
    trans
  );
  if (isMeant) {
    const client = clientOf(context, dataset.dataset_id);
    await told(context, () => client.deleteVersion(version.version_id));
  }
}

async function copyManifest(
  _context: IModelArtsContext,
  _dataset: DatasetBody,
  version: VersionBody
): Promise<void> {
  Clipboard.copyToSystem(version.manifest_path);
}

const VERSION_ACTIONS = { makeCurrent, copyManifest, deleteVersion };

export type VersionAction = keyof typeof VERSION_ACTIONS;

/** One of the actions on the version of that id, read first. */
export async function actOnVersion(
  context: IModelArtsContext,
  datasetId: string,
  versionId: string,
  action: VersionAction
): Promise<void> {
  await told(context, async () => {
    const client = clientOf(context, datasetId);
    const [dataset, version] = await Promise.all([
      client.get(),
      client.version(versionId)
    ]);
    await VERSION_ACTIONS[action](context, dataset, version);
  });
}

const ACTIONS = { deleteDataset, syncDataset };

/** One of the actions on the dataset of that id, read first. */
export async function actOnDataset(
  context: IModelArtsContext,
  id: string,
  action: keyof typeof ACTIONS
): Promise<void> {
  await told(context, async () => {
    const dataset = await clientOf(context, id).get();
    await ACTIONS[action](context, dataset);
  });
}

function clientOf({ rest }: IModelArtsContext, id: string): DatasetClient {
  return new DatasetsClient(rest).dataset(id);
}
