import { addIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  Form,
  FormField,
  type IProgram,
  Programs
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { ServicesClient } from '../client';
import {
  deployRequest,
  type IDeployDraft,
  newVersion,
  updateRequest,
  weightSum,
  withoutVersion,
  withVersion
} from '../deployDraft';
import { asDeployCommand, asDeployPython } from '../deployProgram';
import type { IDeployChoices } from '../useDeployChoices';
import { StopAfterField } from './StopAfterField';
import { VersionFields } from './VersionFields';

export interface IDeployFormProps {
  initial: IDeployDraft;
  choices: IDeployChoices;
  onDraft: (draft: IDeployDraft) => void;
  onDone: (id: string) => void;
}

/** The form of a deployment or of an update, with the same as a program beside it. */
export function DeployForm(props: IDeployFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const { initial, choices } = props;
  const { service } = choices;
  const [draft, setDraft] = useState(initial);
  const { submit, busy, error, clearError } = useSubmit(
    async (key: string, wanted: IDeployDraft) => {
      const client = new ServicesClient(rest);
      const made = service
        ? await client.update(service.service_id, updateRequest(wanted, initial))
        : await client.deploy(deployRequest(wanted), key);
      props.onDone(made.service_id);
    }
  );
  const change = (changed: IDeployDraft): void => {
    clearError();
    setDraft(changed);
    props.onDraft(changed);
  };
  const sum = weightSum(draft);
  return (
    <div className="jp-ma-split">
      <Form
        label={trans.__('Service')}
        error={error}
        fields={fieldsOf(draft)}
        onSubmit={() => void submit(draft)}
      >
        <NameFields draft={draft} change={change} isNew={!service} />
        <Versions draft={draft} change={change} choices={choices} />
        {sum !== 100 && (
          <p className="jp-ma-field-error" role="alert">
            {trans.__('The shares sum up to %1 %: make them 100.', sum)}
          </p>
        )}
        <StopAfterField
          value={draft.stopAfter}
          onChange={stopAfter => change({ ...draft, stopAfter })}
        />
        <div className="jp-ma-buttons">
          <ActionButton
            type="submit"
            look="accept"
            busy={busy}
            disabled={sum !== 100}
            label={service ? trans.__('Update') : trans.__('Deploy')}
          />
        </div>
      </Form>
      {!service && (
        <aside className="jp-ma-preview" aria-label={trans.__('Preview')}>
          <Programs programs={programsOf(draft, rest.settings.baseUrl, trans)} />
        </aside>
      )}
    </div>
  );
}

function fieldsOf({ versions }: IDeployDraft): string[] {
  const own = ['model_id', 'weight', 'specification', 'instance_count', 'envs'];
  return [
    'service_name',
    'description',
    'schedule.0.duration',
    ...versions.flatMap((_, at) => own.map(name => `config.${at}.${name}`)),
    ...versions.map((_, at) => `config.${at}.deploy_timeout_in_seconds`)
  ];
}

function programsOf(
  draft: IDeployDraft,
  baseUrl: string,
  trans: ReturnType<typeof useModelArts>['trans']
): IProgram[] {
  const python = 'Python';
  return [
    {
      id: 'python',
      label: python,
      text: asDeployPython(draft, baseUrl),
      note: trans.__('JUPYTER_TOKEN is the token that the Jupyter server printed.')
    },
    {
      id: 'command',
      label: trans.__('Command line'),
      text: asDeployCommand(draft),
      note: trans.__('In a terminal of JupyterLab.')
    }
  ];
}

interface IFieldsProps {
  draft: IDeployDraft;
  change: (draft: IDeployDraft) => void;
}

function NameFields({
  draft,
  change,
  isNew
}: IFieldsProps & { isNew: boolean }): JSX.Element {
  const { trans } = useModelArts();
  return (
    <>
      {isNew && (
        <FormField
          path="service_name"
          label={trans.__('Name')}
          hint={trans.__('Empty: it is called after its model.')}
        >
          {control => (
            <input
              {...control}
              value={draft.name}
              maxLength={64}
              spellCheck={false}
              onChange={event => change({ ...draft, name: event.target.value })}
            />
          )}
        </FormField>
      )}
      <FormField path="description" label={trans.__('Description')}>
        {control => (
          <input
            {...control}
            value={draft.description}
            maxLength={100}
            onChange={event => change({ ...draft, description: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

function Versions({
  draft,
  change,
  choices
}: IFieldsProps & { choices: IDeployChoices }): JSX.Element {
  const { trans } = useModelArts();
  const { models, specifications } = choices;
  const used = new Set(draft.versions.map(version => version.model));
  const next =
    models.find(
      one =>
        !used.has(one.model_id) &&
        models.some(
          other => used.has(other.model_id) && other.model_name === one.model_name
        )
    ) ?? models.find(one => !used.has(one.model_id));
  const add = (): void => {
    const size = draft.versions[0]?.specification ?? '';
    if (next) {
      change(withVersion(draft, newVersion(next.model_id, size)));
    }
  };
  return (
    <>
      {draft.versions.map((version, at) => (
        <VersionFields
          key={at}
          at={at}
          version={version}
          models={models}
          specifications={specifications}
          isOnly={draft.versions.length === 1}
          onChange={changed =>
            change({
              ...draft,
              versions: draft.versions.map((one, place) =>
                place === at ? changed : one
              )
            })
          }
          onRemove={() => change(withoutVersion(draft, at))}
        />
      ))}
      {next && (
        <div>
          <ActionButton
            icon={addIcon}
            label={trans.__('Let another version answer a share of the calls')}
            onClick={add}
          />
        </div>
      )}
    </>
  );
}
