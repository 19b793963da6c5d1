import { Clipboard } from '@jupyterlab/apputils';
import { checkIcon, copyIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import { useTrans } from '../context';
import { ActionButton } from './ActionButton';

export interface ICopyButtonProps {
  text?: string;
  /** For a text that is made only when it is copied. */
  getText?: () => string;
  label?: string;
}

export function CopyButton({
  text = '',
  getText,
  label
}: ICopyButtonProps): JSX.Element {
  const trans = useTrans();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    Clipboard.copyToSystem(getText ? getText() : text);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2000);
  };
  return (
    <ActionButton
      label={copied ? trans.__('Copied') : (label ?? trans.__('Copy'))}
      icon={copied ? checkIcon : copyIcon}
      onClick={copy}
    />
  );
}
