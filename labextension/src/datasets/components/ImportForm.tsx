import { type JSX, useId, useState } from 'react';

import { ActionButton, CheckBox, Form, Programs } from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { ObjectPathField } from '../../obs/components/ObjectPathField';
import { DatasetsClient } from '../client';
import {
  type IImportDraft,
  importCommand,
  importDraft,
  importProblem,
  importPython,
  importRequest
} from '../importing';
import { placedAt } from '../placing';
import type { DatasetBody, ImportRequest } from '../types';

const FIELDS = ['import_path'];
const PYTHON = 'Python';

export interface IImportFormProps {
  dataset: DatasetBody;
  close: () => void;
}

/** What to import: a folder, or a Manifest file. */
export function ImportForm({ dataset, close }: IImportFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState(() => importDraft(dataset));
  const [isSent, setSent] = useState(false);
  const importing = useSubmit(async (key: string, body: ImportRequest) => {
    await new DatasetsClient(rest).dataset(dataset.dataset_id).import(body, key);
    close();
  });
  const { withLabels } = draft;
  const problem = importProblem(draft, trans);
  const submit = (): void => {
    setSent(true);
    if (!problem) {
      void importing.submit(importRequest(draft));
    }
  };
  return (
    <div className="jp-ma-split">
      <Form
        label={trans.__('Import')}
        onSubmit={submit}
        error={placedAt(importing.error, 'import_path')}
        fields={FIELDS}
      >
        <SourceField draft={draft} onChange={setDraft} />
        <ObjectPathField
          key={String(draft.isManifest)}
          path="import_path"
          label={draft.isManifest ? trans.__('Manifest file') : trans.__('Folder')}
          required
          value={draft.path}
          wantsFile={draft.isManifest}
          error={isSent ? problem : null}
          onChange={path => {
            setDraft({ ...draft, path });
            importing.clearError();
          }}
        />
        <Options draft={draft} onChange={setDraft} />
        <div className="jp-ma-buttons">
          <ActionButton
            type="submit"
            look="accept"
            label={trans.__('Import')}
            busy={importing.busy}
          />
          <ActionButton label={trans.__('Cancel')} onClick={close} />
          <span className="jp-ma-quiet">
            {trans.__(
              'Importing twice changes nothing; labels that you gave are never touched.'
            )}
          </span>
        </div>
      </Form>
      <aside className="jp-ma-preview">
        <Programs
          programs={[
            {
              id: 'python',
              label: PYTHON,
              text: importPython(draft, dataset, rest.settings.baseUrl),
              note: trans.__(
                'JUPYTER_TOKEN is the token that the Jupyter server printed.'
              )
            },
            {
              id: 'command',
              label: trans.__('Command line'),
              text: importCommand(draft, dataset) ?? '',
              note: withLabels
                ? trans.__('In a terminal.')
                : trans.__('The command always imports the labels too: use Python.')
            }
          ]}
        />
      </aside>
    </div>
  );
}

interface IPartProps {
  draft: IImportDraft;
  onChange: (draft: IImportDraft) => void;
}

function SourceField({ draft, onChange }: IPartProps): JSX.Element {
  const trans = useTrans();
  const id = useId();
  const choices = [
    {
      isManifest: false,
      label: trans.__('A folder'),
      hint: trans.__('one sub-folder per label, or all images in one folder')
    },
    {
      isManifest: true,
      label: trans.__('A Manifest file'),
      hint: trans.__('a line for each image, with its labels')
    }
  ];
  return (
    <fieldset className="jp-ma-fieldset">
      <legend>{trans.__('Import from')}</legend>
      {choices.map(({ isManifest, label, hint }) => (
        <label key={label} className="jp-ma-check">
          <input
            type="radio"
            name={id}
            checked={draft.isManifest === isManifest}
            onChange={() => onChange({ ...draft, isManifest })}
          />
          {label}
          <span className="jp-ma-quiet">{hint}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Options({ draft, onChange }: IPartProps): JSX.Element {
  const trans = useTrans();
  return (
    <>
      <CheckBox
        label={
          draft.isManifest
            ? trans.__('Import the labels too')
            : trans.__('The names of the sub-folders are the labels')
        }
        checked={draft.withLabels}
        onChange={withLabels => onChange({ ...draft, withLabels })}
      />
      {draft.isManifest && (
        <CheckBox
          label={trans.__('Only hard examples')}
          checked={draft.hardOnly}
          onChange={hardOnly => onChange({ ...draft, hardOnly })}
        />
      )}
    </>
  );
}
