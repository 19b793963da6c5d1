import {
  caretDownIcon,
  caretUpIcon,
  downloadIcon,
  moveDownIcon,
  moveUpIcon
} from '@jupyterlab/ui-components';
import type { JSX, KeyboardEvent, RefObject } from 'react';

import { ActionButton, CheckBox, CopyButton, Toolbar } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { plain } from '../logText';
import type { LogFeed } from '../logFeed';
import type { ILogSearch } from '../useLogSearch';

export interface ILogToolbarProps {
  feed: LogFeed;
  search: ILogSearch;
  searchField: RefObject<HTMLInputElement>;
  wrap: boolean;
  setWrap: (wrap: boolean) => void;
  downloadUrl?: string;
}

export function LogToolbar(props: ILogToolbarProps): JSX.Element {
  const { feed, wrap, setWrap, downloadUrl } = props;
  const trans = useTrans();
  const whole = (): string => [...feed.window.lines()].map(plain).join('\n');
  return (
    <Toolbar label={trans.__('Log')}>
      <SearchField {...props} />
      <span className="jp-ma-spring" />
      <CheckBox label={trans.__('Wrap lines')} checked={wrap} onChange={setWrap} />
      <ActionButton
        label={trans.__('Beginning')}
        icon={moveUpIcon}
        onClick={() => void feed.toStart()}
      />
      <ActionButton
        label={trans.__('End')}
        icon={moveDownIcon}
        onClick={() => void feed.toEnd()}
      />
      <CopyButton getText={whole} />
      {downloadUrl && (
        <a
          className="jp-ma-button jp-mod-styled jp-mod-reject"
          href={downloadUrl}
          download
        >
          <downloadIcon.react tag="span" className="jp-ma-button-icon" />
          {trans.__('Download')}
        </a>
      )}
    </Toolbar>
  );
}

function SearchField({ search, searchField, feed }: ILogToolbarProps): JSX.Element {
  const trans = useTrans();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      search.step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      search.setWanted('');
    }
  };
  return (
    <span className="jp-ma-log-search" role="search">
      <input
        ref={searchField}
        type="search"
        className="jp-ma-input"
        placeholder={trans.__('Search in the log')}
        aria-label={trans.__('Search in the log')}
        value={search.wanted}
        onChange={event => search.setWanted(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {search.wanted && (
        <>
          <Count search={search} />
          <ActionButton
            iconOnly
            label={trans.__('Previous match')}
            icon={caretUpIcon}
            disabled={!search.count}
            onClick={() => search.step(-1)}
          />
          <ActionButton
            iconOnly
            label={trans.__('Next match')}
            icon={caretDownIcon}
            disabled={!search.count}
            onClick={() => search.step(1)}
          />
          {feed.window.hasEarlier && (
            <ActionButton
              label={trans.__('Search earlier lines')}
              busy={search.isSearching}
              onClick={search.searchEarlier}
            />
          )}
        </>
      )}
    </span>
  );
}

function Count({ search }: { search: ILogSearch }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const of = search.isMore
    ? `${format.count(search.count)}+`
    : format.count(search.count);
  return (
    <span className="jp-ma-quiet" role="status">
      {search.count
        ? trans.__('%1 of %2', format.count(search.at + 1), of)
        : trans.__('Not found')}
    </span>
  );
}
