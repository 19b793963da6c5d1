import type { JSX } from 'react';

import { ContextWidget } from '../../core/context';
import type { IModelArtsContext } from '../../core/tokens';
import { BrowserFoot, type IBrowserFootProps } from './BrowserFoot';
import { BrowserHead } from './BrowserHead';
import type { BrowserState } from './BrowserState';

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

/** Below the list: what more there is, work on folders, and files on their way. */
export class FootWidget extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly parts: IBrowserFootProps
  ) {
    super(context);
    this.addClass('jp-ma-obs-foot');
  }

  protected content(): JSX.Element {
    return <BrowserFoot {...this.parts} />;
  }
}
