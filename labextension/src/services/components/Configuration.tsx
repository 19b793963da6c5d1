import { editIcon } from '@jupyterlab/ui-components';
import type { JSX } from 'react';

import {
  ActionButton,
  ErrorNotice,
  KeyValue,
  Loading,
  RelativeTime,
  Section,
  StatePill
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { updateService } from '../actions';
import { ServicesClient } from '../client';
import { serviceWords } from '../sentences';
import { URN } from '../state';
import type { ServiceBody, ServiceConfigBody, ServiceUpdateLogBody } from '../types';
import { resultWord } from '../words';

/** What answers, with which share of the calls, and what was before. */
export function Configuration({ service }: { service: ServiceBody }): JSX.Element {
  const context = useModelArts();
  const { trans } = context;
  return (
    <>
      <Section
        title={trans.__('Now')}
        actions={
          <ActionButton
            icon={editIcon}
            label={trans.__('Update…')}
            onClick={() => void updateService(context, service)}
          />
        }
      >
        <Versions config={service.config} />
        <Facts service={service} />
      </Section>
      {service.target_config && (
        <Section title={trans.__('Being deployed')}>
          <Versions config={service.target_config} />
        </Section>
      )}
      <History service={service} />
    </>
  );
}

function Facts({ service }: { service: ServiceBody }): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const { due_time: due } = service;
  const envs = service.config.flatMap(one =>
    Object.entries(one.envs).map(([name, value]) => `${name}=${value}`)
  );
  return (
    <KeyValue
      rows={[
        [trans.__('Service ID'), <code key="id">{service.service_id}</code>],
        [
          trans.__('Stops by itself'),
          due === null ? trans.__('Never') : format.dateTime(due)
        ],
        [
          trans.__('Environment variables'),
          envs.length > 0 ? <code key="envs">{envs.join(', ')}</code> : null
        ],
        [trans.__('Engine'), service.config[0].engine_id],
        [trans.__('Owner'), service.owner || null],
        [trans.__('Created'), format.dateTime(service.create_time)]
      ]}
    />
  );
}

function Versions({ config }: { config: readonly ServiceConfigBody[] }): JSX.Element {
  const { trans, pages } = useModelArts();
  const format = useFormat();
  return (
    <div className="jp-ma-scroll">
      <table className="jp-ma-table" aria-label={trans.__('Versions')}>
        <thead>
          <tr>
            <th scope="col">{trans.__('Model')}</th>
            <th scope="col">{trans.__('State')}</th>
            <th scope="col">{trans.__('Share of the calls')}</th>
            <th scope="col">{trans.__('Replicas')}</th>
            <th scope="col">{trans.__('Size of a replica')}</th>
            <th scope="col">{trans.__('Calls')}</th>
          </tr>
        </thead>
        <tbody>
          {config.map(one => (
            <tr key={one.model_id}>
              <td>
                <button
                  className="jp-ma-link"
                  onClick={() => void pages.open('model', { id: one.model_id })}
                >
                  {one.model_name} {one.model_version}
                </button>
              </td>
              <td>
                <StatePill state={one.status} />
              </td>
              <td>{format.percent(one.weight / 100)}</td>
              <td>
                {trans.__('%1 of %2 answer', one.ready_count, one.instance_count)}
              </td>
              <td>{sizeOf(one, trans)}</td>
              <td>{format.count(one.invocation_times)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sizeOf(
  one: ServiceConfigBody,
  trans: ReturnType<typeof useModelArts>['trans']
): string {
  const { cpu, memory } = one.custom_spec;
  return trans.__('%1 CPU, %2 MB', cpu, memory);
}

/** All configurations that the service has had, newest first. */
function History({ service }: { service: ServiceBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  const { service_id: id } = service;
  const { data, error, refresh } = useResource(
    signal => new ServicesClient(rest).updateLogs(id, signal),
    [rest, id],
    { topics: ['services'], urn: URN + id }
  );
  return (
    <Section title={trans.__('Updates')}>
      {Boolean(error) && !data && (
        <ErrorNotice
          title={trans.__('The updates could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {!data && !error && <Loading />}
      {data && (
        <ul className="jp-ma-history">
          {data.logs.map(log => (
            <Update key={log.revision} log={log} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const TONES = { SUCCESS: 'good', FAIL: 'bad', RUNNING: 'busy' };

function Update({ log }: { log: ServiceUpdateLogBody }): JSX.Element {
  const { trans } = useModelArts();
  const models = log.config
    .map(one => `${one.model_name} ${one.model_version} (${one.weight} %)`)
    .join(', ');
  return (
    <li>
      <span className="jp-ma-quiet">
        <RelativeTime at={log.update_time} />
      </span>
      <span>{models}</span>
      <span className={`jp-ma-tone-${TONES[log.result]}`}>
        {resultWord(log.result, trans)}
      </span>
      {log.reason && (
        <span className="jp-ma-quiet">{serviceWords(log.reason, trans)}</span>
      )}
    </li>
  );
}
