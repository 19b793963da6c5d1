import { deleteIcon, editIcon, fileUploadIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import {
  ActionButton,
  ListRow,
  RelativeTime,
  RowActions,
  StatePill
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { versionIcon } from '../../core/icons';
import { deleteDataset, restoreDataset } from '../actions';
import { workOf, workWord } from '../state';
import type { DatasetBody } from '../types';
import { LabeledBar } from './LabeledBar';

export interface IDatasetRowProps {
  dataset: DatasetBody;
  onChange: () => void;
}

export function DatasetRow({ dataset, onChange }: IDatasetRowProps): JSX.Element {
  const { pages, trans } = useModelArts();
  const format = useFormat();
  const { dataset_id: id, dataset_name: name } = dataset;
  const isDeleted = Boolean(dataset.delete_time);
  const work = workOf(dataset);
  const open = (): void => void pages.open('dataset', { id });
  return (
    <ListRow
      className="jp-ma-dataset-row"
      data-modelarts-dataset={id}
      data-modelarts-deleted={isDeleted}
      aria-label={name}
      name={name}
      words={dataset.description}
      open={isDeleted ? undefined : open}
    >
      <span className="jp-ma-cell">{trans.__('Image classification')}</span>
      <span>
        <LabeledBar dataset={dataset} />
      </span>
      <span className="jp-ma-cell">
        {dataset.dataset_version_count > 0 ? (
          <>
            {format.count(dataset.dataset_version_count)}{' '}
            <span className="jp-ma-quiet">{dataset.current_version_name}</span>
          </>
        ) : (
          '–'
        )}
      </span>
      <span className="jp-ma-cell jp-ma-quiet">
        {work ? (
          <StatePill state="running" detail={workWord(work, trans)} />
        ) : (
          <RelativeTime at={dataset.update_time} />
        )}
      </span>
      <DatasetButtons dataset={dataset} onChange={onChange} />
    </ListRow>
  );
}

function DatasetButtons({ dataset, onChange }: IDatasetRowProps): JSX.Element {
  const context = useModelArts();
  const { pages, trans } = context;
  const { dataset_id: id } = dataset;
  return (
    <RowActions
      isDeleted={Boolean(dataset.delete_time)}
      restore={() => void restoreDataset(context, id).then(onChange)}
    >
      <ActionButton
        iconOnly
        icon={fileUploadIcon}
        label={trans.__('Import…')}
        onClick={() =>
          void pages.open('dataset', { id, tab: 'imports', panel: 'import' })
        }
      />
      <ActionButton
        iconOnly
        icon={versionIcon}
        label={trans.__('Publish…')}
        onClick={() =>
          void pages.open('dataset', { id, tab: 'versions', panel: 'publish' })
        }
      />
      <ActionButton
        iconOnly
        icon={editIcon}
        label={trans.__('Edit')}
        onClick={() => void pages.open('dataset', { id, tab: 'settings' })}
      />
      <ActionButton
        iconOnly
        icon={deleteIcon}
        label={trans.__('Delete')}
        onClick={() => void deleteDataset(context, dataset, onChange)}
      />
    </RowActions>
  );
}
