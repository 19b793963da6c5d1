import { changedFolders, type ObsDrive } from '../drive/ObsDrive';
import type { ObsModel } from './ObsModel';

const GATHER_MS = 100;

/** Reads the shown folder again after something in it changed. */
export function followChanges(drive: ObsDrive, model: ObsModel): void {
  let timer = 0;
  drive.fileChanged.connect((_, change) => {
    if (change.type !== 'save' && changedFolders(change).some(isShown)) {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void model.refresh(), GATHER_MS);
    }
  });

  /** An upload of a folder changes what lies deeper: the folder itself may be new here. */
  function isShown(folder: string): boolean {
    const shown = model.local;
    return folder === shown || folder.startsWith(shown && `${shown}/`);
  }
}
