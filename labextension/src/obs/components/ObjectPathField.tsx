import { folderIcon } from '@jupyterlab/ui-components';
import { type JSX, useId, useState } from 'react';

import { ActionButton, FormField } from '../../core/components';
import { useTrans } from '../../core/context';
import { asObs, folderOf } from '../places';
import { FolderList } from './FolderList';
import { Completions } from './Completions';

const EXAMPLE = 'obs://modelarts/';

export interface IObjectPathFieldProps {
  label: string;
  /** The field's path in the request's body. */
  path?: string;
  value: string;
  onChange: (value: string) => void;
  /** A file may be chosen, not a folder. */
  wantsFile?: boolean;
  hint?: string;
  error?: string | null;
  required?: boolean;
}

/** A place in the object store: typed, with its folders offered, or chosen from a list. */
export function ObjectPathField(props: IObjectPathFieldProps): JSX.Element {
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
  return (
    <div>
      <FormField
        label={props.label}
        path={props.path}
        hint={props.hint}
        error={props.error}
        required={props.required}
      >
        {control => (
          <div className="jp-ma-pair">
            <input
              {...control}
              className="jp-ma-mono"
              value={value}
              placeholder={EXAMPLE}
              spellCheck={false}
              autoComplete="off"
              list={completions}
              onFocus={() => setTyping(true)}
              onBlur={() => setTyping(false)}
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
        )}
      </FormField>
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
