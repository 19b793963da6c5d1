import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { FormField, sentenceOf } from '../../core/components';
import { useTrans } from '../../core/context';
import { ResponseError } from '../../core/request';

export interface IChoice {
  name: string;
  overwrite: boolean;
}

export interface IConvertFieldsProps {
  /** What happens with the file, in a sentence or two. */
  about: string;
  choice: IChoice;
  onChange: (choice: IChoice) => void;
  busy: boolean;
  error: unknown;
}

/** Name of the file, whether one that is there is replaced, and what went wrong. */
export function ConvertFields(props: IConvertFieldsProps): JSX.Element {
  const { about, choice, onChange, busy, error } = props;
  const trans = useTrans();
  return (
    <div className="jp-ma-convert" aria-busy={busy}>
      <p>{about}</p>
      <FormField label={trans.__('File name')}>
        {control => (
          <input
            {...control}
            type="text"
            value={choice.name}
            disabled={busy}
            spellCheck={false}
            onChange={event => onChange({ ...choice, name: event.target.value })}
          />
        )}
      </FormField>
      <label className="jp-ma-convert-force">
        <input
          type="checkbox"
          checked={choice.overwrite}
          disabled={busy}
          onChange={event => onChange({ ...choice, overwrite: event.target.checked })}
        />
        {trans.__('Force overwrite if file already exists')}
      </label>
      <div role="alert">
        {Boolean(error) && (
          <p className="jp-ma-convert-error">{sentence(error, choice, trans)}</p>
        )}
      </div>
    </div>
  );
}

function sentence(error: unknown, choice: IChoice, trans: TranslationBundle): string {
  const isTaken =
    error instanceof ResponseError && error.isConflict && !choice.overwrite;
  return isTaken
    ? trans.__(
        'There is a file of this name already: choose another name, or tick “Force overwrite”.'
      )
    : sentenceOf(error, trans);
}
