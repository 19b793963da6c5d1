import type { JSX } from 'react';

import {
  ActionButton,
  CreateButton,
  EmptyState,
  EmptyTrash
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { datasetIcon } from '../../core/icons';
import { GET_SAMPLE_DATA } from '../commandNames';
import type { IDatasetFilter } from './DatasetsPage';

/** What to do where the list is empty. */
export function NoDatasets({ filter }: { filter: IDatasetFilter }): JSX.Element {
  const { pages, commands, trans } = useModelArts();
  if (filter.search) {
    return (
      <EmptyState
        icon={datasetIcon}
        title={trans.__('No dataset fits')}
        sentence={trans.__('Search for another part of the name.')}
      />
    );
  }
  if (filter.trash) {
    return (
      <EmptyTrash
        icon={datasetIcon}
        sentence={trans.__('Deleted datasets stay here for 30 days.')}
      />
    );
  }
  return (
    <EmptyState
      icon={datasetIcon}
      title={trans.__('No datasets yet')}
      sentence={trans.__(
        'A dataset is a set of images with labels. Make one from your own images, or try everything with 1,797 handwritten digits.'
      )}
    >
      <CreateButton
        label={trans.__('Create a dataset')}
        onClick={() => void pages.open('new-dataset')}
      />
      {commands.hasCommand(GET_SAMPLE_DATA) && (
        <ActionButton
          label={trans.__('Get sample data')}
          onClick={() => void commands.execute(GET_SAMPLE_DATA)}
        />
      )}
    </EmptyState>
  );
}
