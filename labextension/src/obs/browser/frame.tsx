import type { JSX } from 'react';

import { ContextWidget } from '../../core/context';
import type { IModelArtsContext } from '../../core/tokens';
import type { UploadQueue } from '../uploads/UploadQueue';
import type { BrowserState } from './BrowserState';
import { BrowserFoot } from './BrowserFoot';
import { BrowserHead } from './BrowserHead';

/** Above the list: the search, and what is the matter. */
export class HeadWidget extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly state: BrowserState
  ) {
    super(context);
    this.addClass('jp-ma-obs-head');
  }

  protected content(): JSX.Element {
    return <BrowserHead state={this.state} />;
  }
}

/** Below the list: what more there is, and files on their way. */
export class FootWidget extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly state: BrowserState,
    private readonly queue: UploadQueue
  ) {
    super(context);
    this.addClass('jp-ma-obs-foot');
  }

  protected content(): JSX.Element {
    return <BrowserFoot state={this.state} queue={this.queue} />;
  }
}
