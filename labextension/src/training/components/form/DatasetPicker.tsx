import { type JSX, useEffect } from 'react';

import { useModelArts } from '../../../core/context';
import { useResource } from '../../../core/hooks';
import { DatasetsClient } from '../../../datasets/client';
import type { DatasetBody } from '../../../datasets/types';
import type { IInputRow } from '../../draft';

export interface IDatasetPickerProps {
  row: IInputRow;
  datasets: readonly DatasetBody[];
  onChange: (values: Partial<IInputRow>) => void;
}

/** A dataset, and one of its published versions: the newest unless said. */
export function DatasetPicker({
  row,
  datasets,
  onChange
}: IDatasetPickerProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const { data: versions } = useResource(
    async signal =>
      row.dataset
        ? (await new DatasetsClient(rest).dataset(row.dataset).versions(null, signal))
            .versions
        : [],
    [rest, row.dataset],
    { topics: ['datasets'], urn: `urn:modelarts:dataset:${row.dataset}` }
  );
  const newest = versions?.find(one => one.is_current) ?? versions?.[0];
  const isMissing = Boolean(row.dataset) && !row.version && newest !== undefined;
  useEffect(() => {
    if (isMissing && newest) {
      onChange({ version: newest.version_id });
    }
    // Once for a dataset without a version: the caller's function is new with each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isMissing, newest?.version_id]);
  const isKnown = datasets.some(one => one.dataset_id === row.dataset);
  return (
    <>
      <select
        aria-label={trans.__('Dataset')}
        value={row.dataset}
        onChange={event => onChange({ dataset: event.target.value, version: '' })}
      >
        <option value="">{trans.__('Choose a dataset…')}</option>
        {row.dataset && !isKnown && <option value={row.dataset}>{row.dataset}</option>}
        {datasets.map(one => (
          <option
            key={one.dataset_id}
            value={one.dataset_id}
            disabled={one.dataset_version_count === 0}
          >
            {one.dataset_version_count === 0
              ? trans.__('%1 (no version published yet)', one.dataset_name)
              : one.dataset_name}
          </option>
        ))}
      </select>
      <select
        aria-label={trans.__('Version')}
        className="jp-ma-version-select"
        value={row.version}
        disabled={!row.dataset}
        onChange={event => onChange({ version: event.target.value })}
      >
        {!row.version && <option value="">{trans.__('Version')}</option>}
        {versions?.map(one => (
          <option key={one.version_id} value={one.version_id}>
            {one.version_name}
          </option>
        ))}
      </select>
    </>
  );
}
