import { type JSX, useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { ErrorNotice, type IVirtualGridHandle, Loading } from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useSignalValue, useVisible } from '../../core/hooks';
import { activeLabeling } from './active';
import type { IKeyActions } from './keys';
import { LabelingToolbar } from './LabelingToolbar';
import { LabelPanel } from './LabelPanel';
import { type IMenuPoint, showImagesMenu } from './menus';
import { NoImages } from './NoImages';
import { Notices, UploadNotice } from './Notices';
import { Preview } from './Preview';
import { SampleGrid } from './SampleGrid';
import { IMAGE_TYPES } from './uploads';
import { type IActions, useActions } from './useActions';
import { useDrop } from './useDrop';
import { useLabelingView } from './useLabelingView';
import { useTileSize } from './useTileSize';
import type { LabelingTab, LabelingView } from './view';

export interface ILabelingProps {
  datasetId: string;
  view: LabelingTab;
}

/** The images of a dataset, to be given labels. */
export function Labeling({ datasetId, view: tab }: ILabelingProps): JSX.Element {
  const [filter, setFilter] = useState<string | null>(null);
  const view = useLabelingView(datasetId, tab, tab === 'labeled' ? filter : null);
  const onFilter = tab === 'labeled' ? setFilter : undefined;
  const [size, setSize] = useTileSize();
  const actions = useActions(view);
  const trans = useTrans();
  const files = useRef<HTMLInputElement>(null);
  const { uploads } = view.bench;
  const isAdding = useSignalValue(uploads.changed, () => uploads.isBusy);
  const add = useCallback(
    (chosen: readonly File[]) => void uploads.add(chosen),
    [uploads]
  );
  const drop = useDrop(add);
  const choose = (): void => files.current?.click();
  return (
    <div className="jp-ma-labeling" {...drop.on}>
      <LabelingToolbar
        view={view}
        actions={actions}
        size={size}
        onSize={setSize}
        onAdd={choose}
        onFilter={onFilter}
      />
      <Notices actions={actions} />
      <UploadNotice uploads={uploads} />
      <Images
        view={view}
        actions={actions}
        size={size}
        onAdd={choose}
        onFilter={onFilter}
      />
      {drop.isOver && !isAdding && (
        <div className="jp-ma-drop" aria-hidden>
          {trans.__('Drop images to add them')}
        </div>
      )}
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={IMAGE_TYPES}
        onChange={event => {
          add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

interface IImagesProps {
  view: LabelingView;
  actions: IActions;
  size: number;
  onAdd: () => void;
  onFilter?: (label: string | null) => void;
}

function Images(props: IImagesProps): JSX.Element {
  const { view, actions, size } = props;
  const trans = useTrans();
  const grid = useRef<IVirtualGridHandle>(null);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [shown, setShown] = useState<string | null>(null);
  const back = useCallback(() => {
    const preview = grid.current?.element
      ?.closest('.jp-ma-labeling')
      ?.querySelector<HTMLElement>('.jp-ma-large');
    (preview ?? grid.current?.element)?.focus();
  }, []);
  const close = useCallback(() => {
    setShown(null);
    grid.current?.element?.focus();
  }, []);
  const keys = useMemo<IKeyActions>(
    () => ({
      preview: id => {
        view.selection.choose(id);
        setShown(id);
      },
      deleteTargets: () => actions.deleteImages(view.targets),
      undo: actions.undo,
      redo: actions.redo,
      type: typed => {
        setText(typed);
        input.current?.focus();
      }
    }),
    [view, actions]
  );
  useCommands(view, keys);
  const openMenu = (at: IMenuPoint): void => {
    const [first] = view.targets;
    showImagesMenu(at, view, trans, {
      preview: () => keys.preview(first.sample_id),
      deleteTargets: keys.deleteTargets
    });
  };
  return (
    <div className="jp-ma-labeling-body">
      <div className="jp-ma-labeling-main">
        <Listed {...props}>
          <SampleGrid
            view={view}
            grid={grid}
            size={size}
            keys={keys}
            onMenu={openMenu}
          />
        </Listed>
        {shown !== null && (
          <Preview
            view={view}
            id={shown}
            keys={keys}
            onShow={setShown}
            onClose={close}
          />
        )}
      </div>
      <LabelPanel
        view={view}
        actions={actions}
        input={input}
        text={text}
        onText={setText}
        onLeave={back}
        onFilter={props.onFilter}
      />
    </div>
  );
}

/** While these images are in sight, commands act on them. */
function useCommands(view: LabelingView, keys: IKeyActions): void {
  const { rest } = useModelArts();
  const isVisible = useVisible();
  useEffect(
    () => (isVisible ? activeLabeling(rest).enter({ view, keys }) : undefined),
    [rest, isVisible, view, keys]
  );
}

/** The grid, or what is there instead of it. */
function Listed(props: IImagesProps & { children: JSX.Element }): JSX.Element {
  const { view, children } = props;
  const trans = useTrans();
  const { list } = view;
  const error = list.error !== null && (
    <ErrorNotice
      error={list.error}
      title={trans.__('The images could not be read.')}
      onRetry={() => view.lookAgain()}
    />
  );
  if (list.items.length > 0) {
    return (
      <>
        {error}
        {children}
      </>
    );
  }
  if (error) {
    return error;
  }
  return list.isLoading || list.hasMore ? (
    <Loading />
  ) : (
    <NoImages view={view} onAdd={props.onAdd} onFilter={props.onFilter} />
  );
}
