import type { JSX } from 'react';

import { Loaded } from '../core/components/Loaded';
import { ContextWidget } from '../core/context';
import { logoIcon } from '../core/icons';
import type { IModelArtsContext } from '../core/tokens';
import type { ISidebarProps } from './components/Sidebar';
import type { KeptSet } from './kept';

/** ModelArts in JupyterLab's left area; its code is fetched after the start. */
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
    return <Loaded<ISidebarProps> load={loadSidebar} props={{ kept: this.kept }} />;
  }
}

async function loadSidebar(): Promise<(props: ISidebarProps) => JSX.Element> {
  return (await import('./components/Sidebar')).Sidebar;
}
