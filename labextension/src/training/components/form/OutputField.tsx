import type { JSX } from 'react';

import { useTrans } from '../../../core/context';
import { ObjectPathInput } from '../../../obs/components/ObjectPathInput';
import { outputOf } from '../../draft';
import { useJobForm } from '../../formContext';
import { Field } from './Field';
import { PairRows } from './PairRows';

const PATH = 'algorithm.outputs';

/** Where the outputs go: a folder of the job's own, unless said. */
export function OutputField(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  return (
    <Field
      path={PATH}
      label={trans.__('Output location')}
      hint={trans.__(
        'What the script writes into --%1 goes here, each version into a folder of its own.',
        draft.outputName || 'train_url'
      )}
    >
      {control => (
        <div className="jp-ma-rows">
          <ObjectPathInput
            control={control}
            label={trans.__('Output location')}
            value={outputOf(draft)}
            onChange={output => change({ output }, PATH)}
            onBlur={() => draft.output === '' && change({ output: null }, PATH)}
          />
          {draft.moreOutputs.length > 0 && (
            <PairRows
              control={{ ...control, id: `${control.id}-more` }}
              label={trans.__('Output location')}
              pairs={draft.moreOutputs}
              onChange={moreOutputs => change({ moreOutputs }, PATH)}
              nameLabel={trans.__('Argument that gets the folder')}
              valueLabel={trans.__('Folder in the object store')}
              addLabel={trans.__('Add an output')}
            />
          )}
        </div>
      )}
    </Field>
  );
}
