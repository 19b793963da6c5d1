import { closeIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { ActionButton, ErrorNotice, RelativeTime } from '../../core/components';
import { useModelArts } from '../../core/context';
import type { Formatter } from '../../core/format';
import { useFormat, useSubmit } from '../../core/hooks';
import { failedIcon, warningIcon } from '../../core/icons';
import { HomeClient } from '../client';
import { placeOf } from '../places';
import type { AttentionBody } from '../types';
import { Item } from './Item';

export interface IAttentionProps {
  items: readonly AttentionBody[];
  refresh: () => void;
}

/** What failed, and what waits for a person; each can be marked as seen. */
export function Attention({ items, refresh }: IAttentionProps): JSX.Element {
  const { rest } = useModelArts();
  const dismissing = useSubmit(async (_key: string, item: string, mark: number) => {
    await new HomeClient(rest).dismiss({ item, mark });
    refresh();
  });
  return (
    <>
      {dismissing.error !== null && <ErrorNotice error={dismissing.error} />}
      <ul className="jp-ma-items">
        {items.map(item => (
          <AttentionItem
            key={item.item}
            item={item}
            onSeen={() => void dismissing.submit(item.item, item.mark)}
          />
        ))}
      </ul>
    </>
  );
}

interface IItemProps {
  item: AttentionBody;
  onSeen: () => void;
}

function AttentionItem({ item, onSeen }: IItemProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const isFailure = item.kind === 'failed_job' || item.kind === 'failed_work';
  const Icon = isFailure ? failedIcon : warningIcon;
  return (
    <Item urn={item.urn} place={placeOf(item.urn)} name={item.name}>
      <span className={`jp-ma-state jp-ma-tone-${isFailure ? 'bad' : 'warn'}`}>
        <Icon.react tag="span" className="jp-ma-state-icon" />
        <span>{kindWord(item, trans)}</span>
      </span>
      <span className={`jp-ma-item-text${isFailure ? ' jp-mod-code' : ''}`}>
        {sentenceOf(item, trans, format)}
      </span>
      <span className="jp-ma-item-time">
        <RelativeTime at={item.since} />
      </span>
      <ActionButton
        label={trans.__('Seen: do not show %1 here again', item.name)}
        icon={closeIcon}
        iconOnly
        className="jp-mod-minimal"
        onClick={onSeen}
      />
    </Item>
  );
}

function kindWord({ kind }: AttentionBody, trans: TranslationBundle): string {
  switch (kind) {
    case 'unlabeled':
      return trans.__('To label');
    case 'service':
      return trans.__('In trouble');
    default:
      return trans.__('Failed');
  }
}

function sentenceOf(
  item: AttentionBody,
  trans: TranslationBundle,
  format: Formatter
): string {
  const count = item.count ?? 0;
  if (item.kind === 'unlabeled') {
    return trans._n(
      '%2 image has no label',
      '%2 images have no label',
      count,
      format.count(count)
    );
  }
  return item.message ?? '';
}
