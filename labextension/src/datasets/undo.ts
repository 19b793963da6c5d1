const LONGEST = 200;

/** Something that the user did and can take back. */
export interface IStep {
  undo: () => void | Promise<void>;
  redo: () => void | Promise<void>;
}

/** What was done and what was taken back, newest last. */
export class UndoStack {
  get canUndo(): boolean {
    return this._done.length > 0;
  }

  get canRedo(): boolean {
    return this._undone.length > 0;
  }

  push(step: IStep): void {
    this._done = [...this._done, step].slice(-LONGEST);
    this._undone = [];
  }

  async undo(): Promise<void> {
    const step = this._done.pop();
    if (step) {
      this._undone.push(step);
      await step.undo();
    }
  }

  async redo(): Promise<void> {
    const step = this._undone.pop();
    if (step) {
      this._done.push(step);
      await step.redo();
    }
  }

  private _done: IStep[] = [];
  private _undone: IStep[] = [];
}
