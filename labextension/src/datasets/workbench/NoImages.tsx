import { checkIcon, fileUploadIcon, filterIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, EmptyState } from '../../core/components';
import { useModelArts } from '../../core/context';
import { datasetIcon } from '../../core/icons';
import { IMPORT, PUBLISH } from '../commandNames';
import type { LabelingView } from './view';

export interface INoImagesProps {
  view: LabelingView;
  onAdd: () => void;
  onFilter?: (label: string | null) => void;
}

/** Why no image is here, and what to do next. */
export function NoImages({ view, onAdd, onFilter }: INoImagesProps): JSX.Element {
  const { trans, commands } = useModelArts();
  const { id } = view.bench.client;
  const run = (command: string) => () => void commands.execute(command, { id });
  const isEmpty = view.bench.stats?.sample_stats.total === 0;
  if (isEmpty) {
    return (
      <EmptyState
        icon={datasetIcon}
        title={trans.__('This dataset has no images')}
        sentence={trans.__(
          'Import a folder from a bucket, or add image files of this computer: drop them here.'
        )}
      >
        <ActionButton
          look="accept"
          icon={fileUploadIcon}
          label={trans.__('Add images')}
          onClick={onAdd}
        />
        <ActionButton label={trans.__('Import…')} onClick={run(IMPORT)} />
      </EmptyState>
    );
  }
  if (view.tab === 'unlabeled') {
    return (
      <EmptyState
        icon={checkIcon}
        title={trans.__('Everything is labeled')}
        sentence={trans.__(
          'Publish a version: it keeps images and labels as they are now, and a training job can use it.'
        )}
      >
        <ActionButton
          look="accept"
          label={trans.__('Publish a version')}
          onClick={run(PUBLISH)}
        />
      </EmptyState>
    );
  }
  if (view.label !== null && onFilter) {
    return (
      <EmptyState
        icon={filterIcon}
        title={trans.__('No image has the label %1', view.label)}
      >
        <ActionButton
          label={trans.__('Show all labeled images')}
          onClick={() => onFilter(null)}
        />
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={datasetIcon}
      title={trans.__('Nothing is labeled yet')}
      sentence={trans.__('Choose images under Unlabeled and give them labels.')}
    />
  );
}
