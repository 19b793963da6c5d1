import { type JSX, useState } from 'react';

import { ActionButton, CheckBox, Form, FormField } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { StoresClient } from '../storesClient';
import type { StoreBody, StoreRequest, StoreTestBody } from '../types';
import { StoreReport } from './StoreReport';

type Draft = Required<Omit<StoreRequest, 'session_token'>>;

const EMPTY: Draft = {
  name: '',
  endpoint: '',
  region: '',
  addressing: 'auto',
  credentials: 'kept',
  access_key: '',
  secret_key: '',
  prefix: ''
};
const EXAMPLE = {
  endpoint: 'https://obs.cn-north-4.myhuaweicloud.com',
  region: 'cn-north-4'
};
const FIELDS = ['name', 'endpoint', 'region', 'access_key', 'secret_key', 'prefix'];

export interface IStoreFormProps {
  /** What is changed; left out for a new store. */
  store?: StoreBody;
  onDone: () => void;
}

/** Enters an S3 server, or changes one; tests it before it is saved. */
export function StoreForm({ store, onDone }: IStoreFormProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [draft, setDraft] = useState<Draft>(() => draftOf(store));
  const [bucket, setBucket] = useState('');
  const [report, setReport] = useState<StoreTestBody | null>(null);
  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    setReport(null);
  };
  const saving = useSubmit(async () => {
    const client = new StoresClient(rest);
    await (store ? client.update(draft) : client.create(draft));
    onDone();
  });
  const testing = useSubmit(async () => {
    setReport(await new StoresClient(rest).testNew(draft, bucket.trim()));
  });
  const kept = draft.credentials === 'kept';
  const text = (name: keyof Draft): { value: string; onChange: OnChange } => ({
    value: draft[name],
    onChange: event => change({ [name]: event.target.value })
  });
  return (
    <Form
      label={
        store ? trans.__('Change the store %1', store.name) : trans.__('New store')
      }
      error={saving.error ?? testing.error}
      fields={FIELDS}
      onSubmit={() => void saving.submit()}
    >
      <div className="jp-ma-store-form">
        <FormField
          label={trans.__('Name')}
          path="name"
          hint={trans.__('What you will know it by, as "team".')}
          required
        >
          {control => (
            <input {...control} {...text('name')} maxLength={40} disabled={!!store} />
          )}
        </FormField>
        <FormField
          label={trans.__('Endpoint')}
          path="endpoint"
          hint={trans.__('Empty for AWS itself.')}
        >
          {control => (
            <input {...control} {...text('endpoint')} placeholder={EXAMPLE.endpoint} />
          )}
        </FormField>
        <FormField label={trans.__('Region')} path="region">
          {control => (
            <input {...control} {...text('region')} placeholder={EXAMPLE.region} />
          )}
        </FormField>
        <FormField
          label={trans.__('Bucket in the address')}
          hint={trans.__('In front of the host for OBS and AWS, else in the path.')}
        >
          {control => (
            <select
              {...control}
              value={draft.addressing}
              onChange={event =>
                change({ addressing: addressingOf(event.target.value) })
              }
            >
              <option value="auto">{trans.__('automatic')}</option>
              <option value="path">{trans.__('in the path')}</option>
              <option value="virtual">{trans.__('in front of the host')}</option>
            </select>
          )}
        </FormField>
        {kept && (
          <>
            <FormField
              label={trans.__('Access key (AK)')}
              path="access_key"
              hint={
                store && trans.__('Empty: the one that is kept, %1', store.access_key)
              }
            >
              {control => (
                <input {...control} {...text('access_key')} autoComplete="off" />
              )}
            </FormField>
            <FormField
              label={trans.__('Secret key (SK)')}
              path="secret_key"
              hint={trans.__(
                'Kept in a file that only you can read; never shown again.'
              )}
            >
              {control => (
                <input
                  {...control}
                  {...text('secret_key')}
                  type="password"
                  autoComplete="new-password"
                />
              )}
            </FormField>
          </>
        )}
        <FormField
          label={trans.__('Only buckets that begin with')}
          path="prefix"
          hint={trans.__('Empty for all.')}
        >
          {control => <input {...control} {...text('prefix')} maxLength={63} />}
        </FormField>
        <FormField
          label={trans.__('Bucket to test')}
          hint={trans.__('Needed where the key may not list buckets.')}
        >
          {control => (
            <input
              {...control}
              value={bucket}
              maxLength={63}
              onChange={event => setBucket(event.target.value)}
            />
          )}
        </FormField>
      </div>
      <CheckBox
        label={trans.__(
          'Use the key of the environment (AWS_ACCESS_KEY_ID or OBS_ACCESS_KEY_ID)'
        )}
        checked={!kept}
        onChange={checked => change({ credentials: checked ? 'environment' : 'kept' })}
      />
      {report && <StoreReport report={report} />}
      <div className="jp-ma-buttons">
        <ActionButton
          label={trans.__('Test the connection')}
          busy={testing.busy}
          disabled={draft.name.trim() === ''}
          onClick={() => void testing.submit()}
        />
        <ActionButton
          type="submit"
          look="accept"
          label={trans.__('Save')}
          busy={saving.busy}
          disabled={draft.name.trim() === ''}
        />
        <ActionButton label={trans.__('Cancel')} onClick={onDone} />
      </div>
    </Form>
  );
}

type OnChange = (event: { target: { value: string } }) => void;

function draftOf(store: StoreBody | undefined): Draft {
  if (!store) {
    return EMPTY;
  }
  const { name, endpoint, region, prefix } = store;
  return {
    ...EMPTY,
    name,
    endpoint,
    region,
    prefix,
    addressing: addressingOf(store.addressing),
    credentials: store.credentials === 'environment' ? 'environment' : 'kept'
  };
}

function addressingOf(text: string): Draft['addressing'] {
  return text === 'path' || text === 'virtual' ? text : 'auto';
}
