import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import type { IModelArtsContext } from '../core/tokens';
import type { ActiveWorkloads } from './active';
import { Status } from './components/Status';

/** The status bar's item. */
export class StatusWidget extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly active: ActiveWorkloads
  ) {
    super(context);
    this.addClass('jp-ma-status-item');
  }

  protected override content(): JSX.Element {
    const open = (): void => void this.context.commands.execute('running:show-panel');
    return <Status active={this.active} open={open} />;
  }
}
