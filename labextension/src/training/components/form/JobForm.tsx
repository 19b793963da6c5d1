import { type JSX, useMemo, useState } from 'react';

import { ActionButton, Form } from '../../../core/components';
import { useModelArts } from '../../../core/context';
import { useSubmit } from '../../../core/hooks';
import { TrainingClient } from '../../client';
import { type IDraft, requestOf } from '../../draft';
import { type IJobForm, JobFormContext } from '../../formContext';
import { type FieldPath, FIELDS } from '../../problems';
import type { IJobChoices } from '../../useJobChoices';
import { usePreview } from '../../usePreview';
import { JobFields } from './JobFields';
import { PreviewPanel } from './PreviewPanel';

export interface IJobFormProps {
  initial: IDraft;
  choices: IJobChoices;
  /** Each state of the form, to be kept over a reload. */
  onDraft: (draft: IDraft) => void;
  onCreated: (id: string) => void;
}

/** One page: the form, and beside it what it stands for. */
export function JobForm(props: IJobFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState(props.initial);
  const [touched, setTouched] = useState<ReadonlySet<FieldPath>>(new Set());
  const [isSent, setSent] = useState(false);
  const found = usePreview(draft);
  const problems = useMemo(() => found.preview?.problems ?? [], [found.preview]);
  const { submit, busy, error, clearError } = useSubmit(async (key, sent: IDraft) => {
    const client = new TrainingClient(rest);
    const body = requestOf(sent);
    const { problems: now } = await client.preview(body);
    if (now.length === 0) {
      const job = await client.create(body, key);
      props.onCreated(job.metadata.id);
    }
  });
  const form: IJobForm = {
    draft,
    change: (values, field) => {
      const changed = { ...draft, ...values };
      clearError();
      setDraft(changed);
      setTouched(new Set([...touched, field]));
      props.onDraft(changed);
    },
    problems,
    isShown: field => isSent || touched.has(field),
    changes: draft.parent ? (found.preview?.changes ?? []) : []
  };
  return (
    <JobFormContext.Provider value={form}>
      <div className="jp-ma-split">
        <Form
          label={trans.__('Training job')}
          error={error}
          fields={FIELDS}
          onSubmit={() => {
            setSent(true);
            void submit(draft);
          }}
        >
          <JobFields choices={props.choices} />
          <div className="jp-ma-buttons">
            <ActionButton
              type="submit"
              look="accept"
              busy={busy}
              label={
                draft.parent
                  ? trans.__('Run the new version')
                  : trans.__('Create and run')
              }
            />
            {isSent && problems.length > 0 && (
              <span role="alert">
                {trans._n(
                  '%1 thing is missing: it is said under its field.',
                  '%1 things are missing: they are said under their fields.',
                  problems.length
                )}
              </span>
            )}
          </div>
        </Form>
        <PreviewPanel draft={draft} found={found} />
      </div>
    </JobFormContext.Provider>
  );
}
