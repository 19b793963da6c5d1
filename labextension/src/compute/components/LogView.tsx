import { type JSX, type KeyboardEvent, useRef, useState } from 'react';

import { ErrorNotice } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import type { LogFeed } from '../logFeed';
import { useLogFeed } from '../useLogFeed';
import { useLogSearch } from '../useLogSearch';
import { LogRows } from './LogRows';
import { LogToolbar } from './LogToolbar';

export interface ILogViewProps {
  workloadId: string;
  /** Whether more may come. */
  isLive: boolean;
  /** Said while there is no line, as "Waiting for 2 CPUs". */
  waiting?: string;
  downloadUrl?: string;
}

/** A log as it is written: followed at its end until one scrolls up, searched, copied. */
export function LogView(props: ILogViewProps): JSX.Element {
  const trans = useTrans();
  const feed = useLogFeed(props.workloadId, props.isLive);
  const search = useLogSearch(feed);
  const [wrap, setWrap] = useState(false);
  const searchField = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
      event.preventDefault();
      event.stopPropagation();
      searchField.current?.focus();
    }
  };
  return (
    <div className="jp-ma-log" onKeyDown={onKeyDown}>
      <LogToolbar
        feed={feed}
        search={search}
        searchField={searchField}
        wrap={wrap}
        setWrap={setWrap}
        downloadUrl={props.downloadUrl}
      />
      {Boolean(feed.error) && (
        <ErrorNotice
          title={trans.__('The log could not be read.')}
          error={feed.error}
          onRetry={() => void feed.look()}
        />
      )}
      {feed.window.rows > 0 ? (
        <LogRows feed={feed} search={search} wrap={wrap} isLive={props.isLive} />
      ) : (
        <p className="jp-ma-quiet jp-ma-log-none">{nothing(feed, props, trans)}</p>
      )}
      <Footer feed={feed} isLive={props.isLive} />
    </div>
  );
}

function nothing(
  feed: LogFeed,
  { isLive, waiting }: ILogViewProps,
  trans: ReturnType<typeof useTrans>
): string {
  if (!feed.isLoaded) {
    return trans.__('Loading…');
  }
  if (!isLive) {
    return trans.__('Nothing was written.');
  }
  return waiting || trans.__('Nothing written yet: lines appear here as they come.');
}

function Footer({ feed, isLive }: { feed: LogFeed; isLive: boolean }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { window } = feed;
  const shown = trans.__(
    '%1 lines shown, %2 in all',
    format.count(window.rows),
    format.bytes(window.size)
  );
  const paused = isLive && !feed.isFollowing;
  return (
    <div className="jp-ma-log-foot jp-ma-quiet">
      <span>{shown}</span>
      {isLive && (
        <span>
          {paused ? trans.__('Not following') : trans.__('Following the end')}
        </span>
      )}
    </div>
  );
}
