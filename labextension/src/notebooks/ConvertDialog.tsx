import { Dialog } from '@jupyterlab/apputils';
import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import type { IModelArtsContext } from '../core/tokens';
import { ConvertFields, type IChoice } from './components/ConvertFields';
import type { ConversionBody } from './types';

export interface IConvertWords {
  title: string;
  about: string;
  /** The verb on the button. */
  accept: string;
}

const CONVERT = 1;

type Convert = (choice: IChoice) => Promise<ConversionBody>;

/** Asks how to write the file, and closes once it is written: what goes wrong is said in it. */
export class ConvertDialog extends Dialog<ConversionBody | null> {
  constructor(
    context: IModelArtsContext,
    words: IConvertWords,
    initial: IChoice,
    convert: Convert
  ) {
    const body = new ConvertBody(context, words.about, initial, convert);
    super({
      title: words.title,
      body,
      buttons: [
        Dialog.cancelButton({ label: context.trans.__('Cancel') }),
        Dialog.okButton({ label: words.accept })
      ],
      defaultButton: CONVERT,
      focusNodeSelector: 'input[type="text"]'
    });
    this.fields = body;
  }

  override resolve(index: number = CONVERT): void {
    if (index !== CONVERT) {
      super.resolve(index);
      return;
    }
    void this.fields.convert().then(isWritten => {
      if (isWritten && !this.isDisposed) {
        super.resolve(CONVERT);
      }
    });
  }

  private readonly fields: ConvertBody;
}

class ConvertBody
  extends ContextWidget
  implements Dialog.IBodyWidget<ConversionBody | null>
{
  constructor(
    context: IModelArtsContext,
    private readonly about: string,
    private choice: IChoice,
    private readonly send: Convert
  ) {
    super(context);
  }

  getValue(): ConversionBody | null {
    return this.made;
  }

  /** Resolves with whether the file was written. */
  async convert(): Promise<boolean> {
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
      <ConvertFields
        about={this.about}
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

  private busy = false;
  private error: unknown = null;
  private made: ConversionBody | null = null;
}
