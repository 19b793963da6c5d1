import { fileUploadIcon, refreshIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, CopyButton, EmptyState } from '../../core/components';
import { useModelArts } from '../../core/context';
import { datasetIcon } from '../../core/icons';
import { syncDataset } from '../actions';
import type { IDatasetProps } from './DatasetPage';

/** What to do with a dataset that has no image yet. */
export function NoImages({ dataset, page, refresh }: IDatasetProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const input = dataset.data_sources[0]?.data_path ?? '';
  return (
    <EmptyState
      icon={datasetIcon}
      title={trans.__('No images yet')}
      sentence={trans.__(
        'Import a folder or a Manifest file, or put images into the input location %1 and synchronize.',
        input
      )}
    >
      <ActionButton
        look="accept"
        icon={fileUploadIcon}
        label={trans.__('Import…')}
        onClick={() => page.setArgs({ tab: 'imports', panel: 'import' })}
      />
      <ActionButton
        icon={refreshIcon}
        label={trans.__('Synchronize')}
        onClick={() => void syncDataset(context, dataset).then(refresh)}
      />
      <CopyButton text={input} label={trans.__('Copy the location')} />
    </EmptyState>
  );
}
