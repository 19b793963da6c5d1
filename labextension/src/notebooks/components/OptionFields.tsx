import type { JSX } from 'react';

import { CheckBox, FormField } from '../../core/components';
import { useTrans } from '../../core/context';
import { type IOptions, isUsual } from '../options';

/** Tags, which are names in every language. */
const EXAMPLE = 'skip, remove';

export interface IOptionFieldsProps {
  options: IOptions;
  /** The tags that cells of the notebook have. */
  tags: readonly string[];
  onChange: (change: Partial<IOptions>) => void;
}

/** What of the notebook becomes what; open where it is not as usual. */
export function OptionFields({
  options,
  tags,
  onChange
}: IOptionFieldsProps): JSX.Element {
  const trans = useTrans();
  return (
    <details className="jp-ma-convert-options" open={!isUsual(options) || undefined}>
      <summary>{trans.__('Options')}</summary>
      <CheckBox
        label={trans.__('Keep text as comments')}
        checked={options.markdown}
        onChange={markdown => onChange({ markdown })}
      />
      <CheckBox
        label={trans.__('Make arguments of the values in cells tagged “parameters”')}
        checked={options.arguments}
        onChange={made => onChange({ arguments: made })}
      />
      <FormField
        label={trans.__('Leave out cells tagged')}
        hint={
          tags.length > 0
            ? trans.__('Tags in this notebook: %1', tags.join(', '))
            : undefined
        }
      >
        {control => (
          <input
            {...control}
            type="text"
            value={options.tags}
            placeholder={EXAMPLE}
            spellCheck={false}
            onChange={event => onChange({ tags: event.target.value })}
          />
        )}
      </FormField>
    </details>
  );
}
