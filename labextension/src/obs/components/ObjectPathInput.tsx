import { folderIcon } from '@jupyterlab/ui-components';
import { type JSX, useId, useState } from 'react';

import { ActionButton, type IControlProps } from '../../core/components';
import { useTrans } from '../../core/context';
import { asObs, folderOf } from '../places';
import { Completions } from './Completions';
import { FolderList } from './FolderList';

const EXAMPLE = 'obs://modelarts/';

export interface IObjectPathInputProps {
  /** What a FormField gives its control; without one, `label` names the input. */
  control?: IControlProps;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A file may be chosen, not a folder. */
  wantsFile?: boolean;
  onBlur?: () => void;
}

/** A place in the object store: typed, with its folders offered, or chosen from a list. */
export function ObjectPathInput(props: IObjectPathInputProps): JSX.Element {
  const { value, onChange, wantsFile = false } = props;
  const trans = useTrans();
  const [isChoosing, setChoosing] = useState(false);
  const [isTyping, setTyping] = useState(false);
  const completions = useId();
  const list = useId();
  const choose = (place: string): void => {
    onChange(place);
    setChoosing(false);
  };
  const left = (): void => {
    setTyping(false);
    props.onBlur?.();
  };
  return (
    <div className="jp-ma-object-path">
      <div className="jp-ma-pair">
        <input
          {...props.control}
          aria-label={props.control ? undefined : props.label}
          className="jp-ma-mono"
          value={value}
          placeholder={EXAMPLE}
          spellCheck={false}
          autoComplete="off"
          list={completions}
          onFocus={() => setTyping(true)}
          onBlur={left}
          onChange={event => onChange(event.target.value)}
        />
        <ActionButton
          icon={folderIcon}
          label={trans.__('Choose…')}
          aria-label={trans.__('Choose: %1', props.label)}
          aria-expanded={isChoosing}
          aria-controls={isChoosing ? list : undefined}
          onClick={() => setChoosing(!isChoosing)}
        />
      </div>
      <datalist id={completions}>
        {isTyping && <Completions folder={folderOf(value)} withFiles={wantsFile} />}
      </datalist>
      {isChoosing && (
        <FolderList
          id={list}
          label={trans.__('Choose: %1', props.label)}
          start={folderOf(asObs(value))}
          wantsFile={wantsFile}
          onChoose={choose}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}
