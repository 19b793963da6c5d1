import { PageConfig } from '@jupyterlab/coreutils';
import type { JSX } from 'react';

import {
  CheckBox,
  CopyButton,
  ErrorNotice,
  Loading,
  Section
} from '../../../core/components';
import { useTrans } from '../../../core/context';
import { type IAsked, useFormat } from '../../../core/hooks';
import type { SyncPlanBody } from '../../types';
import { type ILimits, type ISyncDraft, magicOf } from '../draft';
import { countWords } from '../sentences';
import { NameList } from './NameList';

export interface IPreviewProps {
  draft: ISyncDraft;
  limits: ILimits;
  found: IAsked<SyncPlanBody | null>;
  onUnlimited: (unlimited: boolean) => void;
}

/** What would be done, before anything is. */
export function Preview(props: IPreviewProps): JSX.Element {
  const { draft, found, onUnlimited } = props;
  const trans = useTrans();
  const format = useFormat();
  const { answer, error } = found;
  const magic = magicOf(draft, props.limits, PageConfig.getOption('serverRoot'));
  return (
    <aside
      className={`jp-ma-preview${found.isStale ? ' jp-mod-stale' : ''}`}
      aria-label={trans.__('Preview')}
      aria-busy={found.isStale}
    >
      <Section title={trans.__('What will be done')}>
        {Boolean(error) && <ErrorNotice error={error} />}
        {!answer && !error && draft.uri && <Loading />}
        {!draft.uri && (
          <p className="jp-ma-quiet">
            {trans.__('Choose a folder of a bucket first.')}
          </p>
        )}
        {answer && !error && (
          <>
            <p>{countWords(answer.counts, trans, format, true)}</p>
            {answer.exceeds && (
              <ErrorNotice error={new Error(answer.exceeds)} advice="" />
            )}
            {(answer.exceeds || draft.unlimited) && (
              <CheckBox
                label={trans.__('Without the limits this time')}
                checked={draft.unlimited}
                onChange={onUnlimited}
              />
            )}
            {answer.names.length > 0 && (
              <NameList label={trans.__('What will be done')} names={answer.names} />
            )}
            {answer.truncated && (
              <p className="jp-ma-quiet">
                {trans.__('The first %1 are named.', format.count(answer.names.length))}
              </p>
            )}
          </>
        )}
      </Section>
      <Section title={trans.__('The same in a notebook')}>
        <code className="jp-ma-sync-magic">{magic}</code>
        <div className="jp-ma-buttons">
          <CopyButton label={trans.__('Copy the line')} getText={() => magic} />
        </div>
      </Section>
    </aside>
  );
}
