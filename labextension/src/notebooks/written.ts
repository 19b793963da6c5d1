import type { CommandRegistry } from '@lumino/commands';
import type { IDocumentManager } from '@jupyterlab/docmanager';

import { REFRESH_OBS } from '../obs/commandNames';
import { isObject, labName } from './names';

const REFRESH = 'filebrowser:refresh';

/**
 * The file browser that lists a file, as the server names it, looks again at once, and an editor
 * that shows it reads it anew.
 */
export async function showWritten(
  commands: CommandRegistry,
  documents: IDocumentManager | null,
  name: string
): Promise<void> {
  const refresh = isObject(name) ? REFRESH_OBS : REFRESH;
  if (commands.hasCommand(refresh)) {
    await commands.execute(refresh);
  }
  const path = labName(name);
  const open = documents?.findWidget(path, null);
  const shown = open && documents?.contextForWidget(open);
  // What is typed there and not saved yet is not thrown away.
  if (shown && !shown.model.dirty) {
    await shown.revert();
  }
}
