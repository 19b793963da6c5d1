import { Dialog, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IModelArtsContext } from '../core/tokens';
import { NotebooksClient } from './client';
import type { IChoice } from './components/ConvertFields';
import { ConvertDialog, type IConvertWords, type InitialChoice } from './ConvertDialog';
import { conversionOptions } from './options';
import { Outcomes } from './Outcomes';
import { type ITarget, scriptName } from './target';
import type { ConversionBody, ConversionRequest } from './types';

/** Asks, and writes the file; null where the user gave up. */
export async function askToConvert(
  context: IModelArtsContext,
  target: ITarget,
  words: Omit<IConvertWords, 'tags'>,
  initial: InitialChoice
): Promise<ConversionBody | null> {
  const client = new NotebooksClient(context.rest);
  const all = { ...words, tags: target.tags };
  const dialog = new ConvertDialog(context, all, initial, async choice => {
    await target.save();
    return client.convert(requestFor(target, choice));
  });
  const { button, value } = await dialog.launch();
  if (!button.accept || !value) {
    return null;
  }
  await target.written(value.path);
  return value;
}

/** What is asked of the server. */
export function requestFor(target: ITarget, choice: IChoice): ConversionRequest {
  return {
    notebook: target.path,
    file_name: choice.name,
    overwrite: choice.overwrite,
    cells: target.cells as [number, ...number[]] | null,
    options: conversionOptions(choice)
  };
}

/** Tells what is not in the script; resolves with whether the user goes on. */
export async function showNotes(
  context: IModelArtsContext,
  target: ITarget,
  made: ConversionBody,
  accept: string
): Promise<boolean> {
  const { trans } = context;
  const body = new Outcomes(context, [{ target, made }], cell => {
    dialog.reject();
    target.show(cell);
  });
  const dialog = new Dialog({
    title: trans.__('%1 is written', made.path),
    body,
    buttons: [
      Dialog.cancelButton({ label: trans.__('Close') }),
      Dialog.okButton({ label: accept })
    ]
  });
  const { button } = await dialog.launch();
  return button.accept;
}

/** "Convert to Python File": a dialog, then what differs, then the way to the file. */
export async function convert(
  context: IModelArtsContext,
  target: ITarget,
  open: (path: string) => void
): Promise<void> {
  const { trans } = context;
  const words = wordsFor(trans, target.cells?.length);
  const made = await askToConvert(context, target, words, {
    name: scriptName(target.path, target.cells ? '_cells.py' : '.py'),
    overwrite: false
  });
  if (!made) {
    return;
  }
  if (made.notes.length === 0) {
    Notification.success(writtenWords(made, trans), {
      autoClose: 10_000,
      actions: [{ label: trans.__('Open'), callback: () => open(made.path) }]
    });
  } else if (await showNotes(context, target, made, trans.__('Open the file'))) {
    open(made.path);
  }
}

function writtenWords(made: ConversionBody, trans: TranslationBundle): string {
  const names = made.arguments.map(({ name }) => `--${name}`).join(', ');
  return names
    ? trans.__('%1 is written, and takes %2', made.path, names)
    : trans.__('%1 is written', made.path);
}

function wordsFor(
  trans: TranslationBundle,
  cells: number | undefined
): Omit<IConvertWords, 'tags'> {
  const about = trans.__(
    'The file is written beside the notebook, which is saved first.'
  );
  const accept = trans.__('Convert');
  return cells === undefined
    ? { title: trans.__('Convert to Python File'), about, accept }
    : {
        title: trans._n(
          'Convert %1 cell to a Python file',
          'Convert %1 cells to a Python file',
          cells
        ),
        about,
        accept
      };
}
