import type { IModelArtsContext } from '../../core/tokens';
import type { CopyBody, ExampleBody } from '../types';
import { WritingDialog } from '../WritingDialog';
import { type IUseChoice, UseFields } from './components/UseFields';

/** "Create a copy in your home directory": closes once it is written. */
export class UseDialog extends WritingDialog<IUseChoice, CopyBody> {
  constructor(
    context: IModelArtsContext,
    example: ExampleBody,
    folder: string,
    write: (choice: IUseChoice) => Promise<CopyBody>
  ) {
    const { trans } = context;
    super(context, {
      title: trans.__('Create a copy in your home directory'),
      accept: trans.__('Create copy'),
      initial: { name: example.file_name, overwrite: false },
      fields: state => <UseFields example={example} folder={folder} {...state} />,
      write
    });
  }
}
