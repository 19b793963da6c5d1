import type { TranslationBundle } from '@jupyterlab/translation';
import { type JSX, useId, useState } from 'react';

import { ActionButton, Form } from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { ObjectPathField } from '../../obs/components/ObjectPathField';
import { DatasetsClient } from '../client';
import { placedAt } from '../placing';
import { locationError } from '../rules';
import type { DatasetBody, ImportRequest } from '../types';

const FIELDS = ['import_path'];

interface IImportDraft {
  isManifest: boolean;
  path: string;
  /** With the sub-folders' names, or what the manifest says, as labels. */
  withLabels: boolean;
  hardOnly: boolean;
}

export interface IImportFormProps {
  dataset: DatasetBody;
  close: () => void;
}

/** What to import: a folder, or a Manifest file. */
export function ImportForm({ dataset, close }: IImportFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState<IImportDraft>({
    isManifest: false,
    path: dataset.data_sources[0]?.data_path ?? '',
    withLabels: true,
    hardOnly: false
  });
  const [isSent, setSent] = useState(false);
  const importing = useSubmit(async (key: string, body: ImportRequest) => {
    await new DatasetsClient(rest).dataset(dataset.dataset_id).import(body, key);
    close();
  });
  const problem = pathProblem(draft, trans);
  const submit = (): void => {
    setSent(true);
    if (!problem) {
      void importing.submit(requestOf(draft));
    }
  };
  return (
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
      <label className="jp-ma-check">
        <input
          type="checkbox"
          checked={draft.withLabels}
          onChange={event => onChange({ ...draft, withLabels: event.target.checked })}
        />
        {draft.isManifest
          ? trans.__('Import the labels too')
          : trans.__('The names of the sub-folders are the labels')}
      </label>
      {draft.isManifest && (
        <label className="jp-ma-check">
          <input
            type="checkbox"
            checked={draft.hardOnly}
            onChange={event => onChange({ ...draft, hardOnly: event.target.checked })}
          />
          {trans.__('Only hard examples')}
        </label>
      )}
    </>
  );
}

function pathProblem(
  { isManifest, path }: IImportDraft,
  trans: TranslationBundle
): string | null {
  const place = path.trim();
  if (isManifest && (!place || place.endsWith('/'))) {
    return trans.__('Choose the Manifest file: its name ends in .manifest.');
  }
  return place
    ? locationError(place, trans)
    : trans.__('Choose a folder in the object store.');
}

function requestOf(draft: IImportDraft): ImportRequest {
  const { isManifest, path, withLabels, hardOnly } = draft;
  return {
    import_path: path.trim(),
    import_type: isManifest ? 'manifest' : 'dir',
    import_annotations: withLabels,
    difficult_only: isManifest && hardOnly
  };
}
