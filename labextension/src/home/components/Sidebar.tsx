import { refreshIcon } from '@jupyterlab/ui-components';
import { type JSX, useEffect, useState } from 'react';

import { ActionButton, ErrorNotice } from '../../core/components';
import { useModelArts } from '../../core/context';
import { bucketIcon, exampleIcon, keyIcon, logoIcon } from '../../core/icons';
import type { KeptSet } from '../kept';
import { showMenu } from '../menus';
import { ACCESS_KEYS, EXAMPLES, go, HOME, OBJECT_STORES } from '../places';
import { useBranches } from '../useBranches';
import { Tree } from './Tree';

const NONE: ReadonlySet<string> = new Set();

export interface ISidebarProps {
  kept: KeptSet;
}

/** What there is, in one tree, with the way home above it. */
export function Sidebar({ kept }: ISidebarProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const { nodes, error, refresh } = useBranches();
  const [closed, setClosed] = useState<ReadonlySet<string>>(NONE);
  useEffect(() => {
    void kept.read().then(setClosed);
  }, [kept]);
  const toggle = (id: string, isOpen: boolean): void => {
    const changed = new Set(closed);
    if (isOpen) {
      changed.delete(id);
    } else {
      changed.add(id);
    }
    setClosed(changed);
    void kept.write(changed);
  };
  return (
    <div className="jp-ma-sidebar">
      <div className="jp-ma-sidebar-head">
        <ActionButton
          label={trans.__('Home')}
          icon={logoIcon}
          onClick={() => void go(context, HOME)}
        />
        <ActionButton
          label={trans.__('ModelArts Examples')}
          icon={exampleIcon}
          iconOnly
          onClick={() => void go(context, EXAMPLES)}
        />
        <ActionButton
          label={trans.__('Object stores')}
          icon={bucketIcon}
          iconOnly
          onClick={() => void go(context, OBJECT_STORES)}
        />
        <ActionButton
          label={trans.__('Access keys')}
          icon={keyIcon}
          iconOnly
          onClick={() => void go(context, ACCESS_KEYS)}
        />
        <ActionButton
          label={trans.__('Refresh')}
          icon={refreshIcon}
          iconOnly
          onClick={refresh}
        />
      </div>
      {error !== null && <ErrorNotice error={error} onRetry={refresh} />}
      <Tree
        label={trans.__('ModelArts')}
        nodes={nodes}
        closed={closed}
        onToggle={toggle}
        onGo={node => void go(context, node.place)}
        onMenu={(node, at) => showMenu(context, node, at)}
      />
    </div>
  );
}
