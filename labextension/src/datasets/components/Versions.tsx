import type { JSX } from 'react';

import { ActionButton, EmptyState, Listed, VirtualList } from '../../core/components';
import { useModelArts } from '../../core/context';
import { usePagedResource } from '../../core/hooks';
import { versionIcon } from '../../core/icons';
import { DatasetsClient } from '../client';
import { urnOf } from '../state';
import type { VersionBody } from '../types';
import type { IDatasetProps } from './DatasetPage';
import { PublishForm } from './PublishForm';
import { Version } from './Version';

/** The published versions, newest first, and the form for a new one. */
export function Versions({ dataset, page }: IDatasetProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const id = dataset.dataset_id;
  const versions = usePagedResource<VersionBody>(
    async (marker, signal) => {
      const found = await new DatasetsClient(rest).dataset(id).versions(marker, signal);
      return {
        items: found.versions,
        nextMarker: found.next_marker,
        total: found.total_number
      };
    },
    [rest, id],
    { topics: ['datasets'], urn: urnOf(id) }
  );
  const begin = (): void => page.setArgs({ panel: 'publish' });
  const close = (): void => page.setArgs({ panel: '' });
  if (page.args.panel === 'publish') {
    const published = (): void => {
      versions.refresh();
      close();
    };
    return <PublishForm dataset={dataset} close={close} onPublished={published} />;
  }
  return (
    <Listed
      list={versions}
      failure={trans.__('The versions could not be read.')}
      empty={<NoVersions begin={begin} />}
    >
      <VirtualList
        label={trans.__('Versions')}
        items={versions.items}
        keyOf={version => version.version_id}
        render={version => (
          <Version dataset={dataset} version={version} onChange={versions.refresh} />
        )}
        rowHeight={110}
        onEnd={versions.loadMore}
      />
    </Listed>
  );
}

function NoVersions({ begin }: { begin: () => void }): JSX.Element {
  const { trans } = useModelArts();
  return (
    <EmptyState
      icon={versionIcon}
      title={trans.__('No version yet')}
      sentence={trans.__(
        'A version is a snapshot of all images and labels that never changes. Training uses versions, so that you can say later what a model was made from.'
      )}
    >
      <ActionButton
        look="accept"
        icon={versionIcon}
        label={trans.__('Publish…')}
        onClick={begin}
      />
    </EmptyState>
  );
}
