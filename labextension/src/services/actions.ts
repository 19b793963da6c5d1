import { Notification } from '@jupyterlab/apputils';

import { confirm, told } from '../core/components';
import type { IModelArtsContext } from '../core/tokens';
import { ServicesClient } from './client';
import type { ServiceBody } from './types';

type Done = () => void;

export async function startService(
  context: IModelArtsContext,
  service: ServiceBody
): Promise<void> {
  await told(context, () => new ServicesClient(context.rest).start(service.service_id));
}

/** Stops a service that the user has agreed to stop. */
async function stopAtOnce(
  { rest }: IModelArtsContext,
  service: ServiceBody
): Promise<void> {
  await new ServicesClient(rest).stop(service.service_id);
}

/** Stops a service after asking. */
export async function stopService(
  context: IModelArtsContext,
  service: ServiceBody
): Promise<void> {
  const { trans, rest } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Stop %1?', service.service_name),
      body: trans.__(
        'Calls are refused until it is started again; its address stays the same.'
      ),
      accept: trans.__('Stop')
    },
    trans
  );
  if (isMeant) {
    await told(context, () => new ServicesClient(rest).stop(service.service_id));
  }
}

/** Moves a service to the trash after asking; the notice takes it out again. */
export async function deleteService(
  context: IModelArtsContext,
  service: ServiceBody,
  done: Done = () => undefined
): Promise<void> {
  const { trans, rest } = context;
  const isMeant = await confirm(
    {
      title: trans.__('Delete %1?', service.service_name),
      body: trans.__(
        'It is stopped and its tokens end. It goes to the trash and can be restored from there for 30 days. The model stays.'
      ),
      accept: trans.__('Move to the trash'),
      isDangerous: true
    },
    trans
  );
  if (!isMeant) {
    return;
  }
  const client = new ServicesClient(rest);
  if (await told(context, () => client.delete(service.service_id))) {
    done();
    Notification.info(trans.__('%1 is in the trash.', service.service_name), {
      autoClose: 10_000,
      actions: [
        {
          label: trans.__('Undo'),
          callback: () => void restoreService(context, service)
        }
      ]
    });
  }
}

/** Takes a service out of the trash; it is stopped then. */
export async function restoreService(
  context: IModelArtsContext,
  service: ServiceBody
): Promise<void> {
  const client = new ServicesClient(context.rest);
  await told(context, () => client.restore(service.service_id));
}

/** The form with this service's values. */
export async function updateService(
  context: IModelArtsContext,
  service: ServiceBody
): Promise<void> {
  await context.pages.open('deploy', { service: service.service_id });
}

const ACTIONS = {
  stopAtOnce,
  startService,
  stopService,
  deleteService,
  restoreService,
  updateService
};

export type ServiceAction = keyof typeof ACTIONS;

/** One of the actions on the service of that id, read first. */
export async function actOnService(
  context: IModelArtsContext,
  id: string,
  action: ServiceAction
): Promise<void> {
  await told(context, async () => {
    const service = await new ServicesClient(context.rest).get(id);
    await ACTIONS[action](context, service);
  });
}
