import { fileUploadIcon, refreshIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, PointActions, Toolbar } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { versionIcon } from '../../core/icons';
import { syncDataset } from '../actions';
import { workOf } from '../state';
import { DATASET } from '../tokens';
import type { IDatasetProps } from './DatasetPage';

/** What can be done with the whole dataset. */
export function DatasetActions({ dataset, page, refresh }: IDatasetProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  const synchronizing = useSubmit(async () => {
    await syncDataset(context, dataset);
    refresh();
  });
  return (
    <Toolbar label={trans.__('Dataset')}>
      <ActionButton
        icon={fileUploadIcon}
        label={trans.__('Import…')}
        onClick={() => page.setArgs({ tab: 'imports', panel: 'import' })}
      />
      <ActionButton
        icon={refreshIcon}
        label={trans.__('Synchronize')}
        title={trans.__(
          'Import what is new in %1',
          dataset.data_sources[0]?.data_path ?? ''
        )}
        busy={synchronizing.busy || workOf(dataset) === 'synchronizing'}
        onClick={() => void synchronizing.submit()}
      />
      <ActionButton
        look={dataset.dataset_version_count === 0 ? 'accept' : 'plain'}
        icon={versionIcon}
        label={trans.__('Publish…')}
        onClick={() => page.setArgs({ tab: 'versions', panel: 'publish' })}
      />
      <PointActions point={DATASET} resource={dataset} />
    </Toolbar>
  );
}
