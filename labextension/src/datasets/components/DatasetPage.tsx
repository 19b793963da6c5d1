import type { JSX } from 'react';

import { ErrorNotice, Loading, Page, StatePill } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource, useTitle } from '../../core/hooks';
import { datasetIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { DatasetsClient } from '../client';
import { urnOf, workOf } from '../state';
import type { DatasetBody } from '../types';
import { DatasetActions } from './DatasetActions';
import { DatasetTabs } from './DatasetTabs';
import { LabeledBar } from './LabeledBar';
import { Work } from './Work';

export type DatasetArgs = { id: string; tab?: string; panel?: string };

/** One dataset: its images to label, its imports and its versions. */
export default function DatasetPage(props: IPageProps<DatasetArgs>): JSX.Element {
  const { rest, trans } = useModelArts();
  const { id } = props.args;
  const {
    data: dataset,
    error,
    refresh
  } = useResource(
    signal => new DatasetsClient(rest).dataset(id).get(signal),
    [rest, id],
    { topics: ['datasets'], urn: urnOf(id) }
  );
  const title = dataset?.dataset_name ?? '';
  useTitle(props, title);
  if (!dataset || dataset.dataset_id !== id) {
    return error ? (
      <ErrorNotice
        title={trans.__('The dataset could not be read.')}
        error={error}
        onRetry={refresh}
      />
    ) : (
      <Loading />
    );
  }
  return <Dataset dataset={dataset} page={props} refresh={refresh} />;
}

export interface IDatasetProps {
  dataset: DatasetBody;
  page: IPageProps<DatasetArgs>;
  refresh: () => void;
}

function Dataset(props: IDatasetProps): JSX.Element {
  const { dataset } = props;
  return (
    <Page
      fill
      title={dataset.dataset_name}
      icon={datasetIcon}
      state={workOf(dataset) && <StatePill state="running" />}
      subtitle={
        <span className="jp-ma-dataset-subtitle">
          <LabeledBar dataset={dataset} />
          {dataset.description && <span>{dataset.description}</span>}
        </span>
      }
      actions={<DatasetActions {...props} />}
    >
      <Work dataset={dataset} />
      <DatasetTabs {...props} />
    </Page>
  );
}
