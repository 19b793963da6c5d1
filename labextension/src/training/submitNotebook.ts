import type { IModelArtsContext } from '../core/tokens';
import { askToConvert, showNotes } from '../notebooks/convert';
import { type ITarget, scriptName } from '../notebooks/target';
import type { ConversionBody } from '../notebooks/types';
import { type NewJobArgs, splitPath } from './draft';

const NAME = /^[A-Za-z_][\w.-]*$/;
/** Arguments that a job gets by its inputs and outputs. */
const PLACES = new Set(['data_url', 'train_url']);

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
    await pages.open('new-training-job', jobArgs(made, target.engine));
  }
}

/** What the form is opened with: the script, and its arguments as they are without a word. */
export function jobArgs(made: ConversionBody, engine: string | null): NewJobArgs {
  const { folder, file } = splitPath(made.path);
  const args: NewJobArgs = { code_dir: folder, boot_file: file };
  const parameters = made.arguments.filter(
    ({ name, default: value }) => value !== '' && NAME.test(name) && !PLACES.has(name)
  );
  if (parameters.length > 0) {
    args.parameters = parameters.map(({ name, default: value }) => ({ name, value }));
  }
  return engine ? { ...args, engine } : args;
}
