import { type JSX, useState } from 'react';

import {
  ActionButton,
  confirm,
  EmptyState,
  ErrorNotice,
  Loading,
  Page,
  Section
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useResource, useSubmit } from '../../core/hooks';
import { bucketIcon, warningIcon } from '../../core/icons';
import { StoresClient } from '../storesClient';
import type { StoreBody, StoreTestBody } from '../types';
import { StoreForm } from './StoreForm';
import { StoreReport } from './StoreReport';

const SHOWN = 12;

/** Where objects are: on this machine, and on S3 servers. */
export default function StoresPage(): JSX.Element {
  const { rest, trans } = useModelArts();
  const { data, error, loading, refresh } = useResource(
    signal => new StoresClient(rest).list(signal),
    [rest]
  );
  const [open, setOpen] = useState<string | null>(null);
  const done = (): void => {
    setOpen(null);
    refresh();
  };
  const remote = data?.stores.filter(store => store.kind !== 'local') ?? [];
  return (
    <Page
      title={trans.__('Object stores')}
      icon={bucketIcon}
      subtitle={trans.__(
        'Buckets are looked for on this machine first, then in these stores from top to bottom.'
      )}
    >
      {Boolean(error) && (
        <ErrorNotice
          title={trans.__('The object stores could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {loading && !data && <Loading />}
      {data && (
        <>
          <Section title={trans.__('S3 servers')}>
            {open === '' ? (
              <StoreForm onDone={done} />
            ) : (
              <div className="jp-ma-buttons">
                <ActionButton
                  look="accept"
                  label={trans.__('Add a store')}
                  onClick={() => setOpen('')}
                />
                <ActionButton label={trans.__('Look again')} onClick={refresh} />
              </div>
            )}
            {remote.length === 0 && open !== '' && (
              <EmptyState
                title={trans.__('No S3 server yet')}
                sentence={trans.__(
                  'Add OBS, AWS, MinIO or another S3 server: its buckets then work everywhere as obs://bucket/key.'
                )}
              />
            )}
            {remote.map(store => (
              <Store
                key={store.name}
                store={store}
                isOpen={open === store.name}
                onOpen={() => setOpen(store.name)}
                onDone={done}
              />
            ))}
          </Section>
          <Section title={trans.__('This machine')}>
            <Buckets names={data.stores[0]?.buckets ?? []} />
          </Section>
        </>
      )}
    </Page>
  );
}

interface IStoreProps {
  store: StoreBody;
  isOpen: boolean;
  onOpen: () => void;
  onDone: () => void;
}

function Store({ store, isOpen, onOpen, onDone }: IStoreProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [report, setReport] = useState<StoreTestBody | null>(null);
  const testing = useSubmit(async () => {
    setReport(await new StoresClient(rest).test(store.name));
  });
  const removing = useSubmit(async () => {
    const agreed = await confirm(
      {
        title: trans.__('Forget %1?', store.name),
        body: trans.__('Its objects stay where they are; its key is deleted here.'),
        accept: trans.__('Forget'),
        isDangerous: true
      },
      trans
    );
    if (agreed) {
      await new StoresClient(rest).remove(store.name);
      onDone();
    }
  });
  const error = testing.error ?? removing.error;
  return (
    <div className="jp-ma-store" role="group" aria-label={store.name}>
      <div className="jp-ma-store-head">
        <h3>{store.name}</h3>
        <span className="jp-ma-quiet">{placeOf(store, trans.__('AWS'))}</span>
        <div className="jp-ma-buttons">
          <ActionButton
            label={trans.__('Test')}
            aria-label={trans.__('Test %1', store.name)}
            busy={testing.busy}
            onClick={() => void testing.submit()}
          />
          {store.editable && (
            <>
              <ActionButton
                label={trans.__('Change')}
                aria-label={trans.__('Change %1', store.name)}
                onClick={onOpen}
              />
              <ActionButton
                label={trans.__('Forget')}
                aria-label={trans.__('Forget %1', store.name)}
                busy={removing.busy}
                onClick={() => void removing.submit()}
              />
            </>
          )}
        </div>
      </div>
      {Boolean(error) && <ErrorNotice error={error} />}
      {store.trouble && (
        <p className="jp-ma-store-trouble">
          <warningIcon.react tag="span" />
          {store.trouble}
        </p>
      )}
      {!store.editable && (
        <p className="jp-ma-quiet">
          {trans.__(
            'Named by the variables of the environment that JupyterLab runs in.'
          )}
        </p>
      )}
      <Buckets names={store.buckets} hidden={store.hidden} />
      {report && <StoreReport report={report} />}
      {isOpen && <StoreForm store={store} onDone={onDone} />}
    </div>
  );
}

interface IBucketsProps {
  names: readonly string[];
  hidden?: readonly string[];
}

function Buckets({ names, hidden = [] }: IBucketsProps): JSX.Element {
  const trans = useTrans();
  return (
    <>
      {names.length > 0 && (
        <ul className="jp-ma-store-buckets" aria-label={trans.__('Buckets')}>
          {names.slice(0, SHOWN).map(name => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
          {names.length > SHOWN && (
            <li className="jp-ma-quiet">
              {trans._n('and %1 more', 'and %1 more', names.length - SHOWN)}
            </li>
          )}
        </ul>
      )}
      {hidden.length > 0 && (
        <p className="jp-ma-store-trouble">
          <warningIcon.react tag="span" />
          {trans.__(
            'Out of reach, because an earlier store has a bucket of that name: %1',
            hidden.join(', ')
          )}
        </p>
      )}
    </>
  );
}

function placeOf(store: StoreBody, aws: string): string {
  const parts = [store.endpoint || aws, store.region, store.access_key];
  return parts.filter(Boolean).join(' · ');
}
