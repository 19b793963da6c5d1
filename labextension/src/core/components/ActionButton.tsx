import type { LabIcon } from '@jupyterlab/ui-components';
import type { ButtonHTMLAttributes, JSX } from 'react';

export interface IActionButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  icon?: LabIcon;
  /** `accept` for the one expected next, `warn` for what cannot be undone. */
  look?: 'accept' | 'warn' | 'plain';
  /** Shows only the icon; the label is then its tooltip and its name. */
  iconOnly?: boolean;
  busy?: boolean;
}

const LOOKS = { accept: 'jp-mod-accept', warn: 'jp-mod-warn', plain: 'jp-mod-reject' };

export function ActionButton(props: IActionButtonProps): JSX.Element {
  const { label, icon: Icon, look = 'plain', iconOnly, busy, ...rest } = props;
  const classes = ['jp-ma-button', 'jp-mod-styled', LOOKS[look], rest.className];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      disabled={Boolean(rest.disabled) || Boolean(busy)}
      aria-busy={busy || undefined}
      aria-label={rest['aria-label'] ?? (iconOnly ? label : undefined)}
      title={rest.title ?? (iconOnly ? label : undefined)}
    >
      {busy ? (
        <span className="jp-ma-spinner" aria-hidden="true" />
      ) : (
        Icon && <Icon.react tag="span" className="jp-ma-button-icon" />
      )}
      {!iconOnly && <span>{label}</span>}
    </button>
  );
}
