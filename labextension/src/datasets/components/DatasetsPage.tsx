import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  ErrorNotice,
  Loading,
  Page,
  SearchField,
  Toolbar,
  VirtualList
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { type IPagedResource, useFormat, usePagedResource } from '../../core/hooks';
import { datasetIcon } from '../../core/icons';
import { DatasetsClient } from '../client';
import type { DatasetBody } from '../types';
import { DatasetRow } from './DatasetRow';
import { NoDatasets } from './NoDatasets';

const PAGE = 50;

export interface IDatasetFilter {
  search: string;
  trash: boolean;
}

/** All datasets, newest first. */
export default function DatasetsPage(): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const format = useFormat();
  const [filter, setFilter] = useState<IDatasetFilter>({ search: '', trash: false });
  const datasets = usePagedResource<DatasetBody>(
    async (marker, signal) => {
      const client = new DatasetsClient(rest);
      const { search, trash } = filter;
      const found = await client.list(search, marker, PAGE, signal, trash);
      return {
        items: found.datasets,
        nextMarker: found.next_marker,
        total: found.total_number
      };
    },
    [rest, filter],
    { topics: ['datasets'] }
  );
  return (
    <Page
      fill
      title={trans.__('Datasets')}
      icon={datasetIcon}
      subtitle={
        datasets.total === null
          ? null
          : trans.__('%1 shown', format.count(datasets.total))
      }
      actions={
        <ActionButton
          look="accept"
          icon={addIcon}
          label={trans.__('New dataset')}
          onClick={() => void pages.open('new-dataset')}
        />
      }
    >
      <Filters filter={filter} onChange={setFilter} />
      <Datasets datasets={datasets} filter={filter} />
    </Page>
  );
}

interface IFiltersProps {
  filter: IDatasetFilter;
  onChange: (filter: IDatasetFilter) => void;
}

function Filters({ filter, onChange }: IFiltersProps): JSX.Element {
  const trans = useTrans();
  return (
    <Toolbar label={trans.__('Search and filter')}>
      <SearchField
        label={trans.__('Search by name')}
        value={filter.search}
        onChange={search => onChange({ ...filter, search })}
      />
      <label className="jp-ma-check">
        <input
          type="checkbox"
          checked={filter.trash}
          onChange={event => onChange({ ...filter, trash: event.target.checked })}
        />
        {trans.__('In the trash')}
      </label>
    </Toolbar>
  );
}

interface IDatasetsProps {
  datasets: IPagedResource<DatasetBody>;
  filter: IDatasetFilter;
}

function Datasets({ datasets, filter }: IDatasetsProps): JSX.Element {
  const trans = useTrans();
  if (datasets.error) {
    const title = trans.__('The datasets could not be read.');
    return (
      <ErrorNotice title={title} error={datasets.error} onRetry={datasets.refresh} />
    );
  }
  if (datasets.items.length === 0) {
    return datasets.loading ? <Loading /> : <NoDatasets filter={filter} />;
  }
  return (
    <div className="jp-ma-list">
      <div className="jp-ma-row jp-ma-dataset-row jp-ma-row-head" aria-hidden="true">
        <span>{trans.__('Name')}</span>
        <span>{trans.__('Type')}</span>
        <span>{trans.__('Labeled')}</span>
        <span>{trans.__('Versions')}</span>
        <span>{trans.__('Last change')}</span>
        <span />
      </div>
      <VirtualList
        label={trans.__('Datasets')}
        items={datasets.items}
        keyOf={dataset => dataset.dataset_id}
        render={dataset => <DatasetRow dataset={dataset} onChange={datasets.refresh} />}
        rowHeight={57}
        onEnd={datasets.loadMore}
        scrollKey="datasets"
      />
    </div>
  );
}
