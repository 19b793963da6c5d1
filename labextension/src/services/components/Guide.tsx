import { type JSX, useState } from 'react';

import { CopyButton, KeyValue, Programs, Section } from '../../core/components';
import { useModelArts } from '../../core/context';
import { ApiBody } from '../../models/components/Parameters';
import { addressOf, asCurl, asPython } from '../program';
import type { ServedApi, ServiceBody } from '../types';

const PYTHON = 'Python';
const CURL = 'curl';

/** How programs call the service. */
export function Guide({ service }: { service: ServiceBody }): JSX.Element {
  const { trans } = useModelArts();
  const { apis } = service.config[0];
  const [chosen, setChosen] = useState(0);
  const api = apis[Math.min(chosen, apis.length - 1)];
  const access = service.access_address ?? '';
  if (!api) {
    return (
      <p className="jp-ma-quiet">
        {trans.__('The config.json of the model names no path to call.')}
      </p>
    );
  }
  const address = addressOf(access, api);
  return (
    <>
      {apis.length > 1 && (
        <label className="jp-ma-inline-field">
          {trans.__('Path')}
          <select
            className="jp-ma-input"
            value={chosen}
            onChange={event => setChosen(Number(event.target.value))}
          >
            {apis.map((one, at) => (
              <option key={one.url + one.method} value={at}>
                {one.url}
              </option>
            ))}
          </select>
        </label>
      )}
      <Section title={trans.__('The call')}>
        <KeyValue
          rows={[
            [
              trans.__('Address'),
              <span key="address" className="jp-ma-buttons">
                <code className="jp-ma-mono">{address}</code>
                <CopyButton text={address} />
              </span>
            ],
            [trans.__('Method'), api.method.toUpperCase()],
            [trans.__('Content type'), api.request_type],
            [
              trans.__('Token'),
              trans.__(
                'In the header X-Auth-Token: Copy curl makes one for this service, the settings page of the access tokens makes others. Requests signed with an access key are taken too.'
              )
            ],
            [
              trans.__('Limits'),
              trans.__('12 MB for a request, 60 seconds for an answer')
            ]
          ]}
        />
      </Section>
      <Section title={trans.__('Parameters')}>
        <div className="jp-ma-in-out">
          <ApiBody
            title={trans.__('In')}
            body={{ 'Content-type': api.request_type, data: api.request }}
          />
          <ApiBody
            title={trans.__('Out')}
            body={{ 'Content-type': api.response_type, data: api.response }}
          />
        </div>
      </Section>
      <CallPrograms access={access} api={api} />
    </>
  );
}

function CallPrograms({
  access,
  api
}: {
  access: string;
  api: ServedApi;
}): JSX.Element {
  const { trans } = useModelArts();
  const note = trans.__('MODELARTS_TOKEN is a token that may call this service.');
  return (
    <Programs
      programs={[
        {
          id: 'curl',
          label: CURL,
          text: asCurl(access, api, '$MODELARTS_TOKEN'),
          note
        },
        { id: 'python', label: PYTHON, text: asPython(access, api), note }
      ]}
    />
  );
}
