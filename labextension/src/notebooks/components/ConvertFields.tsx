import type { TranslationBundle } from '@jupyterlab/translation';
import type { JSX } from 'react';

import { CheckBox, FormField, sentenceOf } from '../../core/components';
import { useTrans } from '../../core/context';
import { ResponseError } from '../../core/request';
import type { IOptions } from '../options';
import { OptionFields } from './OptionFields';

const MOST_NAMES = 5;

export interface IChoice extends IOptions {
  name: string;
  overwrite: boolean;
}

export interface IConvertFieldsProps {
  /** What happens with the file, in a sentence or two. */
  about: string;
  /** Notebooks that are converted together, each to a file of its own name. */
  several?: readonly string[];
  tags: readonly string[];
  choice: IChoice;
  onChange: (change: Partial<IChoice>) => void;
  busy: boolean;
  error: unknown;
}

/** Name of the file, whether one that is there is replaced, options, and what went wrong. */
export function ConvertFields(props: IConvertFieldsProps): JSX.Element {
  const { about, choice, onChange, busy, error } = props;
  const trans = useTrans();
  return (
    <div className="jp-ma-convert" aria-busy={busy}>
      <p>{about}</p>
      {props.several ? (
        <FileNames names={props.several} />
      ) : (
        <FormField label={trans.__('File name')}>
          {control => (
            <input
              {...control}
              type="text"
              value={choice.name}
              disabled={busy}
              spellCheck={false}
              onChange={event => onChange({ name: event.target.value })}
            />
          )}
        </FormField>
      )}
      <CheckBox
        label={trans.__('Force overwrite if file already exists')}
        checked={choice.overwrite}
        onChange={overwrite => onChange({ overwrite })}
      />
      <OptionFields options={choice} tags={props.tags} onChange={onChange} />
      <div role="alert">
        {Boolean(error) && (
          <p className="jp-ma-convert-error">{sentence(error, choice, trans)}</p>
        )}
      </div>
    </div>
  );
}

function FileNames({ names }: { names: readonly string[] }): JSX.Element {
  const trans = useTrans();
  const more = names.length - MOST_NAMES;
  return (
    <ul className="jp-ma-convert-files">
      {names.slice(0, more > 1 ? MOST_NAMES : undefined).map(name => (
        <li key={name}>{name}</li>
      ))}
      {more > 1 && <li>{trans.__('and %1 more', more)}</li>}
    </ul>
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
