import type { IDocumentManager } from '@jupyterlab/docmanager';
import { FileDialog } from '@jupyterlab/filebrowser';
import type { ITranslator } from '@jupyterlab/translation';

export interface IChoice {
  directory: boolean;
  /** The folder that is shown first. */
  from: string;
  title: string;
}

/** JupyterLab's own dialog for a folder or a Python file; null where the user gave up. */
export async function choosePath(
  manager: IDocumentManager,
  translator: ITranslator | undefined,
  { directory, from, title }: IChoice
): Promise<string | null> {
  const options = { manager, translator, title, defaultPath: from === '.' ? '' : from };
  if (directory) {
    const folder = await FileDialog.getExistingDirectory(options);
    return folder.button.accept ? (folder.value?.[0]?.path ?? '') : null;
  }
  const file = await FileDialog.getOpenFiles({
    ...options,
    filter: model =>
      model.type === 'directory' || model.path.endsWith('.py') ? {} : null
  });
  const chosen = file.value?.[0];
  return file.button.accept && chosen?.type !== 'directory'
    ? (chosen?.path ?? null)
    : null;
}
