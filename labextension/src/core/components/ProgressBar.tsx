import type { JSX } from 'react';

import { useFormat } from '../hooks/useFormat';

export interface IProgressBarProps {
  /** What is going on, for the eye and for the screen reader. */
  label: string;
  /** Between 0 and 1; null where nobody knows how much is left. */
  share: number | null;
  onCancel?: () => void;
  cancelLabel?: string;
}

export function ProgressBar(props: IProgressBarProps): JSX.Element {
  const format = useFormat();
  const share = props.share === null ? null : Math.min(1, Math.max(0, props.share));
  const width = share === null ? undefined : `${share * 100}%`;
  return (
    <div className="jp-ma-progress">
      <span className="jp-ma-progress-label">
        {props.label}
        {share !== null && ` ${format.percent(share)}`}
      </span>
      <div
        className="jp-ma-progress-track"
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <div
          className={`jp-ma-progress-bar${share === null ? ' jp-mod-unknown' : ''}`}
          style={{ width }}
        />
      </div>
      {props.onCancel && (
        <button className="jp-mod-styled jp-mod-minimal" onClick={props.onCancel}>
          {props.cancelLabel}
        </button>
      )}
    </div>
  );
}
