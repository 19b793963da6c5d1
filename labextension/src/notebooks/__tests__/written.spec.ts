import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { Contents } from '@jupyterlab/services';
import { CommandRegistry } from '@lumino/commands';

import { labName, serverName } from '../names';
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

it('finds the files of a bucket where the drive has them', async () => {
  const commands = new CommandRegistry();
  const refreshed = jest.fn();
  commands.addCommand('modelarts:refresh-obs', { execute: refreshed });
  const findWidget = jest.fn();
  const documents = { findWidget } as unknown as IDocumentManager;

  await showWritten(commands, documents, 'obs://bucket/study/a.py');

  expect(refreshed).toHaveBeenCalledTimes(1);
  expect(findWidget).toHaveBeenCalledWith('OBS:bucket/study/a.py', null);
});

it('names files as the server does, and as JupyterLab does', () => {
  const localPath = (path: string): string => path.replace('RTC:', '');
  const contents = { localPath } as unknown as Contents.IManager;

  expect(serverName('OBS:bucket/a b.ipynb', contents)).toBe('obs://bucket/a b.ipynb');
  expect(serverName('RTC:study/a.ipynb', contents)).toBe('study/a.ipynb');
  expect(labName('study/a.py')).toBe('study/a.py');
});
