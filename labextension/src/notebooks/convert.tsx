import { Dialog, Notification } from '@jupyterlab/apputils';
import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import type { IModelArtsContext } from '../core/tokens';
import { NotebooksClient } from './client';
import type { IChoice } from './components/ConvertFields';
import { NoteList } from './components/NoteList';
import { ConvertDialog, type IConvertWords } from './ConvertDialog';
import { type ITarget, scriptName } from './target';
import type { ConversionBody, Note } from './types';

/** Asks, and writes the file; null where the user gave up. */
export async function askToConvert(
  context: IModelArtsContext,
  target: ITarget,
  words: IConvertWords,
  initial: IChoice
): Promise<ConversionBody | null> {
  const client = new NotebooksClient(context.rest);
  const dialog = new ConvertDialog(context, words, initial, async choice => {
    await target.save();
    return client.convert({
      notebook: target.path,
      file_name: choice.name,
      overwrite: choice.overwrite,
      cells: target.cells as [number, ...number[]] | null
    });
  });
  const { button, value } = await dialog.launch();
  if (!button.accept || !value) {
    return null;
  }
  await target.written(value.path);
  return value;
}

/** Tells what is not in the script; resolves with whether the user goes on. */
export async function showNotes(
  context: IModelArtsContext,
  target: ITarget,
  made: ConversionBody,
  accept: string
): Promise<boolean> {
  const { trans } = context;
  const body = new Notes(context, made.notes, cell => {
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
  const made = await askToConvert(
    context,
    target,
    wordsFor(context, target.cells?.length),
    {
      name: scriptName(target.path, target.cells ? '_cells.py' : '.py'),
      overwrite: false
    }
  );
  if (!made) {
    return;
  }
  if (made.notes.length === 0) {
    Notification.success(trans.__('%1 is written', made.path), {
      autoClose: 10_000,
      actions: [{ label: trans.__('Open'), callback: () => open(made.path) }]
    });
  } else if (await showNotes(context, target, made, trans.__('Open the file'))) {
    open(made.path);
  }
}

function wordsFor(
  { trans }: IModelArtsContext,
  cells: number | undefined
): IConvertWords {
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

class Notes extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly notes: readonly Note[],
    private readonly onShow: (cell: number) => void
  ) {
    super(context);
  }

  protected content(): JSX.Element {
    return <NoteList notes={this.notes} onShow={this.onShow} />;
  }
}
