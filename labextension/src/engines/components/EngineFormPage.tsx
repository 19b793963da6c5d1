import { type JSX, useState } from 'react';

import {
  ActionButton,
  ErrorNotice,
  Form,
  FormField,
  Loading,
  Page
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource, useSubmit } from '../../core/hooks';
import { engineIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { EnginesClient } from '../client';
import {
  emptyEngine,
  engineDraftOf,
  engineRequest,
  type IEngineDraft,
  PYTHONS
} from '../state';

type FormArgs = { id?: string };

/** An engine of the user's own: a new one, or `id` to change. */
export default function EngineFormPage(props: IPageProps<FormArgs>): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const { id } = props.args;
  const { data, error, refresh } = useResource(
    async signal => (id ? new EnginesClient(rest).get(id, signal) : null),
    [rest, id]
  );
  const done = (engineId: string): void => {
    props.close();
    void pages.open('engine', { id: engineId });
  };
  const isThere = !id || data;
  return (
    <Page
      title={id ? trans.__('Edit %1', id) : trans.__('New engine')}
      icon={engineIcon}
      subtitle={trans.__(
        'An environment of your own for notebooks and jobs: from a list of packages, or on top of a Python that you have.'
      )}
    >
      {Boolean(error) && !isThere && <ErrorNotice error={error} onRetry={refresh} />}
      {!isThere && !error && <Loading />}
      {isThere && (
        <EngineForm
          initial={data ? engineDraftOf(data) : emptyEngine()}
          onDone={done}
        />
      )}
    </Page>
  );
}

interface IEngineFormProps {
  initial: IEngineDraft;
  onDone: (engineId: string) => void;
}

function EngineForm({ initial, onDone }: IEngineFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<IEngineDraft>): void => setDraft({ ...draft, ...part });
  const { submit, busy, error } = useSubmit(async () => {
    const client = new EnginesClient(rest);
    const body = engineRequest(draft);
    await (initial.name ? client.update(body) : client.create(body));
    onDone(body.engine_id);
  });
  return (
    <Form label={trans.__('New engine')} error={error} onSubmit={() => void submit()}>
      <Naming draft={draft} change={change} isNew={!initial.name} />
      <Kind draft={draft} change={change} />
      {draft.kind === 'interpreter' ? (
        <InterpreterField draft={draft} change={change} />
      ) : (
        <PythonField draft={draft} change={change} />
      )}
      <PackagesField draft={draft} change={change} />
      <div className="jp-ma-engine-actions">
        <ActionButton
          type="submit"
          look="accept"
          label={initial.name ? trans.__('Save') : trans.__('Create')}
          busy={busy}
          disabled={!draft.name.trim()}
        />
      </div>
    </Form>
  );
}

interface IFieldProps {
  draft: IEngineDraft;
  change: (part: Partial<IEngineDraft>) => void;
}

function Naming(props: IFieldProps & { isNew: boolean }): JSX.Element {
  const { trans } = useModelArts();
  const { draft, change } = props;
  return (
    <>
      <FormField
        label={trans.__('Name')}
        required
        hint={trans.__('Small letters, digits and hyphens: geo-tools.')}
      >
        {control => (
          <input
            {...control}
            value={draft.name}
            disabled={!props.isNew}
            spellCheck={false}
            maxLength={40}
            onChange={event => change({ name: event.target.value })}
          />
        )}
      </FormField>
      <FormField label={trans.__('Description')}>
        {control => (
          <input
            {...control}
            value={draft.description}
            maxLength={500}
            onChange={event => change({ description: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

function Kind({ draft, change }: IFieldProps): JSX.Element {
  const { trans } = useModelArts();
  const kinds = [
    ['packages', trans.__('An environment of its own')],
    ['interpreter', trans.__('On top of a Python that you have')]
  ] as const;
  return (
    <fieldset className="jp-ma-engine-kinds">
      <legend>{trans.__('Made as')}</legend>
      {kinds.map(([kind, label]) => (
        <label key={kind}>
          <input
            type="radio"
            name="kind"
            checked={draft.kind === kind}
            onChange={() => change({ kind })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function InterpreterField({ draft, change }: IFieldProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <FormField
      label={trans.__('Path of the Python')}
      required
      hint={trans.__(
        'The program itself, as conda and venv make it. Its packages are used and it stays as it is. A kernel needs ipykernel: where it is missing, it is installed on top.'
      )}
    >
      {control => (
        <input
          {...control}
          value={draft.interpreter}
          spellCheck={false}
          onChange={event => change({ interpreter: event.target.value })}
        />
      )}
    </FormField>
  );
}

function PythonField({ draft, change }: IFieldProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <FormField
      label={trans.__('Python')}
      hint={trans.__(
        'One that is not on this computer is downloaded, where it can be.'
      )}
    >
      {control => (
        <select
          {...control}
          value={draft.python}
          onChange={event => change({ python: event.target.value })}
        >
          <option value="">{trans.__('JupyterLab’s own, if it fits')}</option>
          {PYTHONS.map(version => (
            <option key={version}>{version}</option>
          ))}
        </select>
      )}
    </FormField>
  );
}

function PackagesField({ draft, change }: IFieldProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <FormField
      label={trans.__('Requirements')}
      hint={trans.__(
        'The text of a requirements.txt: one package on each line, as pip writes them. ipykernel comes by itself.'
      )}
    >
      {control => (
        <textarea
          {...control}
          rows={8}
          spellCheck={false}
          value={draft.requirements}
          onChange={event => change({ requirements: event.target.value })}
        />
      )}
    </FormField>
  );
}
