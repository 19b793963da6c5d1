import { Dialog } from '@jupyterlab/apputils';
import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import type { IModelArtsContext } from '../core/tokens';

/** What the fields of a dialog are given. */
export interface IFieldsState<C> {
  choice: C;
  busy: boolean;
  error: unknown;
  onChange: (change: Partial<C>) => void;
}

export interface IWriting<C, T> {
  title: string;
  /** The verb on the button. */
  accept: string;
  initial: C;
  fields: (state: IFieldsState<C>) => JSX.Element;
  /** Writes; the dialog closes once it is done, and says what went wrong where it is not. */
  write: (choice: C) => Promise<T>;
}

const WRITE = 1;

/** Asks how to write a file, and closes once it is written: what goes wrong is said in it. */
export class WritingDialog<C, T> extends Dialog<T | null> {
  constructor(context: IModelArtsContext, writing: IWriting<C, T>) {
    const body = new WritingBody(context, writing);
    super({
      title: writing.title,
      body,
      buttons: [
        Dialog.cancelButton({ label: context.trans.__('Cancel') }),
        Dialog.okButton({ label: writing.accept })
      ],
      defaultButton: WRITE,
      focusNodeSelector: 'input[type="text"]'
    });
    this.written = body;
  }

  override resolve(index: number = WRITE): void {
    if (index !== WRITE) {
      super.resolve(index);
      return;
    }
    void this.written.write().then(isWritten => {
      if (isWritten && !this.isDisposed) {
        super.resolve(WRITE);
      }
    });
  }

  private readonly written: WritingBody<C, T>;
}

class WritingBody<C, T> extends ContextWidget implements Dialog.IBodyWidget<T | null> {
  constructor(
    context: IModelArtsContext,
    private readonly writing: IWriting<C, T>
  ) {
    super(context);
    this.choice = writing.initial;
  }

  getValue(): T | null {
    return this.made;
  }

  /** Resolves with whether the file was written. */
  async write(): Promise<boolean> {
    if (this.busy) {
      return false;
    }
    this.set({ busy: true, error: null });
    try {
      this.made = await this.writing.write(this.choice);
      return true;
    } catch (error) {
      this.set({ busy: false, error });
      return false;
    }
  }

  protected content(): JSX.Element {
    return this.writing.fields({
      choice: this.choice,
      busy: this.busy,
      error: this.error,
      onChange: change => {
        this.choice = { ...this.choice, ...change };
        this.set({ busy: false, error: null });
      }
    });
  }

  private set(state: { busy: boolean; error: unknown }): void {
    this.busy = state.busy;
    this.error = state.error;
    this.update();
  }

  private choice: C;
  private busy = false;
  private error: unknown = null;
  private made: T | null = null;
}
