import { type ISignal, Signal } from '@lumino/signaling';

import type { RestClient } from '../../core/request';
import type { IModelArtsEvents } from '../../core/tokens';
import { type DatasetClient, DatasetsClient } from '../client';
import type { SampleBody, StatsAnswer } from '../types';
import { UndoStack } from '../undo';
import { LabelDraft } from './draft';
import { type IChange, SaveQueue } from './saving';
import { Uploads } from './uploads';

const LARGEST_BATCH = 1_000;

/** Images that came out of the trash, or went there. */
export interface IMoved {
  gone: readonly string[];
  back: readonly SampleBody[];
}

/** How a label of the set looks. */
export interface ILabelLook {
  name: string;
  color: string;
}

/**
 * One dataset while it is labeled: what is saved, can be undone and is counted. Both tabs
 * share it, so that leaving one stops nothing.
 */
export class Workbench {
  constructor(rest: RestClient, datasetId: string) {
    this.client = new DatasetsClient(rest).dataset(datasetId);
    this.queue = new SaveQueue({
      save: updates => this.client.saveLabels(updates),
      draft: new LabelDraft(datasetId, window.localStorage),
      onStats: stats => this.setStats(stats)
    });
    this.uploads = new Uploads(this.client);
    this.queue.restore();
  }

  readonly client: DatasetClient;
  readonly queue: SaveQueue;
  readonly undo = new UndoStack();
  readonly uploads: Uploads;

  get stats(): StatsAnswer | null {
    return this._stats;
  }

  get statsChanged(): ISignal<Workbench, void> {
    return this._statsChanged;
  }

  get moved(): ISignal<Workbench, IMoved> {
    return this._moved;
  }

  /** Why there are no counts. */
  get statsError(): unknown {
    return this._statsError;
  }

  setStats(stats: StatsAnswer): void {
    this._stats = stats;
    this._statsError = null;
    this._statsChanged.emit();
  }

  async readStats(): Promise<void> {
    try {
      this.setStats(await this.client.stats());
    } catch (error) {
      this._statsError = error;
      this._statsChanged.emit();
    }
  }

  /** Gives images their labels, as one step that can be undone. */
  label(changes: readonly IChange[]): void {
    const before = changes.map(({ sample }) => ({
      sample,
      labels: this.queue.labelsOf(sample)
    }));
    this.queue.put(changes);
    this.undo.push({
      undo: () => this.queue.put(before),
      redo: () => this.queue.put(changes)
    });
    this._statsChanged.emit();
  }

  /** Moves images to the trash; undo brings them back. */
  async delete(samples: readonly SampleBody[]): Promise<void> {
    await this.throwAway(samples);
    this.undo.push({
      undo: () => this.bringBack(samples),
      redo: () => this.throwAway(samples)
    });
  }

  /** Gives a label another name or colour, on all of its images; undo gives it the old one. */
  async changeLabel(before: ILabelLook, after: ILabelLook): Promise<void> {
    await this.dress(before, after);
    this.undo.push({
      undo: () => this.dress(after, before),
      redo: () => this.dress(before, after)
    });
  }

  async takeBack(): Promise<void> {
    await this.undo.undo();
    this._statsChanged.emit();
  }

  async doAgain(): Promise<void> {
    await this.undo.redo();
    this._statsChanged.emit();
  }

  /** Only while something is here that a closed page would lose sight of. */
  readonly warn = (event: BeforeUnloadEvent): void => {
    if (!this.queue.isSaved || this.uploads.isBusy) {
      this.queue.keepDraft();
      event.preventDefault();
    }
  };

  /** The connection is back. */
  readonly retry = (_: IModelArtsEvents, isConnected: boolean): void => {
    if (isConnected) {
      this.queue.retry();
    }
  };

  private async dress(before: ILabelLook, after: ILabelLook): Promise<void> {
    await this.client.changeLabel(before.name, {
      '@modelarts:color': after.color,
      ...(after.name !== before.name && { '@modelarts:rename_to': after.name })
    });
    await this.readStats();
  }

  private async throwAway(samples: readonly SampleBody[]): Promise<void> {
    const ids = samples.map(sample => sample.sample_id);
    for (let at = 0; at < ids.length; at += LARGEST_BATCH) {
      const some = ids.slice(at, at + LARGEST_BATCH);
      refuse(await this.client.deleteSamples(some));
      this._moved.emit({ gone: some, back: [] });
    }
    await this.readStats();
  }

  private async bringBack(samples: readonly SampleBody[]): Promise<void> {
    for (let at = 0; at < samples.length; at += LARGEST_BATCH) {
      const some = samples.slice(at, at + LARGEST_BATCH);
      const answer = await this.client.restoreSamples(some.map(one => one.sample_id));
      const back = some.filter((_, place) => answer.results?.[place]?.success);
      this._moved.emit({ gone: [], back });
      refuse(answer);
    }
    await this.readStats();
  }

  private _stats: StatsAnswer | null = null;
  private _statsError: unknown = null;
  private readonly _statsChanged = new Signal<Workbench, void>(this);
  private readonly _moved = new Signal<Workbench, IMoved>(this);
}

function refuse(answer: Awaited<ReturnType<DatasetClient['deleteSamples']>>): void {
  const refused = answer.results?.find(result => !result.success);
  if (refused) {
    throw new Error(refused.error_msg ?? '');
  }
}

const benches = new WeakMap<RestClient, Map<string, Workbench>>();

/** The workbench of a dataset: one per page of JupyterLab, whichever tabs look at it. */
export function workbenchOf(
  rest: RestClient,
  events: IModelArtsEvents,
  datasetId: string
): Workbench {
  const ofServer = benches.get(rest) ?? new Map<string, Workbench>();
  benches.set(rest, ofServer);
  let bench = ofServer.get(datasetId);
  if (!bench) {
    bench = new Workbench(rest, datasetId);
    ofServer.set(datasetId, bench);
    window.addEventListener('beforeunload', bench.warn);
    events.connectionChanged.connect(bench.retry);
  }
  return bench;
}
