import type { JSX } from 'react';

import { CheckBox, FormField } from '../../core/components';
import { useTrans } from '../../core/context';
import { type IPublishDraft, splitProblem } from '../publishing';

export interface ISplitFieldProps {
  draft: IPublishDraft;
  onChange: (values: Partial<IPublishDraft>) => void;
}

/** Whether images are marked for training or evaluation, and in which share. */
export function SplitField({ draft, onChange }: ISplitFieldProps): JSX.Element {
  const trans = useTrans();
  return (
    <>
      <CheckBox
        label={trans.__('Mark each labeled image for training or evaluation')}
        checked={draft.isSplit}
        onChange={isSplit => onChange({ isSplit })}
      />
      {draft.isSplit && (
        <FormField
          path="train_evaluate_sample_ratio"
          label={trans.__('Share for training, in percent')}
          error={splitProblem(draft, trans)}
          hint={trans.__(
            'The same share of each label; the other images are for evaluation.'
          )}
        >
          {control => (
            <input
              {...control}
              className="jp-ma-number"
              type="number"
              min={1}
              max={99}
              value={draft.percent}
              onChange={event => onChange({ percent: event.target.value })}
            />
          )}
        </FormField>
      )}
    </>
  );
}
