import { type JSX, useState } from 'react';

import {
  ActionButton,
  ErrorNotice,
  ProgressBar,
  RelativeTime,
  StatePill
} from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import { useFormat } from '../../../core/hooks';
import { isLive } from '../../../compute/state';
import type { SyncBody } from '../../types';
import { SyncsClient } from '../client';
import { countWords, directionWord, progressWords, shareOf } from '../sentences';
import { NameList } from './NameList';

export interface ISyncCardProps {
  sync: SyncBody;
  /** Opens the form as it was for this one. */
  again: (sync: SyncBody) => void;
}

/** One sync: where from and to, how far, and what it did. */
export function SyncCard({ sync, again }: ISyncCardProps): JSX.Element {
  const trans = useTrans();
  const live = isLive(sync.state);
  return (
    <article className="jp-ma-task" aria-label={sync.uri}>
      <div className="jp-ma-task-head">
        <StatePill state={sync.state} />
        <span>{directionWord(sync, trans)}</span>
        <span className="jp-ma-mono">{sync.uri}</span>
        <span className="jp-ma-mono jp-ma-quiet">{placeOf(sync.folder, trans)}</span>
        <span className="jp-ma-quiet">
          <RelativeTime at={sync.create_time} />
        </span>
        {!live && (
          <ActionButton label={trans.__('Sync again…')} onClick={() => again(sync)} />
        )}
      </div>
      {live && <Progress sync={sync} />}
      {(!live || sync.watch) && <Result sync={sync} />}
    </article>
  );
}

function placeOf(folder: string, trans: { __: (text: string) => string }): string {
  return folder || trans.__('the work directory');
}

function Progress({ sync }: { sync: SyncBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  const format = useFormat();
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false);
  const stop = (): void => {
    setAsked(true);
    new SyncsClient(rest).stop(sync.sync_id).catch((reason: unknown) => {
      setAsked(false);
      setError(reason);
    });
  };
  if (sync.progress.phase === 'watching' && !asked) {
    return (
      <div className="jp-ma-task-head">
        <span>{progressWords(sync.progress, trans, format)}</span>
        <ActionButton label={trans.__('Stop watching')} onClick={stop} />
      </div>
    );
  }
  return (
    <>
      <ProgressBar
        label={
          asked ? trans.__('Stopping') : progressWords(sync.progress, trans, format)
        }
        share={asked ? null : shareOf(sync.progress)}
        onCancel={asked ? undefined : stop}
        cancelLabel={sync.watch ? trans.__('Stop watching') : trans.__('Cancel')}
      />
      {Boolean(error) && <ErrorNotice error={error} />}
    </>
  );
}

function Result({ sync }: { sync: SyncBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { counts = {}, names = [], problem, looked_at: lookedAt } = sync.result;
  const message = sync.message || problem;
  return (
    <>
      {message && (
        <p className={sync.state === 'stopped' ? '' : 'jp-ma-field-error'}>
          {stoppedWords(message, trans)}
        </p>
      )}
      {(sync.state !== 'stopped' || sync.watch) && (
        <p>
          {countWords(counts, trans, format)}
          {lookedAt && (
            <span className="jp-ma-quiet">
              {' '}
              {trans.__('looked at')} <RelativeTime at={lookedAt} />
            </span>
          )}
        </p>
      )}
      {names.length > 0 && (
        <details className="jp-ma-skipped" open={names.length <= OPEN}>
          <summary>{trans.__('Which, and why')}</summary>
          <NameList label={trans.__('What there is to say')} names={names} />
        </details>
      )}
    </>
  );
}

const OPEN = 20;
const STOPPED =
  'It was stopped. What had arrived stays, and the next sync goes on from there.';

function stoppedWords(
  message: string,
  trans: { __: (text: string) => string }
): string {
  return message === STOPPED
    ? trans.__(
        'It was stopped. What had arrived stays, and the next sync goes on from there.'
      )
    : message;
}
