import { caretLeftIcon, caretRightIcon, closeIcon } from '@jupyterlab/ui-components';
import { type JSX, type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { ActionButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { colorOf } from '../labels';
import { editKey, type IKeyActions } from './keys';
import { LabelChip } from './LabelChip';
import { isTiny } from './Tile';
import type { LabelingView } from './view';

export interface IPreviewProps {
  view: LabelingView;
  id: string;
  keys: IKeyActions;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** One image as large as fits; the panel beside it and its keys label it. */
export function Preview(props: IPreviewProps): JSX.Element | null {
  const { view, id, onShow, onClose } = props;
  const trans = useTrans();
  const format = useFormat();
  const root = useRef<HTMLDivElement>(null);
  const { list, bench } = view;
  const at = list.indexOf(id);
  const sample = list.items[at];
  useEffect(() => root.current?.focus(), []);
  useEffect(() => {
    view.show(id);
    return () => view.show(null);
  }, [view, id]);
  useEffect(() => {
    if (!sample) {
      onClose();
    }
  }, [sample, onClose]);
  if (!sample) {
    return null;
  }
  const go = (step: number): void => {
    const next = list.items[at + step];
    if (next) {
      view.selection.choose(next.sample_id);
      onShow(next.sample_id);
    }
    if (at + step > list.items.length - 20) {
      list.loadMore();
    }
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowUp: -1,
    ArrowRight: 1,
    ArrowDown: 1
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key in steps) {
      go(steps[event.key]);
    } else if (event.key === 'Escape') {
      onClose();
    } else if (!editKey(event, view, props.keys)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const stats = bench.stats?.label_stats ?? [];
  const size = sample.metadata['@modelarts:size'];
  return (
    <div
      ref={root}
      role="dialog"
      aria-label={sample.sample_name}
      tabIndex={-1}
      className="jp-ma-large"
      onKeyDown={onKeyDown}
    >
      <div className="jp-ma-large-head">
        <strong className="jp-ma-large-name">{sample.sample_name}</strong>
        <span className="jp-ma-quiet">
          {size && size.length > 1 && `${size[0]} × ${size[1]} · `}
          {format.bytes(sample.sample_size)}
        </span>
        <span className="jp-ma-large-labels">
          {view.labelsOf(sample).map(label => (
            <LabelChip
              key={label.name}
              name={label.name}
              color={colorOf(stats.find(one => one.name === label.name))}
            />
          ))}
        </span>
        <ActionButton
          iconOnly
          icon={closeIcon}
          label={trans.__('Close (Escape)')}
          onClick={onClose}
        />
      </div>
      <div className="jp-ma-large-body">
        <ActionButton
          iconOnly
          icon={caretLeftIcon}
          label={trans.__('Previous image')}
          disabled={at === 0}
          onClick={() => go(-1)}
        />
        <Large
          key={sample.sample_id}
          address={bench.client.previewUrl(sample)}
          small={bench.client.thumbnailUrl(sample, 256)}
          name={sample.sample_name}
          isTiny={isTiny(sample)}
        />
        <ActionButton
          iconOnly
          icon={caretRightIcon}
          label={trans.__('Next image')}
          disabled={at === list.items.length - 1}
          onClick={() => go(1)}
        />
      </div>
    </div>
  );
}

interface ILargeProps {
  address: string;
  small: string;
  name: string;
  isTiny: boolean;
}

/** The whole image; where the browser cannot show it, the small one. */
function Large({ address, small, name, isTiny }: ILargeProps): JSX.Element {
  const [isBroken, setBroken] = useState(false);
  return (
    <div className="jp-ma-large-picture">
      <img
        src={isBroken ? small : address}
        alt={name}
        className={isTiny ? 'jp-mod-tiny' : undefined}
        draggable={false}
        onError={() => setBroken(true)}
      />
    </div>
  );
}
