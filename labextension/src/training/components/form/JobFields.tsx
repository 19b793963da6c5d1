import type { JSX } from 'react';

import { useTrans } from '../../../core/context';
import { ObjectPathInput } from '../../../obs/components/ObjectPathInput';
import { useJobForm } from '../../formContext';
import type { IJobChoices } from '../../useJobChoices';
import { CodeFields } from './CodeFields';
import { Field } from './Field';
import { InputsField } from './InputsField';
import { EngineField, FlavorField } from './MachineFields';
import { MetricsField } from './MetricsField';
import { OutputField } from './OutputField';
import { PairRows } from './PairRows';

/** All fields of the form, in the order of the guide. */
export function JobFields({ choices }: { choices: IJobChoices }): JSX.Element {
  return (
    <>
      <NameFields />
      <InputsField datasets={choices.datasets} />
      <CodeFields />
      <EngineField engines={choices.engines} />
      <ArgumentsField />
      <OutputField />
      <FlavorField flavors={choices.flavors} />
      <MetricsField />
      <MoreFields />
    </>
  );
}

function NameFields(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  return (
    <>
      <Field path="metadata.name" label={trans.__('Name')} required>
        {control => (
          <input
            {...control}
            value={draft.name}
            disabled={draft.parent !== null}
            spellCheck={false}
            onChange={event => change({ name: event.target.value }, 'metadata.name')}
          />
        )}
      </Field>
      <Field path="metadata.description" label={trans.__('Description')}>
        {control => (
          <input
            {...control}
            value={draft.description}
            maxLength={256}
            onChange={event =>
              change({ description: event.target.value }, 'metadata.description')
            }
          />
        )}
      </Field>
    </>
  );
}

function ArgumentsField(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  return (
    <Field
      path="algorithm.parameters"
      label={trans.__('Run arguments')}
      hint={trans.__('Passed to the script as --name=value.')}
    >
      {control => (
        <PairRows
          control={control}
          label={trans.__('Run arguments')}
          pairs={draft.parameters}
          onChange={parameters => change({ parameters }, 'algorithm.parameters')}
          nameLabel={trans.__('Name of the argument')}
          valueLabel={trans.__('Value of the argument')}
          namePlaceholder="epochs"
          valuePlaceholder="10"
          addLabel={trans.__('Add an argument')}
        />
      )}
    </Field>
  );
}

function MoreFields(): JSX.Element {
  const trans = useTrans();
  const { draft, change } = useJobForm();
  const isUsed =
    draft.environments.length > 0 || draft.logUrl !== '' || draft.requirements !== '';
  return (
    <details className="jp-ma-more" open={isUsed || undefined}>
      <summary>
        {trans.__('More: libraries, environment variables, copy of the log')}
      </summary>
      <Field
        path="algorithm.requirements"
        label={trans.__('Libraries')}
        hint={trans.__(
          'What the script needs beyond the engine, one on each line: shapely, pandas>=2. A requirements.txt beside the code adds to them. The engine itself stays as it is.'
        )}
      >
        {control => (
          <textarea
            {...control}
            rows={2}
            spellCheck={false}
            value={draft.requirements}
            onChange={event =>
              change({ requirements: event.target.value }, 'algorithm.requirements')
            }
          />
        )}
      </Field>
      <Field path="algorithm.environments" label={trans.__('Environment variables')}>
        {control => (
          <PairRows
            control={control}
            label={trans.__('Environment variables')}
            pairs={draft.environments}
            onChange={environments =>
              change({ environments }, 'algorithm.environments')
            }
            nameLabel={trans.__('Name of the variable')}
            valueLabel={trans.__('Value of the variable')}
            addLabel={trans.__('Add a variable')}
          />
        )}
      </Field>
      <Field
        path="spec.log_export_path"
        label={trans.__('Copy of the log')}
        hint={trans.__(
          'A folder in the object store that gets the log when the job has ended; empty: none.'
        )}
      >
        {control => (
          <ObjectPathInput
            control={control}
            label={trans.__('Copy of the log')}
            value={draft.logUrl}
            onChange={logUrl => change({ logUrl }, 'spec.log_export_path')}
          />
        )}
      </Field>
    </details>
  );
}
