import { type JSX, useMemo, useState } from 'react';

import { ActionButton, Form } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useAsked, useSubmit } from '../../core/hooks';
import { ModelsClient } from '../client';
import {
  FIELDS,
  type FieldPath,
  type IDraft,
  nameOf,
  problemOf,
  requestOf
} from '../draft';
import { modelWords } from '../sentences';
import type { ImportModelRequest } from '../types';
import type { IImportChoices } from '../useImportChoices';
import { ImportFields } from './ImportFields';
import { ImportPreview } from './ImportPreview';

export interface IImportFormProps {
  initial: IDraft;
  choices: IImportChoices;
  /** Each state of the form, to be kept over a reload. */
  onDraft: (draft: IDraft) => void;
  onImported: (id: string) => void;
}

/** The form, and beside it what would be imported and what is wrong with that. */
export function ImportForm(props: IImportFormProps): JSX.Element {
  const { choices } = props;
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState(props.initial);
  const [touched, setTouched] = useState<ReadonlySet<FieldPath>>(new Set());
  const [isSent, setSent] = useState(false);
  const jobName =
    choices.jobs.find(one => one.metadata.id === draft.job)?.metadata.name ?? '';
  const request = requestOf(draft, jobName);
  const found = useAsked(JSON.stringify(request), (text, signal) =>
    new ModelsClient(rest).preview(JSON.parse(text) as ImportModelRequest, signal)
  );
  const problems = useMemo(() => found.answer?.problems ?? [], [found.answer]);
  const { submit, busy, error, clearError } = useSubmit(
    async (key, sent: ImportModelRequest) => {
      const client = new ModelsClient(rest);
      const { problems: now } = await client.preview(sent);
      if (now.length === 0) {
        props.onImported((await client.import(sent, key)).model_id);
      }
    }
  );
  const change = (values: Partial<IDraft>, field: FieldPath): void => {
    const changed = { ...draft, ...values };
    clearError();
    setDraft(changed);
    setTouched(new Set([...touched, field]));
    props.onDraft(changed);
  };
  const sourceField = draft.kind === 'job' ? 'source_job_id' : 'source_location';
  const hasSource = Boolean(draft.kind === 'job' ? draft.job : draft.location.trim());
  const shown = (field: FieldPath): string | null => {
    const isShown =
      isSent || touched.has(field) || (hasSource && field === sourceField);
    const sentence = isShown ? problemOf(problems, field) : null;
    return sentence && modelWords(sentence, trans);
  };
  return (
    <div className="jp-ma-split">
      <Form
        label={trans.__('Import a model')}
        error={error}
        fields={FIELDS}
        onSubmit={() => {
          setSent(true);
          void submit(request);
        }}
      >
        <ImportFields
          draft={draft}
          choices={choices}
          name={nameOf(draft, jobName)}
          proposed={found.answer?.model_version ?? ''}
          change={change}
          problem={shown}
        />
        <div className="jp-ma-buttons">
          <ActionButton
            type="submit"
            look="accept"
            busy={busy}
            label={trans.__('Import')}
          />
          {isSent && problems.length > 0 && (
            <span role="alert">
              {trans._n(
                '%1 thing is wrong: it is said here.',
                '%1 things are wrong: they are said here.',
                problems.length
              )}
            </span>
          )}
        </div>
      </Form>
      <ImportPreview request={request} found={found} hasSource={hasSource} />
    </div>
  );
}
