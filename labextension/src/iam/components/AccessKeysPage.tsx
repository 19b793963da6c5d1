import type { JSX } from 'react';

import { EmptyState, ErrorNotice, Loading, Page, Section } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useResource } from '../../core/hooks';
import { keyIcon } from '../../core/icons';
import { IamClient } from '../client';
import type { KeyBody, TokenBody } from '../types';
import { divide, reachOf } from '../words';
import { CredentialTable, type ICredential } from './CredentialTable';
import { NewKey } from './NewKey';
import { NewToken } from './NewToken';

/** What programs log in with: tokens and key pairs. */
export default function AccessKeysPage(): JSX.Element {
  const { rest, trans } = useModelArts();
  const { data, error, loading, refresh } = useResource(
    async signal => {
      const client = new IamClient(rest);
      const [tokens, keys] = await Promise.all([
        client.tokens(signal),
        client.keys(signal)
      ]);
      return { ...divide(tokens.tokens), keys: keys.access_keys };
    },
    [rest],
    { topics: ['iam'] }
  );
  return (
    <Page
      title={trans.__('Access keys')}
      icon={keyIcon}
      subtitle={trans.__(
        'What programs outside of JupyterLab log in with. Notebooks and jobs need none: they find their own.'
      )}
    >
      {Boolean(error) && (
        <ErrorNotice
          title={trans.__('The access keys could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {loading && !data && <Loading />}
      {data && (
        <>
          <Tokens tokens={data.own} onChange={refresh} />
          <Keys keys={data.keys} onChange={refresh} />
          {data.ours.length > 0 && <Ours tokens={data.ours} onChange={refresh} />}
        </>
      )}
    </Page>
  );
}

interface ITokensProps {
  tokens: readonly TokenBody[];
  onChange: () => void;
}

function Tokens({ tokens, onChange }: ITokensProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <Section title={trans.__('Tokens')}>
      <NewToken onChange={onChange} />
      {tokens.length === 0 ? (
        <EmptyState
          title={trans.__('No token yet')}
          sentence={trans.__(
            'Make one for each program, so that you can revoke one without disturbing the others.'
          )}
        />
      ) : (
        <TokenTable label={trans.__('Tokens')} tokens={tokens} onChange={onChange} />
      )}
    </Section>
  );
}

function Ours({ tokens, onChange }: ITokensProps): JSX.Element {
  const { trans } = useModelArts();
  return (
    <details className="jp-ma-ours">
      <summary>
        {trans._n(
          '%1 token that ModelArts has made for kernels, jobs and services',
          '%1 tokens that ModelArts has made for kernels, jobs and services',
          tokens.length
        )}
      </summary>
      <p className="jp-ma-quiet">
        {trans.__(
          'They end with what they were made for. Revoke one if you think that somebody else has it.'
        )}
      </p>
      <TokenTable
        label={trans.__('Tokens made by ModelArts')}
        tokens={tokens}
        onChange={onChange}
      />
    </details>
  );
}

function TokenTable({
  label,
  tokens,
  onChange
}: ITokensProps & { label: string }): JSX.Element {
  const { rest, trans } = useModelArts();
  return (
    <CredentialTable
      label={label}
      detail={trans.__('May do')}
      credentials={tokens.map(token => ({
        id: token.token_id,
        name: token.name,
        detail: reachOf(token, trans),
        made: token.create_time,
        used: token.last_used_time,
        expires: token.expire_time,
        expired: token.expired
      }))}
      revoke={id => new IamClient(rest).revokeToken(id)}
      onChange={onChange}
    />
  );
}

interface IKeysProps {
  keys: readonly KeyBody[];
  onChange: () => void;
}

function Keys({ keys, onChange }: IKeysProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const shown = keys.map((key): ICredential => ({
    id: key.access_key,
    name: key.name,
    detail: <code>{key.access_key}</code>,
    made: key.create_time,
    used: key.last_used_time
  }));
  return (
    <Section title={trans.__('Key pairs (AK/SK)')}>
      <NewKey onChange={onChange} />
      {shown.length === 0 ? (
        <p className="jp-ma-quiet">
          {trans.__(
            'None yet. The official ModelArts client signs its requests with such a pair.'
          )}
        </p>
      ) : (
        <CredentialTable
          label={trans.__('Key pairs (AK/SK)')}
          detail={trans.__('Access key (AK)')}
          credentials={shown}
          revoke={id => new IamClient(rest).revokeKey(id)}
          onChange={onChange}
        />
      )}
    </Section>
  );
}
