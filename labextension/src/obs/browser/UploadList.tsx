import { closeIcon, refreshIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import { type JSX, useEffect, useState } from 'react';

import { ActionButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import type { IUploadItem, UploadQueue } from '../uploads/UploadQueue';

const SHOWN = 50;

/** Files on their way, each with its way out. */
export function UploadList({ queue }: { queue: UploadQueue }): JSX.Element | null {
  const trans = useTrans();
  const items = useItems(queue);
  if (items.length === 0) {
    return null;
  }
  const more = items.length - SHOWN;
  return (
    <section className="jp-ma-uploads" aria-label={trans.__('Uploads')}>
      <h3>{trans.__('Uploads')}</h3>
      <ul>
        {items.slice(0, SHOWN).map(item => (
          <UploadRow key={item.key} item={item} queue={queue} />
        ))}
      </ul>
      {more > 0 && (
        <p className="jp-ma-quiet">{trans._n('and %1 more', 'and %1 more', more)}</p>
      )}
    </section>
  );
}

/** Copies, since the queue changes its own. */
function useItems(queue: UploadQueue): IUploadItem[] {
  const [items, setItems] = useState<IUploadItem[]>([]);
  useEffect(() => {
    const read = (): void => setItems(queue.items.map(item => ({ ...item })));
    read();
    queue.changed.connect(read);
    return () => {
      queue.changed.disconnect(read);
    };
  }, [queue]);
  return items;
}

function UploadRow({
  item,
  queue
}: {
  item: IUploadItem;
  queue: UploadQueue;
}): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const share = item.size > 0 ? item.sent / item.size : 0;
  return (
    <li className="jp-ma-upload" data-stage={item.stage}>
      <span className="jp-ma-upload-name" title={item.uri}>
        {item.name}
      </span>
      <span className="jp-ma-upload-words">
        {wordsOf(item, trans)} {item.stage !== 'failed' && format.percent(share)}
      </span>
      <span className="jp-ma-upload-buttons">
        {item.stage === 'failed' && (
          <ActionButton
            iconOnly
            icon={refreshIcon}
            label={trans.__('Try again')}
            onClick={() => queue.retry(item.key)}
          />
        )}
        <ActionButton
          iconOnly
          icon={closeIcon}
          label={trans.__('Give up %1', item.name)}
          onClick={() => void queue.cancel(item.key)}
        />
      </span>
      <progress aria-label={item.name} max={1} value={share} />
    </li>
  );
}

function wordsOf(item: IUploadItem, trans: TranslationBundle): string {
  switch (item.stage) {
    case 'waiting':
      return trans.__('Waiting for the ones before.');
    case 'sending':
      return trans.__('Uploading');
    case 'offline':
      return trans.__('The server cannot be reached; it goes on by itself.');
    case 'storing':
      return trans.__('All is there; the store takes it.');
    case 'interrupted':
      return trans.__('Interrupted: drop the same file here again to go on.');
    case 'failed':
      return item.sentence;
  }
}
