import { type JSX, useState } from 'react';

import { CheckBox, ListFilters, ListPage, PagedList } from '../../core/components';
import { useModelArts } from '../../core/context';
import { usePagedResource } from '../../core/hooks';
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
    <ListPage
      title={trans.__('Datasets')}
      icon={datasetIcon}
      count={datasets.total}
      createLabel={trans.__('New dataset')}
      create={() => void pages.open('new-dataset')}
    >
      <ListFilters
        name={filter.search}
        onName={search => setFilter({ ...filter, search })}
      >
        <CheckBox
          label={trans.__('In the trash')}
          checked={filter.trash}
          onChange={trash => setFilter({ ...filter, trash })}
        />
      </ListFilters>
      <PagedList
        list={datasets}
        failure={trans.__('The datasets could not be read.')}
        empty={<NoDatasets filter={filter} />}
        headClass="jp-ma-dataset-row"
        columns={[
          trans.__('Name'),
          trans.__('Type'),
          trans.__('Labeled'),
          trans.__('Versions'),
          trans.__('Last change')
        ]}
        label={trans.__('Datasets')}
        keyOf={dataset => dataset.dataset_id}
        render={dataset => <DatasetRow dataset={dataset} onChange={datasets.refresh} />}
        rowHeight={57}
        scrollKey="datasets"
      />
    </ListPage>
  );
}
