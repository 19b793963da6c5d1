import type { RestClient } from '../../core/request';
import type { IKeyActions } from './keys';
import type { LabelingView } from './view';

/** The images in sight, and what can be done with them. */
export interface IActiveLabeling {
  view: LabelingView;
  keys: IKeyActions;
}

/** What commands act on: the labeling page that was looked at last, while it is there. */
export class ActiveLabeling {
  get current(): IActiveLabeling | null {
    return this._current;
  }

  /** Returns what ends it. */
  enter(labeling: IActiveLabeling): () => void {
    this._current = labeling;
    return () => {
      if (this._current === labeling) {
        this._current = null;
      }
    };
  }

  private _current: IActiveLabeling | null = null;
}

const active = new WeakMap<RestClient, ActiveLabeling>();

export function activeLabeling(rest: RestClient): ActiveLabeling {
  const found = active.get(rest) ?? new ActiveLabeling();
  active.set(rest, found);
  return found;
}
