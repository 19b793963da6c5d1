import { deleteIcon } from '@jupyterlab/ui-components';
import { type JSX, useState } from 'react';

import {
  ActionButton,
  CopyButton,
  Form,
  FormField,
  KeyValue,
  RelativeTime,
  Section
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { deleteDataset } from '../actions';
import { DatasetsClient } from '../client';
import { placedAt } from '../placing';
import { datasetNameError, DESCRIPTION_LENGTH } from '../rules';
import type { DatasetBody } from '../types';
import type { IDatasetProps } from './DatasetPage';
import { TrashedImages } from './TrashedImages';

const FIELDS = ['dataset_name', 'description'];

/** The name and the description, where it reads and writes, and the way to the trash. */
export function Settings({ dataset, page, refresh }: IDatasetProps): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  return (
    <div className="jp-ma-scrolling">
      <Basics dataset={dataset} refresh={refresh} />
      <Section title={trans.__('Locations')}>
        <Locations dataset={dataset} />
      </Section>
      <TrashedImages datasetId={dataset.dataset_id} />
      <Section title={trans.__('Delete')}>
        <p>
          {trans.__(
            'The dataset goes to the trash with its labels and versions, and can be restored from there for 30 days. The images and manifests stay where they are.'
          )}
        </p>
        <div>
          <ActionButton
            look="warn"
            icon={deleteIcon}
            label={trans.__('Move to the trash')}
            onClick={() => void deleteDataset(context, dataset, page.close)}
          />
        </div>
      </Section>
    </div>
  );
}

type IBasicsProps = Pick<IDatasetProps, 'dataset' | 'refresh'>;

function Basics({ dataset, refresh }: IBasicsProps): JSX.Element {
  const { rest, trans } = useModelArts();
  // Null: as the dataset has it.
  const [name, setName] = useState<string | null>(null);
  const [description, setDescription] = useState<string | null>(null);
  const saving = useSubmit(async (_key: string, revision: number) => {
    const body = { dataset_name: name, description };
    await new DatasetsClient(rest).dataset(dataset.dataset_id).update(body, revision);
    setName(null);
    setDescription(null);
    refresh();
  });
  const shownName = name ?? dataset.dataset_name;
  const problem = shownName
    ? datasetNameError(shownName, trans)
    : trans.__('Give the dataset a name.');
  const isChanged = name !== null || description !== null;
  return (
    <Form
      label={trans.__('Settings')}
      onSubmit={() => {
        if (!problem && isChanged) {
          void saving.submit(dataset.revision);
        }
      }}
      error={placedAt(saving.error, 'dataset_name', [400])}
      fields={FIELDS}
    >
      <FormField path="dataset_name" label={trans.__('Name')} required error={problem}>
        {control => (
          <input
            {...control}
            value={shownName}
            spellCheck={false}
            onChange={event => setName(event.target.value)}
          />
        )}
      </FormField>
      <FormField path="description" label={trans.__('Description')}>
        {control => (
          <input
            {...control}
            value={description ?? dataset.description}
            maxLength={DESCRIPTION_LENGTH}
            onChange={event => setDescription(event.target.value)}
          />
        )}
      </FormField>
      <div className="jp-ma-buttons">
        <ActionButton
          type="submit"
          look="accept"
          label={trans.__('Save')}
          disabled={!isChanged || problem !== null}
          busy={saving.busy}
        />
      </div>
    </Form>
  );
}

function Locations({ dataset }: { dataset: DatasetBody }): JSX.Element {
  const trans = useTrans();
  const place = (path: string): JSX.Element => (
    <span className="jp-ma-buttons">
      <span className="jp-ma-mono">{path}</span>
      <CopyButton text={path} />
    </span>
  );
  return (
    <KeyValue
      rows={[
        [trans.__('Input location'), place(dataset.data_sources[0]?.data_path ?? '')],
        [trans.__('Output location'), place(dataset.inner_work_path)],
        [trans.__('ID'), place(dataset.dataset_id)],
        [trans.__('Created'), <RelativeTime key="created" at={dataset.create_time} />]
      ]}
    />
  );
}
