import { checkIcon, imageIcon, refreshIcon } from '@jupyterlab/ui-components';
import { type JSX, memo, useEffect, useState } from 'react';

import { sentenceOf } from '../../core/components';
import { useTrans } from '../../core/context';
import { warningIcon } from '../../core/icons';
import type { Labels } from '../labels';
import type { SampleBody } from '../types';
import { LabelChip } from './LabelChip';
import type { IEdit, SaveQueue } from './saving';

const CHIPS = 3;
/** Images that are only scrolled past are not fetched. */
const STAYS_MS = 80;
/** The addresses that the browser has: their pictures are there at once. */
const seen = new Set<string>();

export interface ITileProps {
  domId: string;
  sample: SampleBody;
  labels: Labels;
  edit: IEdit | undefined;
  colors: ReadonlyMap<string, string>;
  picture: string;
  isSelected: boolean;
  isFocused: boolean;
  isLeaving: boolean;
  at: number;
  count: number;
  queue: SaveQueue;
}

/** One image: picture, labels, and how far its saving is. */
export const Tile = memo(function Tile(props: ITileProps): JSX.Element {
  const { sample, labels, edit } = props;
  const classes = [
    'jp-ma-tile',
    props.isSelected && 'jp-mod-selected',
    props.isFocused && 'jp-mod-focused',
    props.isLeaving && 'jp-mod-leaving',
    edit && `jp-mod-${edit.state}`
  ];
  const names = labels.map(label => label.name).join(', ');
  return (
    <div
      id={props.domId}
      role="option"
      aria-selected={props.isSelected}
      aria-label={[sample.sample_name, names].filter(Boolean).join(': ')}
      aria-posinset={props.at + 1}
      aria-setsize={props.count}
      title={sample.sample_name}
      data-sample={sample.sample_id}
      className={classes.filter(Boolean).join(' ')}
    >
      <div className="jp-ma-tile-picture">
        <Picture key={props.picture} address={props.picture} isTiny={isTiny(sample)} />
        {props.isSelected && (
          <checkIcon.react tag="span" className="jp-ma-tile-check" aria-hidden />
        )}
        {edit && <TileState edit={edit} queue={props.queue} />}
      </div>
      <div className="jp-ma-tile-labels">
        {labels.slice(0, CHIPS).map(label => (
          <LabelChip
            key={label.name}
            name={label.name}
            color={props.colors.get(label.name)}
          />
        ))}
        {labels.length > CHIPS && (
          <span className="jp-ma-quiet" title={names}>
            +{labels.length - CHIPS}
          </span>
        )}
        {labels.length === 0 && (
          <span className="jp-ma-tile-name jp-ma-quiet">{sample.sample_name}</span>
        )}
      </div>
    </div>
  );
});

/** Whether the image is so small that its pixels are better shown as squares. */
export function isTiny(sample: SampleBody): boolean {
  const size = sample.metadata['@modelarts:size'] ?? [];
  return size.length >= 2 && Math.max(size[0], size[1]) <= 64;
}

interface IPictureProps {
  address: string;
  isTiny: boolean;
}

function Picture({ address, isTiny: tiny }: IPictureProps): JSX.Element {
  const trans = useTrans();
  const [isBroken, setBroken] = useState(false);
  const [isDue, setDue] = useState(seen.has(address));
  useEffect(() => {
    const timer = window.setTimeout(() => setDue(true), STAYS_MS);
    return () => window.clearTimeout(timer);
  }, []);
  if (!isDue) {
    return <></>;
  }
  if (isBroken) {
    return (
      <span className="jp-ma-tile-broken">
        <imageIcon.react tag="span" aria-hidden />
        {trans.__('No picture')}
      </span>
    );
  }
  return (
    <img
      src={address}
      alt=""
      className={tiny ? 'jp-mod-tiny' : undefined}
      draggable={false}
      decoding="async"
      onLoad={() => seen.add(address)}
      onError={() => setBroken(true)}
    />
  );
}

interface IStateProps {
  edit: IEdit;
  queue: SaveQueue;
}

function TileState({ edit, queue }: IStateProps): JSX.Element {
  const trans = useTrans();
  if (edit.state === 'conflict') {
    return <Conflict edit={edit} queue={queue} />;
  }
  if (edit.state === 'failed') {
    const why = sentenceOf(edit.problem, trans);
    return (
      <button
        type="button"
        className="jp-ma-tile-state jp-mod-failed"
        title={trans.__('Not saved: %1 Press to try again.', why)}
        onClick={() => queue.retry(edit.id)}
      >
        <warningIcon.react tag="span" aria-hidden />
        {trans.__('Not saved')}
        <refreshIcon.react tag="span" aria-hidden />
      </button>
    );
  }
  if (edit.state === 'saved') {
    return (
      <span className="jp-ma-tile-state" role="img" aria-label={trans.__('Saved')}>
        <checkIcon.react tag="span" title={trans.__('Saved')} />
      </span>
    );
  }
  const saving = trans.__('Saving…');
  return (
    <span className="jp-ma-tile-state" role="img" aria-label={saving} title={saving}>
      <span className="jp-ma-spinner" aria-hidden />
    </span>
  );
}

function Conflict({ edit, queue }: IStateProps): JSX.Element {
  const trans = useTrans();
  const theirs = edit.theirs?.labels.map(label => label.name).join(', ');
  const mine = edit.labels.map(label => label.name).join(', ');
  const none = trans.__('no label');
  return (
    <div className="jp-ma-tile-conflict" role="group">
      <span title={trans.__('Somebody else changed this image meanwhile.')}>
        <warningIcon.react tag="span" aria-hidden />
        {trans.__('Conflict')}
      </span>
      <button
        type="button"
        title={trans.__('Keep what somebody else saved: %1', theirs || none)}
        onClick={() => queue.keepTheirs(edit.id)}
      >
        {trans.__('Theirs: %1', theirs || none)}
      </button>
      <button
        type="button"
        title={trans.__('Save your labels instead: %1', mine || none)}
        onClick={() => queue.applyMine(edit.id)}
      >
        {trans.__('Mine: %1', mine || none)}
      </button>
    </div>
  );
}
