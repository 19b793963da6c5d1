import type { IModelArtsContext } from '../core/tokens';
import { ConvertFields, type IChoice } from './components/ConvertFields';
import { keepOptions, keptOptions } from './options';
import { WritingDialog } from './WritingDialog';

export interface IConvertWords {
  title: string;
  about: string;
  /** The verb on the button. */
  accept: string;
  /** The notebooks, where it is not about one. */
  several?: readonly string[];
  /** The tags that cells have. */
  tags: readonly string[];
}

export type InitialChoice = Pick<IChoice, 'name' | 'overwrite'>;

/** Asks how to convert; the options are kept for the next time. */
export class ConvertDialog<T> extends WritingDialog<IChoice, T> {
  constructor(
    context: IModelArtsContext,
    words: IConvertWords,
    initial: InitialChoice,
    convert: (choice: IChoice) => Promise<T>
  ) {
    const { title, accept, about, several, tags } = words;
    super(context, {
      title,
      accept,
      initial: { ...keptOptions(), ...initial },
      fields: state => (
        <ConvertFields about={about} several={several} tags={tags} {...state} />
      ),
      write: async choice => {
        if (!several && !choice.name.trim()) {
          throw new Error(context.trans.__('Give the file a name.'));
        }
        const made = await convert(choice);
        keepOptions(choice);
        return made;
      }
    });
  }
}
