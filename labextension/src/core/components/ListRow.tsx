import type { HTMLAttributes, JSX, KeyboardEvent } from 'react';

export interface IListRowProps extends HTMLAttributes<HTMLDivElement> {
  name: string;
  /** Beside the name, as the version. */
  aside?: string;
  /** Below the name: what is the matter. */
  words: string;
  /** Below the name where nothing is the matter. */
  description?: string | null;
  /** Opens its page; missing where it has none. */
  open?: () => void;
}

/** A thing in a list: its name, which opens its page, and the cells that are put in. */
export function ListRow(props: IListRowProps): JSX.Element {
  const { name, aside, words, description, open, className, children, ...rest } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target === event.currentTarget) {
      open?.();
    }
  };
  return (
    <div
      {...rest}
      className={`jp-ma-row ${className ?? ''}`}
      tabIndex={0}
      onDoubleClick={open}
      onKeyDown={onKeyDown}
    >
      <span className="jp-ma-job-name">
        {open ? (
          <button className="jp-ma-link" onClick={open}>
            {name}
          </button>
        ) : (
          name
        )}
        {aside && (
          <>
            {' '}
            <span className="jp-ma-quiet">{aside}</span>
          </>
        )}
        <span className="jp-ma-job-words jp-ma-quiet" title={words}>
          {words || description}
        </span>
      </span>
      {children}
    </div>
  );
}
