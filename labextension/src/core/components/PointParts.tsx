import { type JSX, useMemo } from 'react';

import { useModelArts } from '../context';
import { useSignalValue } from '../hooks/useSignalValue';
import type { PagePoint } from '../tokens';
import { ActionButton } from './ActionButton';
import { Loaded } from './Loaded';
import type { ITabItem } from './Tabs';

/** The page's own tabs and those that higher slices added to it, in their order. */
export function usePointTabs<R>(
  point: PagePoint<R>,
  resource: R,
  own: readonly ITabItem[]
): readonly ITabItem[] {
  const { pages } = useModelArts();
  const added = useSignalValue(pages.changed, () => pages.tabs(point));
  return useMemo(() => {
    const ranked = own.map((tab, at) => ({ rank: at * 10, tab }));
    for (const tab of added) {
      if (tab.isVisible?.(resource) ?? true) {
        const render = (): JSX.Element => (
          <Loaded load={tab.load} props={{ resource }} />
        );
        ranked.push({ rank: tab.rank, tab: { id: tab.id, label: tab.label, render } });
      }
    }
    return ranked.sort((a, b) => a.rank - b.rank).map(({ tab }) => tab);
  }, [added, own, resource]);
}

export interface IPointActionsProps<R> {
  point: PagePoint<R>;
  resource: R;
}

/** Buttons for the actions that higher slices added to a page. */
export function PointActions<R>({
  point,
  resource
}: IPointActionsProps<R>): JSX.Element {
  const { pages } = useModelArts();
  const actions = useSignalValue(pages.changed, () => pages.actions(point));
  const shown = actions.filter(action => action.isVisible?.(resource) ?? true);
  return (
    <>
      {shown.map(action => (
        <ActionButton
          key={action.id}
          label={action.label}
          icon={action.icon}
          onClick={() => void action.execute(resource)}
        />
      ))}
    </>
  );
}
