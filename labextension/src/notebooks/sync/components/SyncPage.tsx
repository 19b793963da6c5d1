import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import { ActionButton, ErrorNotice, Page, Section } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useKeeper, useResource } from '../../../core/hooks';
import type { IPageProps } from '../../../core/tokens';
import type { SyncBody } from '../../types';
import { SyncsClient } from '../client';
import {
  draftOf,
  draftOfSync,
  type ILimits,
  type ISyncDraft,
  type SyncArgs
} from '../draft';
import { syncIcon } from '../icon';
import { SyncCard } from './SyncCard';
import { SyncForm } from './SyncForm';

export interface ISyncPageProps extends IPageProps<SyncArgs> {
  limits: ILimits;
}

/** The form with its preview, or the sync that it began; and below it those before. */
export function SyncPage({ args, setArgs, limits }: ISyncPageProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [form, setForm] = useState({ draft: draftOf(args), number: 0 });
  const [begun, setBegun] = useState<SyncBody | null>(null);
  const keep = useKeeper<ISyncDraft>(draft => setArgs({ draft }));
  const { data, error, refresh } = useResource(
    signal => new SyncsClient(rest).recent(signal),
    [rest],
    { topics: ['syncs'] }
  );
  const show = (draft: ISyncDraft): void => {
    setBegun(null);
    setForm({ draft, number: form.number + 1 });
  };
  const again = (sync: SyncBody): void => show(draftOfSync(sync));
  const syncs = data?.syncs ?? [];
  const shown = begun && (syncs.find(one => one.sync_id === begun.sync_id) ?? begun);
  const others = syncs.filter(one => one.sync_id !== begun?.sync_id);
  return (
    <Page
      title={trans.__('Sync OBS')}
      icon={syncIcon}
      subtitle={trans.__('Only what changed moves. Closing this tab stops nothing.')}
      actions={
        shown && (
          <ActionButton
            label={trans.__('New sync')}
            icon={addIcon}
            onClick={() => show(form.draft)}
          />
        )
      }
    >
      {shown ? (
        <SyncCard sync={shown} again={again} />
      ) : (
        <SyncForm
          key={form.number}
          initial={form.draft}
          limits={limits}
          onDraft={keep}
          onStarted={sync => {
            setBegun(sync);
            refresh();
          }}
        />
      )}
      {Boolean(error) && <ErrorNotice error={error} onRetry={refresh} />}
      {others.length > 0 && (
        <Section title={trans.__('Earlier syncs')}>
          {others.map(sync => (
            <SyncCard key={sync.sync_id} sync={sync} again={again} />
          ))}
        </Section>
      )}
    </Page>
  );
}
