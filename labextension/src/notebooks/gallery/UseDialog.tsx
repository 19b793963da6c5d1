import { Dialog } from '@jupyterlab/apputils';
import type { JSX } from 'react';

import { ContextWidget } from '../../core/context';
import type { IModelArtsContext } from '../../core/tokens';
import type { CopyBody, ExampleBody } from '../types';
import { type IUseChoice, UseFields } from './components/UseFields';

const CREATE = 1;

type CreateCopy = (choice: IUseChoice) => Promise<CopyBody>;

/** "Create a copy in your home directory": closes once it is written. */
export class UseDialog extends Dialog<CopyBody | null> {
  constructor(
    context: IModelArtsContext,
    example: ExampleBody,
    folder: string,
    create: CreateCopy
  ) {
    const { trans } = context;
    const body = new UseBody(context, example, folder, create);
    super({
      title: trans.__('Create a copy in your home directory'),
      body,
      buttons: [
        Dialog.cancelButton({ label: trans.__('Cancel') }),
        Dialog.okButton({ label: trans.__('Create copy') })
      ],
      defaultButton: CREATE,
      focusNodeSelector: 'input[type="text"]'
    });
    this.fields = body;
  }

  override resolve(index: number = CREATE): void {
    if (index !== CREATE) {
      super.resolve(index);
      return;
    }
    void this.fields.create().then(isWritten => {
      if (isWritten && !this.isDisposed) {
        super.resolve(CREATE);
      }
    });
  }

  private readonly fields: UseBody;
}

class UseBody extends ContextWidget implements Dialog.IBodyWidget<CopyBody | null> {
  constructor(
    context: IModelArtsContext,
    private readonly example: ExampleBody,
    private readonly folder: string,
    private readonly send: CreateCopy
  ) {
    super(context);
    this.choice = { name: example.file_name, overwrite: false };
  }

  getValue(): CopyBody | null {
    return this.made;
  }

  /** Resolves with whether the copy was written. */
  async create(): Promise<boolean> {
    if (this.busy) {
      return false;
    }
    this.set({ busy: true, error: null });
    try {
      this.made = await this.send(this.choice);
      return true;
    } catch (error) {
      this.set({ busy: false, error });
      return false;
    }
  }

  protected content(): JSX.Element {
    return (
      <UseFields
        example={this.example}
        folder={this.folder}
        choice={this.choice}
        busy={this.busy}
        error={this.error}
        onChange={choice => {
          this.choice = choice;
          this.set({ busy: false, error: null });
        }}
      />
    );
  }

  private set(state: { busy: boolean; error: unknown }): void {
    this.busy = state.busy;
    this.error = state.error;
    this.update();
  }

  private choice: IUseChoice;
  private busy = false;
  private error: unknown = null;
  private made: CopyBody | null = null;
}
