import type { JSX } from 'react';

import { FormField } from '../../core/components';
import { useTrans } from '../../core/context';
import { ObjectPathField } from '../../obs/components/ObjectPathField';
import { type DatasetField, type IDatasetDraft, inputOf, outputOf } from '../draft';
import { LabelSetField } from './LabelSetField';
import { TypeField } from './TypeField';

export interface IDatasetFieldsProps {
  draft: IDatasetDraft;
  problemOf: (field: DatasetField) => string | null;
  onChange: (values: Partial<IDatasetDraft>, field: DatasetField) => void;
}

/** All fields of the form, in the order of the guide. */
export function DatasetFields(props: IDatasetFieldsProps): JSX.Element {
  const { draft, problemOf, onChange } = props;
  const trans = useTrans();
  return (
    <>
      <NameFields {...props} />
      <TypeField />
      <ObjectPathField
        path="data_sources"
        label={trans.__('Input location')}
        required
        value={inputOf(draft)}
        error={problemOf('data_sources')}
        hint={trans.__(
          'The folder with your images: one sub-folder per label, or all in one folder. It may be empty or not exist yet.'
        )}
        onChange={input => onChange({ input }, 'data_sources')}
      />
      <ObjectPathField
        path="work_path"
        label={trans.__('Output location')}
        required
        value={outputOf(draft)}
        error={problemOf('work_path')}
        hint={trans.__(
          'Where published versions are written: a folder apart from the images.'
        )}
        onChange={output => onChange({ output }, 'work_path')}
      />
      <LabelSetField
        labels={draft.labels}
        error={problemOf('labels')}
        onChange={labels => onChange({ labels }, 'labels')}
      />
    </>
  );
}

function NameFields(props: IDatasetFieldsProps): JSX.Element {
  const { draft, problemOf, onChange } = props;
  const trans = useTrans();
  return (
    <>
      <FormField
        path="dataset_name"
        label={trans.__('Name')}
        required
        error={problemOf('dataset_name')}
      >
        {control => (
          <input
            {...control}
            value={draft.name}
            spellCheck={false}
            onChange={event => onChange({ name: event.target.value }, 'dataset_name')}
          />
        )}
      </FormField>
      <FormField
        path="description"
        label={trans.__('Description')}
        error={problemOf('description')}
      >
        {control => (
          <input
            {...control}
            value={draft.description}
            onChange={event =>
              onChange({ description: event.target.value }, 'description')
            }
          />
        )}
      </FormField>
    </>
  );
}
