import type { JSX } from 'react';

import { ActionButton, CopyButton } from '../../core/components';
import { useTrans } from '../../core/context';
import { warningIcon } from '../../core/icons';

export interface ISecretProps {
  title: string;
  /** What to copy, each under its name. */
  parts: readonly { label: string; text: string }[];
  /** How it is used. */
  hint: string;
  onDone: () => void;
}

/** A secret, the only time that it is shown. */
export function Secret({ title, parts, hint, onDone }: ISecretProps): JSX.Element {
  const trans = useTrans();
  return (
    <div className="jp-ma-secret" role="group" aria-label={title}>
      <h3>{title}</h3>
      <p className="jp-ma-secret-warning" role="status">
        <warningIcon.react tag="span" />
        {trans.__('Copy it now: it is not shown again.')}
      </p>
      {parts.map(part => (
        <div key={part.label} className="jp-ma-secret-part">
          <span className="jp-ma-quiet">{part.label}</span>
          <code tabIndex={0}>{part.text}</code>
          <CopyButton text={part.text} />
        </div>
      ))}
      <p className="jp-ma-quiet">{hint}</p>
      <div className="jp-ma-buttons">
        <ActionButton look="accept" label={trans.__('I have it')} onClick={onDone} />
      </div>
    </div>
  );
}
