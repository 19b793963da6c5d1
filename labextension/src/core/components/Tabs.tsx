import { type JSX, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

export interface ITabItem {
  id: string;
  label: string;
  /** Beside the label, as a count. */
  badge?: string;
  render: () => ReactNode;
}

export interface ITabsProps {
  label: string;
  tabs: readonly ITabItem[];
  /** The first one where this names none. */
  selected: string | null | undefined;
  onSelect: (id: string) => void;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1
};

/** Tabs as ARIA describes them: arrows move, one tab stop, the panel names its tab. */
export function Tabs(props: ITabsProps): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    props.tabs.findIndex(tab => tab.id === props.selected)
  );
  const chosen = props.tabs[at];

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      const next = step(at, props.tabs.length);
      props.onSelect(props.tabs[next].id);
      list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next].focus();
    }
  };

  return (
    <div className="jp-ma-tabs">
      <div
        ref={list}
        className="jp-ma-tablist"
        role="tablist"
        aria-label={props.label}
        onKeyDown={onKeyDown}
      >
        {props.tabs.map(tab => (
          <button
            key={tab.id}
            id={`${id}-tab-${tab.id}`}
            className="jp-ma-tab"
            role="tab"
            aria-selected={tab === chosen}
            aria-controls={tab === chosen ? `${id}-panel` : undefined}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => props.onSelect(tab.id)}
          >
            {tab.label}
            {tab.badge && <span className="jp-ma-badge">{tab.badge}</span>}
          </button>
        ))}
      </div>
      {chosen && (
        <div
          key={chosen.id}
          id={`${id}-panel`}
          className="jp-ma-tabpanel"
          role="tabpanel"
          aria-labelledby={`${id}-tab-${chosen.id}`}
        >
          {chosen.render()}
        </div>
      )}
    </div>
  );
}
