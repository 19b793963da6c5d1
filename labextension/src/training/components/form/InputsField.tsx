import { addIcon, closeIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import { ActionButton } from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import type { DatasetBody } from '../../../datasets/types';
import { ObjectPathInput } from '../../../obs/components/ObjectPathInput';
import { emptyInput, type IInputRow } from '../../draft';
import { useJobForm } from '../../formContext';
import { inputProblem } from '../../problems';
import { DatasetPicker } from './DatasetPicker';
import { Field } from './Field';

const PATH = 'algorithm.inputs';

export interface IInputsFieldProps {
  datasets: readonly DatasetBody[];
}

/** Dataset versions and folders: each is fetched before the code runs. */
export function InputsField({ datasets }: IInputsFieldProps): JSX.Element {
  const trans = useTrans();
  const { draft, change, problems, isShown } = useJobForm();
  const set = (inputs: IInputRow[]): void => change({ inputs }, PATH);
  const add = (kind: IInputRow['kind']): void =>
    set([...draft.inputs, emptyInput(kind)]);
  return (
    <Field
      path={PATH}
      label={trans.__('Data')}
      ownProblems
      hint={trans.__(
        'Copied to a local folder before the code runs. The script finds the folder in its argument --data_url.'
      )}
    >
      {control => (
        <div
          id={control.id}
          className="jp-ma-rows"
          role="group"
          aria-label={trans.__('Data')}
          aria-describedby={control['aria-describedby']}
        >
          {draft.inputs.map((row, at) => (
            <InputRow
              key={at}
              row={row}
              at={at}
              datasets={datasets}
              problem={isShown(PATH) ? inputProblem(problems, draft, at) : null}
              onChange={values =>
                set(
                  draft.inputs.map((one, i) => (i === at ? { ...one, ...values } : one))
                )
              }
              onRemove={() => set(draft.inputs.filter((_, i) => i !== at))}
            />
          ))}
          <div className="jp-ma-buttons">
            <ActionButton
              icon={addIcon}
              label={trans.__('Add a dataset version')}
              onClick={() => add('dataset')}
            />
            <ActionButton
              icon={addIcon}
              label={trans.__('Add a folder')}
              onClick={() => add('location')}
            />
          </div>
        </div>
      )}
    </Field>
  );
}

interface IInputRowProps {
  row: IInputRow;
  at: number;
  datasets: readonly DatasetBody[];
  problem: string | null;
  onChange: (values: Partial<IInputRow>) => void;
  onRemove: () => void;
}

function InputRow(props: IInputRowProps): JSX.Element {
  const { row, at, problem, onChange } = props;
  const { trans } = useModelArts();
  const name = at === 0 ? 'data_url' : `data_url_${at}`;
  return (
    <div className={`jp-ma-input-row${problem ? ' jp-mod-error' : ''}`}>
      <div className="jp-ma-pair">
        <input
          className="jp-ma-input-name"
          aria-label={trans.__('Argument that gets the folder')}
          title={trans.__('Argument that gets the folder')}
          placeholder={name}
          value={row.name}
          spellCheck={false}
          onChange={event => onChange({ name: event.target.value })}
        />
        <span aria-hidden="true">=</span>
        {row.kind === 'dataset' ? (
          <DatasetPicker row={row} datasets={props.datasets} onChange={onChange} />
        ) : (
          <ObjectPathInput
            label={trans.__('Folder in the object store')}
            value={row.url}
            onChange={url => onChange({ url })}
          />
        )}
        <ActionButton
          iconOnly
          icon={closeIcon}
          label={trans.__('Remove')}
          onClick={props.onRemove}
        />
      </div>
      {problem && (
        <div className="jp-ma-field-error" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
