import type { CommandRegistry } from '@lumino/commands';
import type { IDocumentManager } from '@jupyterlab/docmanager';

const REFRESH = 'filebrowser:refresh';

/** The file browser looks again at once, and an editor that shows the file reads it anew. */
export async function showWritten(
  commands: CommandRegistry,
  documents: IDocumentManager | null,
  path: string
): Promise<void> {
  if (commands.hasCommand(REFRESH)) {
    await commands.execute(REFRESH);
  }
  const open = documents?.findWidget(path, null);
  const shown = open && documents?.contextForWidget(open);
  // What is typed there and not saved yet is not thrown away.
  if (shown && !shown.model.dirty) {
    await shown.revert();
  }
}
