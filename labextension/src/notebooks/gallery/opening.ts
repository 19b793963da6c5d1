import { Notification } from '@jupyterlab/apputils';

import type { IModelArtsContext } from '../../core/tokens';
import { EnginesClient } from '../../engines/client';
import type { EngineBody } from '../../engines/types';
import { engineReason } from '../../engines/words';
import type { CopyBody } from '../types';
import type { IGalleryHost } from './host';

const SHOWN_MS = 10_000;

/**
 * Opens a copy with the kernel of its engine. Where the engine is not there it is built first,
 * which a notification tells of; the notebook opens by itself when it is.
 */
export async function openCopy(
  context: IModelArtsContext,
  host: IGalleryHost,
  copy: CopyBody
): Promise<void> {
  if (!copy.engine_id || copy.kernel_name) {
    await host.open(copy.path, copy.kernel_name);
    return;
  }
  const notice = tellOfBuild(context, copy);
  try {
    const engine = await built(context, copy.engine_id);
    if (engine.state !== 'ready') {
      throw new Error(engineReason(engine.reason, context.trans));
    }
    Notification.update({
      id: notice,
      message: context.trans.__('The engine %1 is ready.', copy.engine_id),
      type: 'success',
      autoClose: SHOWN_MS,
      actions: []
    });
    await host.open(copy.path, engine.kernel_name ?? '');
  } catch (error) {
    tellOfFailure(context, host, copy, notice, error);
  }
}

function tellOfBuild({ trans, pages }: IModelArtsContext, copy: CopyBody): string {
  const message = trans.__(
    '%1 is written. It opens by itself when its engine %2 is built.',
    copy.path,
    copy.engine_id
  );
  return Notification.emit(message, 'in-progress', {
    autoClose: false,
    actions: [
      {
        label: trans.__('Show the log'),
        callback: () => void pages.open('engine', { id: copy.engine_id })
      }
    ]
  });
}

function tellOfFailure(
  { trans, pages }: IModelArtsContext,
  host: IGalleryHost,
  copy: CopyBody,
  id: string,
  error: unknown
): void {
  const why = error instanceof Error ? error.message : String(error);
  Notification.update({
    id,
    message: trans.__('The engine %1 could not be built: %2', copy.engine_id, why),
    type: 'error',
    autoClose: false,
    actions: [
      {
        label: trans.__('Show the engine'),
        callback: () => void pages.open('engine', { id: copy.engine_id })
      },
      {
        label: trans.__('Open all the same'),
        callback: () => void host.open(copy.path, '')
      }
    ]
  });
}

/** Builds an engine; resolves with how it stands when that is over. */
async function built(
  { rest, events }: IModelArtsContext,
  engineId: string
): Promise<EngineBody> {
  const client = new EnginesClient(rest);
  const first = await client.act(engineId, 'build');
  if (first.state !== 'building') {
    return first;
  }
  return new Promise((resolve, reject) => {
    const look = (): void => {
      client.get(engineId).then(found => {
        if (found.state !== 'building') {
          hearing.dispose();
          resolve(found);
        }
      }, reject);
    };
    const hearing = events.subscribe('engines', look);
    look();
  });
}
