import { useEffect, useMemo } from 'react';

import { useModelArts } from '../../core/context';
import { useLookAgain, useSignalValue } from '../../core/hooks';
import { LabelingView, type LabelingTab } from './view';
import { workbenchOf } from './workbench';

/** The images of one tab, alive while the component is; it renders again as they change. */
export function useLabelingView(
  datasetId: string,
  tab: LabelingTab,
  label: string | null
): LabelingView {
  const { rest, events } = useModelArts();
  const bench = useMemo(
    () => workbenchOf(rest, events, datasetId),
    [rest, events, datasetId]
  );
  const view = useMemo(() => new LabelingView(bench, tab, label), [bench, tab, label]);
  useEffect(() => view.start(), [view]);
  useEffect(() => void bench.readStats(), [bench]);
  useSignalValue(view.changed, () => view.version);
  useLookAgain({ topics: ['datasets'], urn: bench.client.urn }, () => view.lookAgain());
  return view;
}
