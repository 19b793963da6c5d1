import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IStateDB } from '@jupyterlab/statedb';
import type { ITranslator } from '@jupyterlab/translation';

import { bucketIcon } from '../../core/icons';
import type { IModelArtsContext } from '../../core/tokens';
import type { ObsDrive } from '../drive/ObsDrive';
import { localOfUri } from '../drivePaths';
import { UploadsClient } from '../uploads/client';
import { KeptUploads } from '../uploads/kept';
import { UploadQueue } from '../uploads/UploadQueue';
import { BrowserState } from './BrowserState';
import { FootWidget, HeadWidget } from './frame';
import { ObsBrowser } from './ObsBrowser';
import { ObsModel } from './ObsModel';
import { Uploading } from './uploading';

export const BROWSER_ID = 'modelarts-obs-browser';
/** JupyterLab's own browser looks every ten seconds; a store may count requests. */
const LOOK_AGAIN_MS = 60_000;

export interface IBrowserNeeds {
  drive: ObsDrive;
  documents: IDocumentManager;
  state: IStateDB | null;
  translator: ITranslator | undefined;
}

/** The file browser "OBS" with its search, its uploads and its words. */
export function makeBrowser(
  context: IModelArtsContext,
  { drive, documents, state, translator }: IBrowserNeeds
): { browser: ObsBrowser; state: BrowserState } {
  const queue = new UploadQueue(
    drive.client,
    new UploadsClient(context.rest),
    new KeptUploads(window.localStorage),
    context.trans
  );
  const model: ObsModel = new ObsModel({
    drive,
    uploading: new Uploading(drive.client, queue, context.trans),
    manager: documents,
    translator,
    state: state ?? undefined,
    auto: false,
    refreshInterval: LOOK_AGAIN_MS,
    refreshStandby: () => document.hidden || !browser.isVisible
  });
  const browser: ObsBrowser = new ObsBrowser({
    id: BROWSER_ID,
    model,
    state: state ?? undefined,
    translator,
    words: context.trans
  });
  browser.title.icon = bucketIcon;
  browser.title.caption = context.trans.__('OBS: buckets and objects');
  browser.node.setAttribute('role', 'region');
  browser.node.setAttribute('aria-label', context.trans.__('OBS: buckets and objects'));
  const around = new BrowserState(drive, model);
  browser.frame(
    new HeadWidget(context, around),
    new FootWidget(context, { state: around, queue, tasks: drive.tasks })
  );
  queue.stored.connect((_, uri) => drive.announce(localOfUri(uri)));
  drive.tasks.ended.connect(() => void model.refresh());
  void model.restored.then(() => {
    queue.recall().catch(() => undefined);
    drive.tasks.recall().catch(() => undefined);
  });
  window.addEventListener('beforeunload', event => {
    if (queue.isBusy) {
      event.preventDefault();
    }
  });
  return { browser, state: around };
}
