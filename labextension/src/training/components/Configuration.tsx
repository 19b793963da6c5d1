import type { JSX, ReactNode } from 'react';

import { RelativeTime, Section } from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { TrainingClient } from '../client';
import { type IConfigRow, configRows, gone } from '../configuration';
import { isPerson, jobTitle } from '../state';
import type { Change, TrainingJobBody } from '../types';
import { fieldWords } from '../words';

/** All that decides what the job does; what differs from its parent is marked. */
export function Configuration({ job }: { job: TrainingJobBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  const { id, pre_version: parent } = job.metadata;
  const { data } = useResource(
    async signal =>
      parent ? (await new TrainingClient(rest).difference(id, signal)).changes : [],
    [rest, id, parent]
  );
  const changes = data ?? [];
  return (
    <div className="jp-ma-config">
      {parent && data && (
        <p>
          {changes.length
            ? trans._n(
                '%1 difference to %2, marked below.',
                '%1 differences to %2, marked below.',
                changes.length,
                parent
              )
            : trans.__('The same as %1.', parent)}
        </p>
      )}
      <Section title={trans.__('What runs')}>
        <Rows rows={configRows(job)} changes={changes} />
        <Removed changes={gone(changes)} />
      </Section>
      <Section title={trans.__('Run')}>
        <RunFacts job={job} />
      </Section>
    </div>
  );
}

interface IRowsProps {
  rows: readonly IConfigRow[];
  changes: readonly Change[];
}

function Rows({ rows, changes }: IRowsProps): JSX.Element {
  const trans = useTrans();
  return (
    <dl className="jp-ma-keyvalue">
      {rows.map(row => {
        const change = changes.find(one => one.field === row.field);
        const look = change ? 'jp-ma-changed' : undefined;
        return (
          <div key={row.field} className={`jp-ma-pairline ${look ?? ''}`}>
            <dt>{fieldWords(row.field, trans)}</dt>
            <dd>
              <span className={row.isCode ? 'jp-ma-mono' : undefined}>{row.value}</span>
              {row.detail && <div className="jp-ma-quiet">{row.detail}</div>}
              {change && (
                <div className="jp-ma-was">
                  {change.old === null
                    ? trans.__('new in this version')
                    : trans.__('was %1', change.old)}
                </div>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Removed({ changes }: { changes: readonly Change[] }): JSX.Element | null {
  const trans = useTrans();
  if (changes.length === 0) {
    return null;
  }
  return (
    <ul className="jp-ma-changes">
      {changes.map(change => (
        <li key={change.field}>
          {trans.__('No longer there:')} {fieldWords(change.field, trans)}{' '}
          <del>{change.old}</del>
        </li>
      ))}
    </ul>
  );
}

function RunFacts({ job }: { job: TrainingJobBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { metadata, status } = job;
  const facts: (readonly [string, ReactNode])[] = [
    [trans.__('Job'), `${jobTitle(job)} (${metadata.id})`],
    [trans.__('Created'), <RelativeTime at={metadata.create_time} key="created" />],
    ...(isPerson(metadata.user_name)
      ? [[trans.__('By'), metadata.user_name] as const]
      : []),
    [trans.__('Started'), status.start_time ? format.dateTime(status.start_time) : '–'],
    [trans.__('Ended'), status.end_time ? format.dateTime(status.end_time) : '–'],
    [trans.__('Exit code'), status.task_statuses[0]?.exit_code ?? '–'],
    [trans.__('Description'), metadata.description || '–']
  ];
  return (
    <dl className="jp-ma-keyvalue">
      {facts.map(([label, value]) => (
        <div key={label} className="jp-ma-pairline">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
