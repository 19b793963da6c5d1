import { fileUploadIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  Loading,
  VirtualList
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { usePagedResource } from '../../core/hooks';
import { DatasetsClient } from '../client';
import { urnOf } from '../state';
import type { ImportTaskBody } from '../types';
import type { IDatasetProps } from './DatasetPage';
import { ImportForm } from './ImportForm';
import { ImportTask } from './ImportTask';

/** The imports and synchronizations of a dataset, newest first, and the form for a new one. */
export function Imports({ dataset, page }: IDatasetProps): JSX.Element {
  const { trans } = useModelArts();
  const begin = (): void => page.setArgs({ panel: 'import' });
  const close = (): void => page.setArgs({ panel: '' });
  const isOpen = page.args.panel === 'import';
  return (
    <>
      {isOpen ? (
        <ImportForm dataset={dataset} close={close} />
      ) : (
        <div className="jp-ma-buttons">
          <ActionButton
            icon={fileUploadIcon}
            label={trans.__('Import…')}
            onClick={begin}
          />
        </div>
      )}
      {!isOpen && <Tasks datasetId={dataset.dataset_id} begin={begin} />}
    </>
  );
}

interface ITasksProps {
  datasetId: string;
  begin: () => void;
}

function Tasks({ datasetId, begin }: ITasksProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const tasks = usePagedResource<ImportTaskBody>(
    async (marker, signal) => {
      const found = await new DatasetsClient(rest)
        .dataset(datasetId)
        .imports(marker, signal);
      return {
        items: found.import_tasks,
        nextMarker: found.next_marker,
        total: found.total_count
      };
    },
    [rest, datasetId],
    { topics: ['datasets'], urn: urnOf(datasetId) }
  );
  if (tasks.error) {
    const title = trans.__('The imports could not be read.');
    return <ErrorNotice title={title} error={tasks.error} onRetry={tasks.refresh} />;
  }
  if (tasks.loading) {
    return <Loading />;
  }
  if (tasks.items.length === 0) {
    return (
      <EmptyState
        icon={fileUploadIcon}
        title={trans.__('Nothing was imported yet')}
        sentence={trans.__('Import a folder of images, or a Manifest file.')}
      >
        <ActionButton look="accept" label={trans.__('Import…')} onClick={begin} />
      </EmptyState>
    );
  }
  return (
    <VirtualList
      label={trans.__('Imports')}
      items={tasks.items}
      keyOf={task => task.task_id}
      render={task => <ImportTask task={task} />}
      rowHeight={76}
      onEnd={tasks.loadMore}
    />
  );
}
