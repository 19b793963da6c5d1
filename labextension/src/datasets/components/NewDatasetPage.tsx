import { type JSX, useEffect, useRef, useState } from 'react';

import { ActionButton, Form, Page, Programs } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { datasetIcon } from '../../core/icons';
import type { IPageProps } from '../../core/tokens';
import { DatasetsClient } from '../client';
import {
  asCommand,
  asPython,
  type DatasetField,
  FIELDS,
  type IDatasetDraft,
  keptDraft,
  newDraft,
  problemsOf,
  requestOf
} from '../draft';
import { placedAt } from '../placing';
import { DatasetFields } from './DatasetFields';

export type NewDatasetArgs = { draft?: string };

const KEEP_MS = 500;
const PYTHON = 'Python';

/** A new dataset: one page of fields whose defaults work. */
export default function NewDatasetPage(props: IPageProps<NewDatasetArgs>): JSX.Element {
  const { rest, pages, trans } = useModelArts();
  const [draft, setDraft] = useState(
    () => keptDraft(props.args.draft) ?? newDraft(new Date())
  );
  const [touched, setTouched] = useState<ReadonlySet<DatasetField>>(new Set());
  const keep = useKeeper(props);
  const creating = useSubmit(async (key: string, sent: IDatasetDraft) => {
    const made = await new DatasetsClient(rest).create(requestOf(sent), key);
    props.close();
    void pages.open('dataset', { id: made.dataset_id });
  });
  const change = (values: Partial<IDatasetDraft>, field: DatasetField): void => {
    const changed = { ...draft, ...values };
    setDraft(changed);
    keep(changed);
    setTouched(old => new Set([...old, field]));
    creating.clearError();
  };
  const problems = problemsOf(draft, trans);
  const submit = (): void => {
    setTouched(new Set(FIELDS));
    if (Object.keys(problems).length === 0) {
      void creating.submit(draft);
    }
  };
  return (
    <Page title={trans.__('New dataset')} icon={datasetIcon}>
      <div className="jp-ma-split">
        <Form
          label={trans.__('New dataset')}
          onSubmit={submit}
          error={placedAt(creating.error, 'dataset_name', [409])}
          fields={FIELDS}
        >
          <DatasetFields
            draft={draft}
            problemOf={field => (touched.has(field) ? (problems[field] ?? null) : null)}
            onChange={change}
          />
          <div className="jp-ma-buttons">
            <ActionButton
              type="submit"
              look="accept"
              label={trans.__('Create')}
              busy={creating.busy}
            />
            <span className="jp-ma-quiet">
              {trans.__('What lies in the input location is imported at once.')}
            </span>
          </div>
        </Form>
        <aside className="jp-ma-preview">
          <Programs
            programs={[
              {
                id: 'python',
                label: PYTHON,
                text: asPython(draft, rest.settings.baseUrl),
                note: trans.__(
                  'JUPYTER_TOKEN is the token that the Jupyter server printed.'
                )
              },
              {
                id: 'command',
                label: trans.__('Command line'),
                text: asCommand(draft),
                note: trans.__('In a terminal. Labels get colours by themselves there.')
              }
            ]}
          />
        </aside>
      </div>
    </Page>
  );
}

/** Keeps the form in the layout, a moment after the last change. */
function useKeeper({
  setArgs
}: IPageProps<NewDatasetArgs>): (draft: IDatasetDraft) => void {
  const timer = useRef<number>();
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return draft => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(
      () => setArgs({ draft: JSON.stringify(draft) }),
      KEEP_MS
    );
  };
}
