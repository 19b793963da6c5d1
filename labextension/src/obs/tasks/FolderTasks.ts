import type { TranslationBundle } from '@jupyterlab/translation';
import { type ISignal, Signal } from '@lumino/signaling';

import type { FolderTaskBody, FolderTaskRequest } from '../types';
import { persisting } from '../uploads/persisting';
import type { FolderTasksClient } from './client';
import { endOf } from './words';

const LOOK_AGAIN_MS = 1000;

/** Work on folders that this page has begun, or found under way: followed to its end. */
export class FolderTasks {
  constructor(
    private readonly client: FolderTasksClient,
    private readonly trans: TranslationBundle
  ) {}

  get changed(): ISignal<FolderTasks, void> {
    return this._changed;
  }

  /** Something that took a while, or went on, has ended, in whatever way. */
  get ended(): ISignal<FolderTasks, void> {
    return this._ended;
  }

  /** What is running, and what ended without being done. */
  get items(): readonly FolderTaskBody[] {
    return this._items;
  }

  /** Does it to its end. Rejects with a sentence where it was stopped, or has failed. */
  async run(request: FolderTaskRequest): Promise<FolderTaskBody> {
    const begun = await this.client.begin(request);
    if (begun.state === 'failed' && begun.done === 0) {
      await this.forget(begun.task_id);
      throw new Error(begun.reason); // nothing was changed: there is nothing to go on with
    }
    return this.settled(begun);
  }

  stop(id: string): Promise<void> {
    return this.take(this.client.stop(id));
  }

  /** Go on with what was stopped, or has failed. */
  async resume(id: string): Promise<void> {
    const task = await this.client.resume(id);
    await this.settled(task).catch(() => undefined); // its row says it
    this._ended.emit();
  }

  /** Show it no more. */
  async forget(id: string): Promise<void> {
    this.drop(id);
    await this.client.forget(id).catch(() => undefined); // it is swept later
  }

  /** Show, and follow, what goes on since before a reload. */
  async recall(): Promise<void> {
    const { tasks } = await this.client.list();
    for (const task of tasks.filter(one => one.state !== 'done')) {
      void this.settled(task).catch(() => undefined);
    }
  }

  private async settled(begun: FolderTaskBody): Promise<FolderTaskBody> {
    const task = begun.state === 'running' ? await this.followed(begun) : begun;
    if (task.state === 'done') {
      this.drop(task.task_id);
      return task;
    }
    this.keep(task);
    throw new Error(endOf(task, this.trans));
  }

  private async followed(begun: FolderTaskBody): Promise<FolderTaskBody> {
    const { signal } = new AbortController();
    let task = begun;
    while (task.state === 'running') {
      this.keep(task);
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
      task = await persisting(
        () => this.client.get(begun.task_id),
        signal,
        () => undefined
      );
    }
    this._ended.emit();
    return task;
  }

  private async take(asked: Promise<FolderTaskBody>): Promise<void> {
    this.keep(await asked);
  }

  private keep(task: FolderTaskBody): void {
    const others = this._items.filter(one => one.task_id !== task.task_id);
    this._items = [...others, task].sort((a, b) => a.create_time - b.create_time);
    this._changed.emit();
  }

  private drop(id: string): void {
    this._items = this._items.filter(one => one.task_id !== id);
    this._changed.emit();
  }

  private _items: readonly FolderTaskBody[] = [];
  private readonly _changed = new Signal<FolderTasks, void>(this);
  private readonly _ended = new Signal<FolderTasks, void>(this);
}
