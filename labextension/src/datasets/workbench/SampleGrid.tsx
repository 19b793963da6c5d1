import {
  type JSX,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef
} from 'react';

import { type IVirtualGridHandle, VirtualGrid } from '../../core/components';
import { useTrans } from '../../core/context';
import { colorOf } from '../labels';
import type { SampleBody } from '../types';
import { gridKey, type IKeyActions } from './keys';
import { Tile } from './Tile';
import { tileOf, usePointer } from './usePointer';
import type { LabelingView } from './view';

const SETTLED_MS = 200;
/** What a tile has below its picture, and around it. */
const LABELS_PX = 28;
const GAP_PX = 8;

export interface ISampleGridProps {
  view: LabelingView;
  grid: RefObject<IVirtualGridHandle>;
  size: number;
  keys: IKeyActions;
  onMenu: (at: { x: number; y: number }) => void;
}

/** The images as tiles: chosen by mouse and keys, fetched as one scrolls. */
export function SampleGrid(props: ISampleGridProps): JSX.Element {
  const { view, grid, size, keys, onMenu } = props;
  const trans = useTrans();
  const tileId = useId();
  const tileHeight = size + LABELS_PX + GAP_PX;
  const colors = useColors(view);
  const { box, on } = usePointer({ view, grid, tileHeight, preview: keys.preview });
  const onScroll = useSight(view, grid, tileHeight);
  const { selection, list, bench } = view;
  const pixels = pictureSize(size);
  const domId = (id: string): string => `${tileId}${id}`;

  const openMenu = (event: MouseEvent): void => {
    const id = tileOf(event) ?? selection.focused;
    event.preventDefault();
    event.stopPropagation();
    if (id === null) {
      return;
    }
    if (!selection.ids.has(id)) {
      selection.choose(id);
    }
    const isByKey = event.clientX === 0 && event.clientY === 0;
    const tile = isByKey ? document.getElementById(domId(id)) : null;
    const frame = tile?.getBoundingClientRect();
    onMenu(
      frame
        ? { x: frame.left + 16, y: frame.top + 16 }
        : { x: event.clientX, y: event.clientY }
    );
  };

  const render = (sample: SampleBody, at: number): JSX.Element => {
    const id = sample.sample_id;
    return (
      <Tile
        domId={domId(id)}
        sample={sample}
        labels={view.labelsOf(sample)}
        edit={bench.queue.edit(id)}
        colors={colors}
        picture={bench.client.thumbnailUrl(sample, pixels)}
        isSelected={selection.ids.has(id)}
        isFocused={selection.focused === id}
        isLeaving={view.leaving.has(id)}
        at={at}
        count={list.items.length}
        queue={bench.queue}
      />
    );
  };

  const focused = selection.focused;
  return (
    <div className="jp-ma-samples">
      <VirtualGrid
        label={trans.__('Images')}
        items={list.items}
        keyOf={sample => sample.sample_id}
        render={render}
        tileWidth={size + GAP_PX}
        tileHeight={tileHeight}
        onEnd={() => list.loadMore()}
        scrollKey={`samples:${bench.client.id}:${view.tab}:${view.label ?? ''}`}
        handle={grid}
        container={{
          ...on,
          className: 'jp-ma-samples-grid',
          'aria-activedescendant': focused === null ? undefined : domId(focused),
          onScroll,
          onContextMenu: openMenu,
          onKeyDown: event => {
            if (grid.current && gridKey(event, view, grid.current, keys)) {
              event.preventDefault();
              event.stopPropagation();
            }
          }
        }}
      />
      {box && <div className="jp-ma-rectangle" style={box} />}
    </div>
  );
}

function useColors(view: LabelingView): ReadonlyMap<string, string> {
  const { stats } = view.bench;
  const text = JSON.stringify(
    stats?.label_stats.map(label => [label.name, colorOf(label)]) ?? []
  );
  return useMemo(() => new Map(JSON.parse(text) as [string, string][]), [text]);
}

/** Tells the view what is in sight, when the scroll has come to rest. */
function useSight(
  view: LabelingView,
  grid: RefObject<IVirtualGridHandle>,
  tileHeight: number
): () => void {
  const timer = useRef<number>();
  const look = useCallback(() => {
    const handle = grid.current;
    if (handle?.element) {
      const row = Math.floor(handle.element.scrollTop / tileHeight);
      const last = (row + handle.rows + 2) * handle.columns;
      view.setSight(row * handle.columns, last);
    }
  }, [view, grid, tileHeight]);
  useEffect(() => {
    look();
    return () => window.clearTimeout(timer.current);
  }, [look]);
  return useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      look();
      view.arrive();
    }, SETTLED_MS);
  }, [look, view]);
}

/** The kept size of thumbnail that is sharp enough on this screen. */
function pictureSize(size: number): number {
  const wanted = size * window.devicePixelRatio;
  return [128, 256, 512].find(kept => kept >= wanted) ?? 1_024;
}
