import type { JSX } from 'react';

import { LogView } from '../../compute/components/LogView';
import { type ITabItem, Tabs, usePointTabs } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { isImporting, modelTitle } from '../state';
import { MODEL } from '../tokens';
import type { ModelDetailBody } from '../types';
import { Files } from './Files';
import { Overview } from './Overview';
import { Parameters } from './Parameters';

export interface IModelTabsProps {
  model: ModelDetailBody;
  selected: string | undefined;
  onSelect: (tab: string) => void;
}

export function ModelTabs({ model, selected, onSelect }: IModelTabsProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const own: ITabItem[] = [
    {
      id: 'overview',
      label: trans.__('Overview'),
      render: () => <Overview model={model} />
    },
    {
      id: 'parameters',
      label: trans.__('Parameters'),
      render: () => <Parameters apis={model.package.apis} />
    },
    {
      id: 'files',
      label: trans.__('Files'),
      badge: model.files.length ? format.count(model.files.length) : undefined,
      render: () => <Files key={model.model_id} model={model} />
    },
    {
      id: 'log',
      label: trans.__('Log'),
      render: () => (
        <LogView
          key={model.workload_id}
          workloadId={model.workload_id}
          isLive={isImporting(model)}
          waiting={model.reason}
        />
      )
    }
  ];
  const tabs = usePointTabs(MODEL, model, own);
  return (
    <Tabs
      label={modelTitle(model)}
      tabs={tabs}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
