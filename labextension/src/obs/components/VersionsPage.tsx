import { historyIcon, undoIcon } from '@jupyterlab/ui-components';
import { type JSX, useMemo } from 'react';

import {
  ActionButton,
  EmptyState,
  ErrorNotice,
  ListRow,
  Page,
  PagedList,
  RelativeTime
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, usePagedResource, useSubmit } from '../../core/hooks';
import type { IPageProps } from '../../core/tokens';
import { ObsClient } from '../client';
import { REFRESH_OBS } from '../commandNames';
import type { VersionBody } from '../types';

const ROW_PX = 48;

/** What the bucket keeps of one object, and the way back to it. */
export default function VersionsPage({
  args
}: IPageProps<{ uri: string }>): JSX.Element {
  const { commands, rest, trans } = useModelArts();
  const client = useMemo(() => new ObsClient(rest), [rest]);
  const { uri } = args;
  const list = usePagedResource<VersionBody>(
    async (_, signal) => ({ items: (await client.versions(uri, signal)).versions }),
    [client, uri]
  );
  const restore = useSubmit(async (_key: string, versionId: string) => {
    await client.restoreVersion(uri, versionId);
    list.refresh();
    await commands.execute(REFRESH_OBS);
  });
  return (
    <Page title={trans.__('Versions of %1', nameOf(uri))} icon={historyIcon}>
      <p className="jp-ma-quiet">{uri}</p>
      {restore.error !== null && <ErrorNotice error={restore.error} />}
      <PagedList
        list={list}
        failure={trans.__('The versions could not be read.')}
        empty={
          <EmptyState
            icon={historyIcon}
            title={trans.__('This bucket keeps no versions.')}
            sentence={trans.__(
              'What is overwritten in it is gone; what is deleted is in its trash. Versioning is turned on for a bucket in the console of its S3 server.'
            )}
          />
        }
        headClass="jp-ma-obs-version-row"
        columns={[trans.__('Written'), trans.__('Size')]}
        label={trans.__('Versions')}
        keyOf={version => version.version_id}
        rowHeight={ROW_PX}
        render={version => (
          <VersionRow
            version={version}
            busy={restore.busy}
            onRestore={() => void restore.submit(version.version_id)}
          />
        )}
      />
    </Page>
  );
}

interface IVersionRowProps {
  version: VersionBody;
  busy: boolean;
  onRestore: () => void;
}

function VersionRow({ version, busy, onRestore }: IVersionRowProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const { deleted, is_latest: isLatest, last_modified: at } = version;
  return (
    <ListRow
      className="jp-ma-obs-version-row"
      name={format.dateTime(at)}
      aside={isLatest ? trans.__('now') : undefined}
      words=""
      description={deleted ? trans.__('It was deleted.') : null}
    >
      <span>{deleted ? '' : format.bytes(version.size)}</span>
      <RelativeTime at={at} />
      <span className="jp-ma-row-actions">
        {!deleted && !isLatest && (
          <ActionButton
            icon={undoIcon}
            label={trans.__('Restore')}
            disabled={busy}
            onClick={onRestore}
          />
        )}
      </span>
    </ListRow>
  );
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
