import { type JSX, useState } from 'react';

import { ActionButton, Form, FormField } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useSubmit } from '../../core/hooks';
import { IamClient } from '../client';
import type { IssuedTokenBody } from '../types';
import { lifetimes, USUAL_LIFETIME } from '../words';
import { Secret } from './Secret';

export interface INewTokenProps {
  /** A token was made, or its secret was taken. */
  onChange: () => void;
}

/** Makes a token, and shows it once. */
export function NewToken({ onChange }: INewTokenProps): JSX.Element {
  const { rest, trans } = useModelArts();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(USUAL_LIFETIME);
  const [made, setMade] = useState<IssuedTokenBody | null>(null);
  const choices = lifetimes(trans);
  const { submit, busy, error } = useSubmit(async () => {
    const lifetime_s = choices[chosen].seconds;
    setMade(await new IamClient(rest).createToken({ name, lifetime_s }));
    setName('');
    onChange();
  });
  if (made) {
    return (
      <Secret
        title={trans.__('Your new token')}
        parts={[{ label: trans.__('Token'), text: made.token }]}
        hint={trans.__(
          'Programs send it with each request, as the header X-Auth-Token.'
        )}
        onDone={() => setMade(null)}
      />
    );
  }
  return (
    <Form
      label={trans.__('New token')}
      error={error}
      fields={['name', 'lifetime_s']}
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
        <FormField label={trans.__('Valid for')} path="lifetime_s">
          {control => (
            <select
              {...control}
              value={chosen}
              onChange={event => setChosen(Number(event.target.value))}
            >
              {choices.map(({ label }, index) => (
                <option key={label} value={index}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <ActionButton
          type="submit"
          look="accept"
          label={trans.__('Make a token')}
          busy={busy}
          disabled={name.trim() === ''}
        />
      </div>
    </Form>
  );
}
