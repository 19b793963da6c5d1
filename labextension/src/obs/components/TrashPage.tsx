import { deleteIcon, undoIcon } from '@jupyterlab/ui-components';
import { type JSX, useMemo } from 'react';

import {
  ActionButton,
  confirm,
  EmptyState,
  ErrorNotice,
  ListRow,
  Page,
  PagedList,
  RelativeTime
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, usePagedResource, useResource, useSubmit } from '../../core/hooks';
import type { IPageProps } from '../../core/tokens';
import { ObsClient } from '../client';
import { REFRESH_OBS } from '../commandNames';
import { FolderTasksClient } from '../tasks/client';
import { FolderTasks } from '../tasks/FolderTasks';
import { TaskList } from '../tasks/TaskList';
import type { FolderTaskRequest, TrashedBody } from '../types';

const ROW_PX = 56;

/** What was deleted in the object store, and the way back. */
export default function TrashPage({
  args,
  setArgs
}: IPageProps<{ bucket?: string }>): JSX.Element {
  const { rest, trans } = useModelArts();
  const client = useMemo(() => new ObsClient(rest), [rest]);
  const buckets = useResource(signal => client.buckets(signal), [client]);
  const names = buckets.data?.buckets.map(bucket => bucket.name) ?? [];
  const bucket = args.bucket ?? names[0] ?? null;
  return (
    <Page title={trans.__('Trash of the object store')} icon={deleteIcon}>
      <label className="jp-ma-obs-bucket">
        {trans.__('Bucket')}
        <select
          className="jp-ma-input"
          value={bucket ?? ''}
          onChange={event => setArgs({ bucket: event.target.value })}
        >
          {names.map(name => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {buckets.error !== null && (
        <ErrorNotice error={buckets.error} onRetry={buckets.refresh} />
      )}
      {bucket !== null && <BucketTrash key={bucket} bucket={bucket} client={client} />}
    </Page>
  );
}

function BucketTrash({
  bucket,
  client
}: {
  bucket: string;
  client: ObsClient;
}): JSX.Element {
  const { commands, rest, trans } = useModelArts();
  const tasks = useMemo(
    () => new FolderTasks(new FolderTasksClient(rest), trans),
    [rest, trans]
  );
  const list = usePagedResource<TrashedBody>(
    async (_, signal) => ({ items: (await client.trash(bucket, signal)).items }),
    [client, bucket]
  );
  const act = useSubmit(
    async (_key: string, action: FolderTaskRequest['action'], id: string) => {
      try {
        await tasks.run({ action, source: `obs://${bucket}/`, trash_id: id });
      } finally {
        list.refresh();
        await commands.execute(REFRESH_OBS);
      }
    }
  );
  const empty = async (id: string): Promise<void> => {
    const agreed = await confirm(
      {
        title: trans.__('Delete for good'),
        body: trans.__('What is deleted from the trash cannot be restored.'),
        accept: trans.__('Delete for good'),
        isDangerous: true
      },
      trans
    );
    if (agreed) {
      await act.submit('forget', id);
    }
  };
  return (
    <>
      {act.error !== null && <ErrorNotice error={act.error} />}
      <TaskList tasks={tasks} />
      {list.items.length > 0 && (
        <div>
          <ActionButton
            icon={deleteIcon}
            label={trans.__('Empty this trash')}
            busy={act.busy}
            onClick={() => void empty('')}
          />
        </div>
      )}
      <PagedList
        list={list}
        failure={trans.__('The trash could not be read.')}
        empty={
          <EmptyState
            icon={deleteIcon}
            title={trans.__('Nothing is in the trash.')}
            sentence={trans.__(
              'What is deleted in the file browser "OBS" stays here for 30 days.'
            )}
          />
        }
        headClass="jp-ma-obs-trash-row"
        columns={[trans.__('Name'), trans.__('Objects'), trans.__('Deleted')]}
        label={trans.__('Trash of the object store')}
        keyOf={entry => entry.trash_id}
        rowHeight={ROW_PX}
        render={entry => (
          <TrashedRow
            entry={entry}
            busy={act.busy}
            onRestore={() => void act.submit('restore', entry.trash_id)}
            onForget={() => void empty(entry.trash_id)}
          />
        )}
      />
    </>
  );
}

interface ITrashedRowProps {
  entry: TrashedBody;
  busy: boolean;
  onRestore: () => void;
  onForget: () => void;
}

function TrashedRow({
  entry,
  busy,
  onRestore,
  onForget
}: ITrashedRowProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const count = format.number(entry.count);
  return (
    <ListRow className="jp-ma-obs-trash-row" name={entry.uri} words="">
      <span>{entry.is_more ? trans.__('more than %1', count) : count}</span>
      <RelativeTime at={entry.trashed_at} />
      <span className="jp-ma-row-actions">
        <ActionButton
          icon={undoIcon}
          label={trans.__('Restore')}
          disabled={busy}
          onClick={onRestore}
        />
        <ActionButton
          iconOnly
          icon={deleteIcon}
          label={trans.__('Delete for good')}
          disabled={busy}
          onClick={onForget}
        />
      </span>
    </ListRow>
  );
}
