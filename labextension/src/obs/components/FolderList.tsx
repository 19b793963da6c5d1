import { fileIcon, folderIcon } from '@jupyterlab/ui-components';
import { type JSX, type KeyboardEvent, useState } from 'react';

import { ActionButton, ErrorNotice, Loading, VirtualList } from '../../core/components';
import { useTrans } from '../../core/context';
import { type IPagedResource, useFormat } from '../../core/hooks';
import { ResponseError } from '../../core/request';
import { lastName, parentOf, TOP } from '../places';
import { type IEntry, useFolder } from '../useFolder';
import { Crumbs } from './Crumbs';
import { NewBucket } from './NewBucket';

export interface IFolderListProps {
  id: string;
  label: string;
  /** The folder shown first. */
  start: string;
  wantsFile: boolean;
  onChoose: (place: string) => void;
  onClose: () => void;
}

/** Folders to walk through, in the form itself: no dialog. */
export function FolderList(props: IFolderListProps): JSX.Element {
  const { wantsFile, onChoose, onClose } = props;
  const trans = useTrans();
  const [folder, setFolder] = useState(props.start);
  const entries = useFolder(folder, wantsFile);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div
      id={props.id}
      className="jp-ma-folders"
      role="group"
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      <Crumbs folder={folder} onOpen={setFolder} />
      <Entries
        entries={entries}
        folder={folder}
        label={props.label}
        onOpen={setFolder}
        onChoose={onChoose}
      />
      <div className="jp-ma-buttons">
        {!wantsFile && (
          <ActionButton
            look="accept"
            label={trans.__('Use this folder')}
            disabled={folder === TOP}
            onClick={() => onChoose(folder)}
          />
        )}
        <ActionButton label={trans.__('Close')} onClick={onClose} />
        {folder === TOP && (
          <NewBucket onCreated={name => setFolder(`${TOP}${name}/`)} />
        )}
      </div>
    </div>
  );
}

interface IEntriesProps {
  entries: IPagedResource<IEntry>;
  folder: string;
  label: string;
  onOpen: (folder: string) => void;
  onChoose: (place: string) => void;
}

function Entries(props: IEntriesProps): JSX.Element {
  const { entries, folder, onOpen } = props;
  const trans = useTrans();
  const { error } = entries;
  if (error) {
    const isGone = error instanceof ResponseError && error.status === 404;
    const up = (): void => onOpen(parentOf(folder));
    return <ErrorNotice error={error} onRetry={isGone ? up : entries.refresh} />;
  }
  if (entries.loading) {
    return <Loading />;
  }
  if (entries.items.length === 0) {
    const sentence =
      folder === TOP
        ? trans.__('There is no bucket yet: make one below.')
        : trans.__('Nothing is in here yet. A folder appears with its first file.');
    return <p className="jp-ma-quiet jp-ma-folders-empty">{sentence}</p>;
  }
  return (
    <VirtualList
      label={props.label}
      items={entries.items}
      keyOf={entry => entry.place}
      rowHeight={28}
      onEnd={entries.loadMore}
      render={entry => (
        <Entry
          entry={entry}
          onClick={() =>
            entry.isFolder ? onOpen(entry.place) : props.onChoose(entry.place)
          }
        />
      )}
    />
  );
}

function Entry({
  entry,
  onClick
}: {
  entry: IEntry;
  onClick: () => void;
}): JSX.Element {
  const format = useFormat();
  const Icon = entry.isFolder ? folderIcon : fileIcon;
  return (
    <button type="button" className="jp-ma-folder" onClick={onClick}>
      <Icon.react tag="span" className="jp-ma-button-icon" />
      <span className="jp-ma-folder-name">{lastName(entry.place)}</span>
      {entry.size !== null && (
        <span className="jp-ma-quiet">{format.bytes(entry.size)}</span>
      )}
    </button>
  );
}
