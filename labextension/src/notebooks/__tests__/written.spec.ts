import type { IDocumentManager } from '@jupyterlab/docmanager';
import { CommandRegistry } from '@lumino/commands';

import { showWritten } from '../written';

function openIn(dirty: boolean): { documents: IDocumentManager; revert: jest.Mock } {
  const revert = jest.fn(async () => undefined);
  const documents = {
    findWidget: (path: string) => (path === 'a.py' ? {} : undefined),
    contextForWidget: () => ({ model: { dirty }, revert })
  };
  return { documents: documents as unknown as IDocumentManager, revert };
}

it('reads an open file anew, and shows it in the file browser', async () => {
  const commands = new CommandRegistry();
  const refreshed = jest.fn();
  commands.addCommand('filebrowser:refresh', { execute: refreshed });
  const { documents, revert } = openIn(false);

  await showWritten(commands, documents, 'a.py');
  await showWritten(commands, documents, 'other.py');

  expect(revert).toHaveBeenCalledTimes(1);
  expect(refreshed).toHaveBeenCalledTimes(2);
});

it('keeps what is typed in the file and not saved', async () => {
  const { documents, revert } = openIn(true);

  await showWritten(new CommandRegistry(), documents, 'a.py');
  await showWritten(new CommandRegistry(), null, 'a.py');

  expect(revert).not.toHaveBeenCalled();
});
