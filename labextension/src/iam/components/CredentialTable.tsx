import type { JSX, ReactNode } from 'react';

import {
  ActionButton,
  confirm,
  ErrorNotice,
  RelativeTime
} from '../../core/components';
import { useTrans } from '../../core/context';
import { useSubmit } from '../../core/hooks';

/** A token or a key pair, as the table shows both. */
export interface ICredential {
  id: string;
  name: string;
  /** What is special about it: its reach, or its access key. */
  detail: ReactNode;
  made: number;
  used: number | null;
  /** Null is never; left out where nothing of the kind expires. */
  expires?: number | null;
  expired?: boolean;
}

export interface ICredentialTableProps {
  label: string;
  detail: string;
  credentials: readonly ICredential[];
  revoke: (id: string) => Promise<void>;
  onChange: () => void;
}

/** Credentials, each with a button that ends it. */
export function CredentialTable(props: ICredentialTableProps): JSX.Element {
  const trans = useTrans();
  const expires = props.credentials.some(one => one.expires !== undefined);
  const { submit, busy, error } = useSubmit(async (_key, one: ICredential) => {
    const agreed = one.expired || (await isMeant(one));
    if (agreed) {
      await props.revoke(one.id);
      props.onChange();
    }
  });
  const isMeant = (one: ICredential): Promise<boolean> =>
    confirm(
      {
        title: trans.__('Revoke %1?', one.name),
        body: trans.__(
          'Programs that use it are refused from now on. This cannot be undone.'
        ),
        accept: trans.__('Revoke'),
        isDangerous: true
      },
      trans
    );
  return (
    <div className="jp-ma-scroll">
      {Boolean(error) && <ErrorNotice error={error} />}
      <table className="jp-ma-table jp-ma-credentials" aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col">{trans.__('Name')}</th>
            <th scope="col">{props.detail}</th>
            <th scope="col">{trans.__('Made')}</th>
            <th scope="col">{trans.__('Last used')}</th>
            {expires && <th scope="col">{trans.__('Expires')}</th>}
            <td />
          </tr>
        </thead>
        <tbody>
          {props.credentials.map(one => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>{one.detail}</td>
              <td>
                <RelativeTime at={one.made} />
              </td>
              <td>
                {one.used === null ? trans.__('never') : <RelativeTime at={one.used} />}
              </td>
              {expires && (
                <td>
                  <Expiry credential={one} />
                </td>
              )}
              <td>
                <ActionButton
                  label={one.expired ? trans.__('Remove') : trans.__('Revoke')}
                  aria-label={
                    one.expired
                      ? trans.__('Remove %1', one.name)
                      : trans.__('Revoke %1', one.name)
                  }
                  busy={busy}
                  onClick={() => void submit(one)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Expiry({ credential }: { credential: ICredential }): JSX.Element {
  const trans = useTrans();
  if (credential.expires === null || credential.expires === undefined) {
    return <>{trans.__('never')}</>;
  }
  return (
    <>
      {credential.expired && <strong>{trans.__('expired')} </strong>}
      <RelativeTime at={credential.expires} />
    </>
  );
}
