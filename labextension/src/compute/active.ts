import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { IModelArtsEvents } from '../core/tokens';
import type { ComputeClient } from './client';
import { shownOf } from './state';
import type { WorkloadBody } from './types';

const GATHER_MS = 300;

/** What is queued or at work: read once for the Running panel and the status bar. */
export class ActiveWorkloads implements IDisposable {
  constructor(
    private readonly client: ComputeClient,
    events: IModelArtsEvents
  ) {
    this._subscription = events.subscribe('compute', () => this.lookSoon());
  }

  get workloads(): readonly WorkloadBody[] {
    return this._workloads;
  }

  get changed(): ISignal<ActiveWorkloads, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._subscription.isDisposed;
  }

  /** A server that does not answer leaves the list as it was: the pages say what is wrong. */
  async look(): Promise<void> {
    const answer = await this.client.active().catch(() => null);
    if (answer && !this.isDisposed) {
      this._workloads = shownOf(answer.workloads);
      this._changed.emit();
    }
  }

  async stop(workloads: readonly WorkloadBody[]): Promise<void> {
    await Promise.all(workloads.map(one => this.client.stop(one.workload_id)));
    await this.look();
  }

  dispose(): void {
    window.clearTimeout(this._timer);
    this._subscription.dispose();
    Signal.clearData(this);
  }

  private lookSoon(): void {
    this._timer ??= window.setTimeout(() => {
      this._timer = undefined;
      void this.look();
    }, GATHER_MS);
  }

  private _timer: number | undefined;
  private _workloads: readonly WorkloadBody[] = [];
  private readonly _subscription: IDisposable;
  private readonly _changed = new Signal<ActiveWorkloads, void>(this);
}
