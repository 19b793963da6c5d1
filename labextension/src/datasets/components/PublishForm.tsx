import { type JSX, useState } from 'react';

import {
  ActionButton,
  CheckBox,
  Form,
  FormField,
  Programs
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat, useSubmit } from '../../core/hooks';
import { DatasetsClient } from '../client';
import { placedAt } from '../placing';
import {
  type IPublishDraft,
  publishCommand,
  publishDraft,
  publishProblem,
  publishPython,
  publishRequest,
  splitProblem
} from '../publishing';
import { DESCRIPTION_LENGTH } from '../rules';
import { manifestOf } from '../state';
import type { DatasetBody, PublishRequest } from '../types';
import { SplitField } from './SplitField';

const FIELDS = ['version_name', 'train_evaluate_sample_ratio'];
const PYTHON = 'Python';

export interface IPublishFormProps {
  dataset: DatasetBody;
  close: () => void;
  onPublished: () => void;
}

/** A new version of the dataset as it stands now. */
export function PublishForm(props: IPublishFormProps): JSX.Element {
  const { dataset, close } = props;
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState(() => publishDraft(dataset));
  const publishing = useSubmit(async (key: string, body: PublishRequest) => {
    await new DatasetsClient(rest).dataset(dataset.dataset_id).publish(body, key);
    props.onPublished();
  });
  const change = (values: Partial<IPublishDraft>): void => {
    setDraft({ ...draft, ...values });
    publishing.clearError();
  };
  const problem = publishProblem(draft, trans);
  const submit = (): void => {
    if (!problem && !splitProblem(draft, trans)) {
      void publishing.submit(publishRequest(draft, dataset));
    }
  };
  return (
    <div className="jp-ma-split">
      <Form
        label={trans.__('Publish')}
        onSubmit={submit}
        error={placedAt(publishing.error, 'version_name', [409])}
        fields={FIELDS}
      >
        <Summary dataset={dataset} />
        <FormField
          path="version_name"
          label={trans.__('Name of the version')}
          required
          error={problem}
          hint={trans.__('Writes %1', manifestOf(dataset, draft.name || '…'))}
        >
          {control => (
            <input
              {...control}
              value={draft.name}
              spellCheck={false}
              onChange={event => change({ name: event.target.value })}
            />
          )}
        </FormField>
        <FormField label={trans.__('Description')}>
          {control => (
            <input
              {...control}
              value={draft.description}
              maxLength={DESCRIPTION_LENGTH}
              onChange={event => change({ description: event.target.value })}
            />
          )}
        </FormField>
        <SplitField draft={draft} onChange={change} />
        <CheckBox
          label={trans.__('Keep the marks of hard examples in the manifest')}
          checked={draft.keepsHard}
          onChange={keepsHard => change({ keepsHard })}
        />
        <div className="jp-ma-buttons">
          <ActionButton
            type="submit"
            look="accept"
            label={trans.__('Publish')}
            busy={publishing.busy}
          />
          <ActionButton label={trans.__('Cancel')} onClick={close} />
        </div>
      </Form>
      <aside className="jp-ma-preview">
        <Programs
          programs={[
            {
              id: 'python',
              label: PYTHON,
              text: publishPython(draft, dataset, rest.settings.baseUrl),
              note: trans.__(
                'JUPYTER_TOKEN is the token that the Jupyter server printed.'
              )
            },
            {
              id: 'command',
              label: trans.__('Command line'),
              text: publishCommand(draft, dataset),
              note: draft.keepsHard
                ? trans.__(
                    'The command does not keep the marks of hard examples: use Python.'
                  )
                : trans.__('In a terminal.')
            }
          ]}
        />
      </aside>
    </div>
  );
}

/** What will be in the version, and what is remarkable about it. */
function Summary({ dataset }: { dataset: DatasetBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { total_sample_count: total, unlabeled_sample_count: unlabeled } = dataset;
  if (total === 0) {
    return (
      <p className="jp-ma-note">
        {trans.__('The dataset has no images: import some, then publish.')}
      </p>
    );
  }
  return (
    <p className={unlabeled > 0 ? 'jp-ma-note' : undefined}>
      {unlabeled > 0
        ? trans.__(
            'All %1 images go into the version; %2 of them have no label, and training mostly uses those that have one.',
            format.count(total),
            format.count(unlabeled)
          )
        : trans.__(
            'All %1 images go into the version, each with its labels.',
            format.count(total)
          )}
    </p>
  );
}
