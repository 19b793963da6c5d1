import { Dialog, showDialog } from '@jupyterlab/apputils';

import { told } from '../core/components';
import { newIdempotencyKey } from '../core/request';
import type { IModelArtsContext } from '../core/tokens';
import { ModelsClient } from '../models/client';
import type { ModelBody } from '../models/types';
import { ServicesClient } from './client';
import { draftOf, updateRequest } from './deployDraft';
import type { ServiceBody } from './types';

const UPDATE = 'update';
const ANOTHER = 'another';

/**
 * Deploys a model with every default, and opens the service's page. Where a service answers with
 * this model already, the user is asked whether that one is to go over to it.
 */
export async function deployModel(
  context: IModelArtsContext,
  modelId: string
): Promise<void> {
  await told(context, async () => {
    const client = new ServicesClient(context.rest);
    const [model, { services }] = await Promise.all([
      new ModelsClient(context.rest).get(modelId),
      client.list({})
    ]);
    const answering = services.find(service => answersWith(service, model));
    const choice = answering ? await ask(context, answering, model) : ANOTHER;
    if (choice === UPDATE && answering) {
      await update(context, answering, modelId);
    } else if (choice === ANOTHER) {
      const body = { config: [{ model_id: modelId }] };
      const { service_id: id } = await client.deploy(body, newIdempotencyKey());
      await context.pages.open('service', { id });
    }
  });
}

/** Whether a service runs, or is about to, with any version of the model. */
function answersWith(service: ServiceBody, model: ModelBody): boolean {
  const versions = service.target_config ?? service.config;
  return (
    ['running', 'deploying', 'concerning'].includes(service.status) &&
    versions.some(version => version.model_name === model.model_name)
  );
}

async function ask(
  { trans }: IModelArtsContext,
  service: ServiceBody,
  model: ModelBody
): Promise<string | null> {
  const { service_name: name, config } = service;
  const isSame = config.some(version => version.model_id === model.model_id);
  const called = `${model.model_name} ${model.model_version}`;
  const { button } = await showDialog({
    title: isSame
      ? trans.__('%1 answers with %2 already', name, called)
      : trans.__('Update %1 to %2?', name, called),
    body: isSame
      ? trans.__('Another service gets an address, processors and memory of its own.')
      : trans.__(
          'The address stays the same, and no call fails. Another service gets an address, processors and memory of its own.'
        ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Cancel') }),
      Dialog.createButton({
        label: trans.__('Deploy another service'),
        displayType: 'default',
        className: 'jp-mod-reject',
        actions: [ANOTHER]
      }),
      Dialog.okButton({
        label: isSame ? trans.__('Open %1', name) : trans.__('Update %1', name),
        actions: [UPDATE]
      })
    ],
    defaultButton: 2
  });
  return button.actions[0] ?? null;
}

/** One version is replaced; of several the user says in the form which one gives way. */
async function update(
  { rest, pages }: IModelArtsContext,
  service: ServiceBody,
  modelId: string
): Promise<void> {
  const id = service.service_id;
  const before = draftOf(service);
  const [only, ...others] = before.versions;
  if (others.length > 0 && before.versions.every(one => one.model !== modelId)) {
    await pages.open('deploy', { service: id });
    return;
  }
  if (others.length === 0 && only.model !== modelId) {
    const draft = { ...before, versions: [{ ...only, model: modelId }] };
    await new ServicesClient(rest).update(id, updateRequest(draft, before));
  }
  await pages.open('service', { id });
}
