import { Dialog, Notification } from '@jupyterlab/apputils';

import { sentenceOf } from '../core/components';
import type { IModelArtsContext } from '../core/tokens';
import { NotebooksClient } from './client';
import type { IChoice } from './components/ConvertFields';
import { requestFor } from './convert';
import { ConvertDialog } from './ConvertDialog';
import { type IOutcome, Outcomes } from './Outcomes';
import { fileName, type ITarget, scriptName } from './target';

/** "Convert to Python File" on several notebooks, each to a file of its own name. */
export async function convertSeveral(
  context: IModelArtsContext,
  targets: readonly ITarget[]
): Promise<void> {
  const { trans } = context;
  const outcomes: IOutcome[] = [];
  const words = {
    title: trans.__('Convert %1 notebooks to Python files', targets.length),
    about: trans.__(
      'Each file is written beside its notebook, which is saved first where it is open.'
    ),
    accept: trans.__('Convert'),
    several: targets.map(target => fileName(target.path)),
    tags: [...new Set(targets.flatMap(target => target.tags))]
  };
  const initial = { name: '', overwrite: false };
  const dialog = new ConvertDialog(context, words, initial, choice =>
    convertRest(context, targets, outcomes, choice)
  );
  await dialog.launch();
  if (outcomes.length > 0) {
    await showOutcomes(context, outcomes);
  }
}

/** Converts what is not converted yet. Rejects with what went wrong with which notebook. */
async function convertRest(
  { rest, trans }: IModelArtsContext,
  targets: readonly ITarget[],
  outcomes: IOutcome[],
  choice: IChoice
): Promise<void> {
  const client = new NotebooksClient(rest);
  const problems: string[] = [];
  for (const target of targets) {
    if (outcomes.some(outcome => outcome.target === target)) {
      continue;
    }
    const name = scriptName(target.path, '.py');
    try {
      await target.save();
      const made = await client.convert(requestFor(target, { ...choice, name }));
      outcomes.push({ target, made });
      await target.written(made.path);
    } catch (error) {
      problems.push(`${fileName(target.path)}: ${sentenceOf(error, trans)}`);
    }
  }
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}

async function showOutcomes(
  context: IModelArtsContext,
  outcomes: readonly IOutcome[]
): Promise<void> {
  const { trans } = context;
  const title = trans._n('%1 file is written', '%1 files are written', outcomes.length);
  const told = outcomes.filter(
    ({ made }) => made.notes.length > 0 || made.arguments.length > 0
  );
  if (told.length === 0) {
    Notification.success(title, { autoClose: 10_000 });
    return;
  }
  const body = new Outcomes(context, told, (cell, target) => {
    dialog.reject();
    target.show(cell);
  });
  const dialog = new Dialog({
    title,
    body,
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
  await dialog.launch();
}
