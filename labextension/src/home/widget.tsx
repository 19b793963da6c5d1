import type { JSX } from 'react';

import { ContextWidget } from '../core/context';
import { logoIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import { Sidebar } from './components/Sidebar';
import type { KeptSet } from './kept';

/** ModelArts in JupyterLab's left area. */
export class SidebarWidget extends ContextWidget {
  constructor(
    context: IModelArtsContext,
    private readonly kept: KeptSet
  ) {
    super(context);
    this.id = 'modelarts-sidebar';
    this.title.icon = logoIcon;
    this.title.caption = context.trans.__('ModelArts');
  }

  protected override content(): JSX.Element {
    return <Sidebar kept={this.kept} />;
  }
}
