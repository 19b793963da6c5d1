import { undoIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import {
  ActionButton,
  ErrorNotice,
  Loading,
  RelativeTime,
  Section,
  VirtualList
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { usePagedResource, useSubmit } from '../../core/hooks';
import { type DatasetClient, DatasetsClient } from '../client';
import { urnOf } from '../state';
import type { SampleBody } from '../types';

const PAGE = 100;
/** What the server restores in one request. */
const MOST = 1_000;
const ROW_PX = 48;
const PICTURE_PX = 128;

/** The images that were deleted, and the way back after Undo is gone. */
export function TrashedImages({ datasetId }: { datasetId: string }): JSX.Element {
  const { rest, trans } = useModelArts();
  const client = new DatasetsClient(rest).dataset(datasetId);
  const images = usePagedResource<SampleBody>(
    async (marker, signal) => {
      const found = await client.samples(
        { state: '__DELETED__' },
        marker,
        PAGE,
        signal
      );
      return {
        items: found.samples,
        nextMarker: found.next_marker,
        total: found.sample_count
      };
    },
    [rest, datasetId],
    { topics: ['datasets'], urn: urnOf(datasetId) }
  );
  const restoring = useSubmit(async (_key: string, ids: readonly string[]) => {
    const answer = await client.restoreSamples(ids);
    images.refresh();
    const refused = answer.results?.find(result => !result.success);
    if (refused) {
      throw new Error(refused.error_msg ?? '');
    }
  });
  const error = restoring.error ?? images.error;
  const ids = images.items.slice(0, MOST).map(image => image.sample_id);
  return (
    <Section
      title={trans.__('Images in the trash')}
      actions={
        images.items.length > 1 && (
          <ActionButton
            icon={undoIcon}
            label={trans.__('Restore %1 images', ids.length)}
            busy={restoring.busy}
            onClick={() => void restoring.submit(ids)}
          />
        )
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={images.refresh} />}
      {images.loading && <Loading />}
      {!images.loading && images.items.length === 0 && (
        <p className="jp-ma-quiet">
          {trans.__('None. Images that are deleted can be restored from here.')}
        </p>
      )}
      {images.items.length > 0 && (
        <div
          className="jp-ma-trashed"
          style={{ height: Math.min(images.items.length, 5) * ROW_PX }}
        >
          <VirtualList
            label={trans.__('Images in the trash')}
            items={images.items}
            keyOf={image => image.sample_id}
            rowHeight={ROW_PX}
            onEnd={images.loadMore}
            render={image => (
              <TrashedImage
                image={image}
                client={client}
                busy={restoring.busy}
                onRestore={() => void restoring.submit([image.sample_id])}
              />
            )}
          />
        </div>
      )}
    </Section>
  );
}

interface ITrashedImageProps {
  image: SampleBody;
  client: DatasetClient;
  busy: boolean;
  onRestore: () => void;
}

function TrashedImage(props: ITrashedImageProps): JSX.Element {
  const { image, client } = props;
  const trans = useTrans();
  const labels = image.labels.map(label => label.name).join(', ');
  return (
    <div className="jp-ma-trashed-row">
      <img src={client.thumbnailUrl(image, PICTURE_PX)} alt="" draggable={false} />
      <span className="jp-ma-trashed-name">{image.sample_name}</span>
      <span className="jp-ma-quiet">{labels || trans.__('no label')}</span>
      <span className="jp-ma-quiet">
        {image.delete_time && <RelativeTime at={image.delete_time} />}
      </span>
      <ActionButton
        iconOnly
        icon={undoIcon}
        label={trans.__('Restore %1', image.sample_name)}
        disabled={props.busy}
        onClick={props.onRestore}
      />
    </div>
  );
}
