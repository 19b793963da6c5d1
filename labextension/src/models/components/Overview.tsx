import type { JSX } from 'react';

import { KeyValue, RelativeTime, Section } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import type { ModelDetailBody, PackageConfig } from '../types';
import { Dependencies } from './Dependencies';
import { Origin } from './Origin';

/** What a model is, how good it is, where it came from and what it needs. */
export function Overview({ model }: { model: ModelDetailBody }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  return (
    <div className="jp-ma-scrolling">
      <Section title={trans.__('Where it came from')}>
        <Origin model={model} />
      </Section>
      <Section title={trans.__('How good it is')}>
        <Metrics metrics={model.package.metrics} />
      </Section>
      <Section title={trans.__('What it is')}>
        <KeyValue
          rows={[
            [trans.__('Purpose'), model.model_algorithm],
            [trans.__('Framework'), model.model_type],
            [trans.__('Engine'), model.engine_id],
            [trans.__('Written for'), model.runtime || null],
            [trans.__('Size'), format.bytes(model.model_size)],
            [trans.__('Created'), <RelativeTime key="at" at={model.create_at} />],
            [
              trans.__('Kept in'),
              <span key="place" className="jp-ma-mono">
                {model.location}
              </span>
            ]
          ]}
        />
      </Section>
      <Dependencies model={model} />
    </div>
  );
}

export function Metrics({
  metrics
}: {
  metrics: PackageConfig['metrics'];
}): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { accuracy, precision, recall, f1 } = metrics ?? {};
  const known = (
    [
      [trans.__('Accuracy'), accuracy],
      [trans.__('Precision'), precision],
      [trans.__('Recall'), recall],
      [trans.__('F1'), f1]
    ] as const
  ).filter(([, value]) => typeof value === 'number');
  if (known.length === 0) {
    return (
      <p className="jp-ma-quiet">
        {trans.__('config.json says nothing about that: give it metrics.')}
      </p>
    );
  }
  return (
    <dl className="jp-ma-figures">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{format.number(value ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}
