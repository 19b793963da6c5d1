import { type JSX, useId, useState } from 'react';

import { ActionButton, CheckBox, Form, FormField } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useAsked, useSubmit } from '../../../core/hooks';
import { ObjectPathField } from '../../../obs/components/ObjectPathField';
import type { SyncBody, SyncPlanBody, SyncRequest } from '../../types';
import { SyncsClient } from '../client';
import { FIELDS, type ILimits, type ISyncDraft, requestOf, WATCH } from '../draft';
import { Preview } from './Preview';

export interface ISyncFormProps {
  initial: ISyncDraft;
  limits: ILimits;
  onDraft: (draft: ISyncDraft) => void;
  onStarted: (sync: SyncBody) => void;
}

/** What to sync, and beside it what that would do. */
export function SyncForm(props: ISyncFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState(props.initial);
  const request = requestOf(draft, props.limits);
  const found = useAsked<SyncPlanBody | null>(
    JSON.stringify(request),
    async (text, signal) => {
      const asked = JSON.parse(text) as SyncRequest;
      return asked.uri ? new SyncsClient(rest).preview(asked, signal) : null;
    }
  );
  const { submit, busy, error, clearError } = useSubmit(
    async (key, sent: SyncRequest) => {
      props.onStarted(await new SyncsClient(rest).start(sent, key));
    }
  );
  const change = (values: Partial<ISyncDraft>): void => {
    const changed = { ...draft, ...values };
    clearError();
    setDraft(changed);
    props.onDraft(changed);
  };
  const isUp = draft.direction === 'up'; // then the names are of the folder here
  const isWatch = draft.direction === WATCH;
  const canStart = Boolean(draft.uri) && !found.answer?.exceeds;
  return (
    <div className="jp-ma-split">
      <Form
        label={trans.__('Sync OBS')}
        error={error}
        fields={FIELDS}
        onSubmit={() => void submit(request)}
      >
        <Directions
          value={draft.direction}
          onChange={direction => change({ direction })}
        />
        <ObjectPathField
          label={trans.__('Folder of a bucket')}
          path="uri"
          required
          value={draft.uri}
          onChange={uri => change({ uri, names: isUp ? draft.names : [] })}
        />
        <FormField
          label={trans.__('Folder here')}
          path="folder"
          hint={trans.__(
            'In the work directory; empty, it is the work directory itself.'
          )}
        >
          {control => (
            <input
              {...control}
              value={draft.folder}
              spellCheck={false}
              autoComplete="off"
              onChange={event =>
                change({ folder: event.target.value, names: isUp ? [] : draft.names })
              }
            />
          )}
        </FormField>
        {draft.names.length > 0 && (
          <Names names={draft.names} onAll={() => change({ names: [] })} />
        )}
        <Conflicts
          value={draft.onConflict}
          onChange={onConflict => change({ onConflict })}
        />
        <CheckBox
          label={trans.__('Follow deletions too (what is deleted goes to a trash)')}
          checked={draft.delete}
          onChange={follows => change({ delete: follows })}
        />
        <div className="jp-ma-form-buttons">
          <ActionButton
            type="submit"
            look="accept"
            label={isWatch ? trans.__('Start watching') : trans.__('Sync')}
            busy={busy}
            disabled={!canStart}
          />
        </div>
      </Form>
      <Preview
        draft={draft}
        limits={props.limits}
        found={found}
        onUnlimited={unlimited => change({ unlimited })}
      />
    </div>
  );
}

interface IChoiceProps {
  value: string;
  onChange: (value: string) => void;
}

function Directions({ value, onChange }: IChoiceProps): JSX.Element {
  const { trans } = useModelArts();
  const group = useId();
  const choices = [
    ['down', trans.__('From OBS to here')],
    ['up', trans.__('From here to OBS')],
    [WATCH, trans.__('Watch: follow changes on both sides until stopped')]
  ];
  return (
    <fieldset className="jp-ma-choices">
      <legend>{trans.__('Direction')}</legend>
      {choices.map(([direction, label]) => (
        <label key={direction} className="jp-ma-check">
          <input
            type="radio"
            name={group}
            checked={value === direction}
            onChange={() => onChange(direction)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Conflicts({ value, onChange }: IChoiceProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <FormField label={trans.__('Where both sides were changed')}>
      {control => (
        <select
          {...control}
          value={value}
          onChange={event => onChange(event.target.value)}
        >
          <option value="copy">{trans.__('Keep what is there as a copy')}</option>
          <option value="skip">{trans.__('Leave it as it is')}</option>
          <option value="overwrite">{trans.__('Overwrite it')}</option>
        </select>
      )}
    </FormField>
  );
}

interface INamesProps {
  names: readonly string[];
  onAll: () => void;
}

const SHOWN = 5;

function Names({ names, onAll }: INamesProps): JSX.Element {
  const { trans } = useModelArts();
  const more = names.length - SHOWN;
  return (
    <div className="jp-ma-field">
      <span className="jp-ma-field-hint">{trans.__('Only what is selected:')}</span>
      <span className="jp-ma-mono">
        {names.slice(0, SHOWN).join(', ')}
        {more > 0 && ` ${trans._n('and %1 more', 'and %1 more', more)}`}
      </span>
      <button type="button" className="jp-ma-link" onClick={onAll}>
        {trans.__('Everything in the folder instead')}
      </button>
    </div>
  );
}
