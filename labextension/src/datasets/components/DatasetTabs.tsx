import { type JSX, useState } from 'react';

import { type ITabItem, Tabs, usePointTabs } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { Labeling } from '../workbench/LabelingArea';
import { DATASET } from '../tokens';
import type { IDatasetProps } from './DatasetPage';
import { Imports } from './Imports';
import { Settings } from './Settings';
import { Versions } from './Versions';

/** The dataset's tabs, and those of higher slices. */
export function DatasetTabs(props: IDatasetProps): JSX.Element {
  const { dataset, page } = props;
  const id = dataset.dataset_id;
  const { trans } = useModelArts();
  const format = useFormat();
  const { total_sample_count: total, annotated_sample_count: labeled } = dataset;
  const own: ITabItem[] = [
    {
      id: 'unlabeled',
      label: trans.__('Unlabeled'),
      badge: format.count(dataset.unlabeled_sample_count),
      render: () => <Labeling datasetId={id} view="unlabeled" />
    },
    {
      id: 'labeled',
      label: trans.__('Labeled'),
      badge: format.count(labeled),
      render: () => <Labeling datasetId={id} view="labeled" />
    },
    {
      id: 'versions',
      label: trans.__('Versions'),
      badge: format.count(dataset.dataset_version_count),
      render: () => <Versions {...props} />
    },
    {
      id: 'imports',
      label: trans.__('Imports'),
      render: () => <Imports {...props} />
    },
    {
      id: 'settings',
      label: trans.__('Settings'),
      render: () => <Settings key={dataset.dataset_id} {...props} />
    }
  ];
  const tabs = usePointTabs(DATASET, dataset, own);
  // Decided once: the last label must not take the user to another tab.
  const [first] = useState(total > 0 && labeled === total ? 'labeled' : 'unlabeled');
  return (
    <Tabs
      label={dataset.dataset_name}
      tabs={tabs}
      selected={page.args.tab ?? first}
      onSelect={tab => page.setArgs({ tab, panel: '' })}
    />
  );
}
