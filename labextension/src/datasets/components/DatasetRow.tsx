import {
  deleteIcon,
  editIcon,
  fileUploadIcon,
  undoIcon
} from '@jupyterlab/ui-components';
import type { JSX, KeyboardEvent } from 'react';

import { ActionButton, RelativeTime, StatePill } from '../../core/components';
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
  const open = (): void => {
    if (!isDeleted) {
      void pages.open('dataset', { id });
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      open();
    }
  };
  return (
    <div
      className="jp-ma-row jp-ma-dataset-row"
      data-modelarts-dataset={id}
      data-modelarts-deleted={isDeleted}
      tabIndex={0}
      aria-label={name}
      onDoubleClick={open}
      onKeyDown={onKeyDown}
    >
      <span className="jp-ma-job-name">
        {isDeleted ? (
          name
        ) : (
          <button className="jp-ma-link" onClick={open}>
            {name}
          </button>
        )}
        <span className="jp-ma-job-words jp-ma-quiet" title={dataset.description}>
          {dataset.description}
        </span>
      </span>
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
      <RowActions dataset={dataset} onChange={onChange} />
    </div>
  );
}

function RowActions({ dataset, onChange }: IDatasetRowProps): JSX.Element {
  const context = useModelArts();
  const { pages, trans } = context;
  const { dataset_id: id } = dataset;
  if (dataset.delete_time) {
    return (
      <span className="jp-ma-row-actions">
        <ActionButton
          iconOnly
          icon={undoIcon}
          label={trans.__('Restore')}
          onClick={() => void restoreDataset(context, id).then(onChange)}
        />
      </span>
    );
  }
  return (
    <span className="jp-ma-row-actions">
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
    </span>
  );
}
