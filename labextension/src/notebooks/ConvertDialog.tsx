import { Dialog } from '@jupyterlab/apputils';
import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import type { IModelArtsContext } from '../core/tokens';
import { ConvertFields, type IChoice } from './components/ConvertFields';
import { keepOptions, keptOptions } from './options';

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

const CONVERT = 1;

type Convert<T> = (choice: IChoice) => Promise<T>;

/** Asks how to write the file, and closes once it is written: what goes wrong is said in it. */
export class ConvertDialog<T> extends Dialog<T | null> {
  constructor(
    context: IModelArtsContext,
    words: IConvertWords,
    initial: InitialChoice,
    convert: Convert<T>
  ) {
    const body = new ConvertBody(context, words, initial, convert);
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

  private readonly fields: ConvertBody<T>;
}

class ConvertBody<T> extends ContextWidget implements Dialog.IBodyWidget<T | null> {
  constructor(
    context: IModelArtsContext,
    private readonly words: IConvertWords,
    initial: InitialChoice,
    private readonly send: Convert<T>
  ) {
    super(context);
    this.choice = { ...keptOptions(), ...initial };
  }

  getValue(): T | null {
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
      keepOptions(this.choice);
      return true;
    } catch (error) {
      this.set({ busy: false, error });
      return false;
    }
  }

  protected content(): JSX.Element {
    return (
      <ConvertFields
        about={this.words.about}
        several={this.words.several}
        tags={this.words.tags}
        choice={this.choice}
        busy={this.busy}
        error={this.error}
        onChange={change => {
          this.choice = { ...this.choice, ...change };
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

  private choice: IChoice;
  private busy = false;
  private error: unknown = null;
  private made: T | null = null;
}
