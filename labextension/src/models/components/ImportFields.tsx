import { type JSX, useId } from 'react';

import { FormField } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { ObjectPathField } from '../../obs/components/ObjectPathField';
import { jobTitle } from '../../training/state';
import type { FieldPath, IDraft } from '../draft';
import type { IImportChoices } from '../useImportChoices';

export interface IImportFieldsProps {
  draft: IDraft;
  choices: IImportChoices;
  /** The name in its field, the user's or the proposed one. */
  name: string;
  /** The version that would be made. */
  proposed: string;
  change: (values: Partial<IDraft>, field: FieldPath) => void;
  problem: (field: FieldPath) => string | null;
}

export function ImportFields(props: IImportFieldsProps): JSX.Element {
  const { draft, change, problem } = props;
  const { trans } = useModelArts();
  const names = useId();
  return (
    <>
      <Source {...props} />
      <FormField
        label={trans.__('Name')}
        path="model_name"
        required
        error={problem('model_name')}
        hint={trans.__(
          'The name of a model that is there makes the next version of it.'
        )}
      >
        {control => (
          <>
            <input
              {...control}
              value={props.name}
              list={names}
              autoComplete="off"
              spellCheck={false}
              onChange={event => change({ name: event.target.value }, 'model_name')}
            />
            <datalist id={names}>
              {props.choices.names.map(name => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </>
        )}
      </FormField>
      <FormField
        label={trans.__('Version')}
        path="model_version"
        error={problem('model_version')}
        hint={trans.__('Three numbers. Empty, it is the next one.')}
      >
        {control => (
          <input
            {...control}
            className="jp-ma-input-short"
            value={draft.version}
            placeholder={props.proposed}
            spellCheck={false}
            onChange={event => change({ version: event.target.value }, 'model_version')}
          />
        )}
      </FormField>
      <FormField
        label={trans.__('Description')}
        path="description"
        error={problem('description')}
      >
        {control => (
          <textarea
            {...control}
            rows={2}
            value={draft.description}
            onChange={event =>
              change({ description: event.target.value }, 'description')
            }
          />
        )}
      </FormField>
    </>
  );
}

function Source(props: IImportFieldsProps): JSX.Element {
  const { draft, change, problem } = props;
  const { trans } = useModelArts();
  const group = useId();
  const kinds = [
    ['job', trans.__('The output of a training job'), 'source_job_id'],
    ['folder', trans.__('A folder in the object store'), 'source_location']
  ] as const;
  return (
    <>
      <fieldset className="jp-ma-choices">
        <legend>{trans.__('Import')}</legend>
        {kinds.map(([kind, label, field]) => (
          <label key={kind} className="jp-ma-check">
            <input
              type="radio"
              name={group}
              checked={draft.kind === kind}
              onChange={() => change({ kind }, field)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {draft.kind === 'job' ? (
        <JobPicker {...props} />
      ) : (
        <ObjectPathField
          label={trans.__('Folder')}
          path="source_location"
          required
          value={draft.location}
          error={problem('source_location')}
          hint={trans.__('The folder that holds model/.')}
          onChange={location => change({ location }, 'source_location')}
        />
      )}
    </>
  );
}

function JobPicker({
  draft,
  choices,
  change,
  problem
}: IImportFieldsProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  return (
    <FormField
      label={trans.__('Training job')}
      path="source_job_id"
      required
      error={problem('source_job_id')}
      hint={
        choices.jobs.length === 0
          ? trans.__('No job has succeeded yet: run one, or import from a folder.')
          : undefined
      }
    >
      {control => (
        <select
          {...control}
          value={draft.job}
          onChange={event => change({ job: event.target.value }, 'source_job_id')}
        >
          <option value="">{trans.__('Choose a job…')}</option>
          {choices.jobs.map(job => (
            <option key={job.metadata.id} value={job.metadata.id}>
              {`${jobTitle(job)} · ${format.relative(job.metadata.create_time)}`}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
