import { type JSX, useState } from 'react';

import { ActionButton, Form, FormField } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { IamClient } from '../client';
import type { IssuedKeyBody } from '../types';
import type { INewTokenProps } from './NewToken';
import { Secret } from './Secret';

/** Makes a key pair, and shows it once. */
export function NewKey({ onChange }: INewTokenProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [name, setName] = useState('');
  const [made, setMade] = useState<IssuedKeyBody | null>(null);
  const { submit, busy, error } = useSubmit(async () => {
    setMade(await new IamClient(rest).createKey(name));
    setName('');
    onChange();
  });
  if (made) {
    return (
      <Secret
        title={trans.__('Your new key pair')}
        parts={[
          { label: trans.__('Access key (AK)'), text: made.access_key },
          { label: trans.__('Secret key (SK)'), text: made.secret_key }
        ]}
        hint={trans.__(
          'Programs that were written for ModelArts sign their requests with it.'
        )}
        onDone={() => setMade(null)}
      />
    );
  }
  return (
    <Form
      label={trans.__('New key pair')}
      error={error}
      fields={['name']}
      onSubmit={() => void submit()}
    >
      <div className="jp-ma-inline-form">
        <FormField label={trans.__('Name')} path="name">
          {control => (
            <input
              {...control}
              value={name}
              maxLength={64}
              placeholder={trans.__('what it is for, as "nightly report"')}
              onChange={event => setName(event.target.value)}
            />
          )}
        </FormField>
        <ActionButton
          type="submit"
          label={trans.__('Make a key pair')}
          busy={busy}
          disabled={name.trim() === ''}
        />
      </div>
    </Form>
  );
}
