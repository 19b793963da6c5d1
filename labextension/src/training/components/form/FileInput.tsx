import { folderIcon, pythonIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton, type IControlProps } from '../../../core/components';
import { useTrans } from '../../../core/context';

export interface IFileInputProps {
  control: IControlProps;
  value: string;
  example: string;
  chooseLabel: string;
  isFolder?: boolean;
  onChange: (value: string) => void;
  onChoose: () => void;
}

/** A path of the work directory: typed, or chosen in JupyterLab's own dialog. */
export function FileInput(props: IFileInputProps): JSX.Element {
  const trans = useTrans();
  return (
    <div className="jp-ma-pair">
      <input
        {...props.control}
        value={props.value}
        placeholder={props.example}
        spellCheck={false}
        onChange={event => props.onChange(event.target.value)}
      />
      <ActionButton
        icon={props.isFolder ? folderIcon : pythonIcon}
        label={trans.__('Choose…')}
        aria-label={props.chooseLabel}
        onClick={props.onChoose}
      />
    </div>
  );
}
