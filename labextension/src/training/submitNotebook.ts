import type { IModelArtsContext } from '../core/tokens';
import { askToConvert, showNotes } from '../notebooks/convert';
import { type ITarget, scriptName } from '../notebooks/target';
import { type NewJobArgs, splitPath } from './draft';

/** A name that is ours, so that the script of the last submission may be replaced. */
const ENDING = '.train.py';

/** Writes the notebook as a script and opens the form of a job that runs it. */
export async function submitNotebook(
  context: IModelArtsContext,
  target: ITarget
): Promise<void> {
  const { trans, pages } = context;
  const made = await askToConvert(
    context,
    target,
    {
      title: target.cells
        ? trans._n(
            'Submit %1 cell as a training job',
            'Submit %1 cells as a training job',
            target.cells.length
          )
        : trans.__('Submit as a training job'),
      about: trans.__(
        'The notebook is saved, and written as a script beside it; then the form of the job opens, and nothing runs before you say so there.'
      ),
      accept: trans.__('Go on')
    },
    { name: scriptName(target.path, ENDING), overwrite: true }
  );
  if (!made) {
    return;
  }
  const hasNotes = made.notes.length > 0;
  if (!hasNotes || (await showNotes(context, target, made, trans.__('Go on')))) {
    await pages.open('new-training-job', jobArgs(made.path, target.engine));
  }
}

/** What the form is opened with. */
export function jobArgs(path: string, engine: string | null): NewJobArgs {
  const { folder, file } = splitPath(path);
  const args: NewJobArgs = { code_dir: folder, boot_file: file };
  return engine ? { ...args, engine } : args;
}
