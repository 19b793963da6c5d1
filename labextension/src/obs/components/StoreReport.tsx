import type { JSX } from 'react';

import { useTrans } from '../../core/context';
import { failedIcon, succeededIcon } from '../../core/icons';
import type { StoreTestBody } from '../types';

/** How far a test of the connection came, and what is wrong. */
export function StoreReport({ report }: { report: StoreTestBody }): JSX.Element {
  const trans = useTrans();
  const words: Readonly<Record<string, string>> = {
    name: trans.__('Name'),
    network: trans.__('Network'),
    server: trans.__('Server'),
    clock: trans.__('Clock'),
    credential: trans.__('Access key'),
    bucket: trans.__('Bucket')
  };
  const sentence = report.ok
    ? trans.__('The store can be used.')
    : trans.__('The store cannot be used yet.');
  return (
    <div
      className="jp-ma-report"
      role="status"
      aria-label={trans.__('Connection test')}
    >
      <strong>{sentence}</strong>
      <ol>
        {report.steps.map(step => {
          const Icon = step.cause ? failedIcon : succeededIcon;
          return (
            <li key={step.step} className={step.cause ? 'jp-mod-error' : undefined}>
              <Icon.react
                tag="span"
                title={step.cause ? trans.__('wrong') : trans.__('right')}
              />
              <span className="jp-ma-report-step">{words[step.step] ?? step.step}</span>
              <span>{step.message}</span>
            </li>
          );
        })}
      </ol>
      {report.buckets.length > 0 && (
        <p className="jp-ma-quiet">
          {trans.__('Buckets: %1', report.buckets.slice(0, 20).join(', '))}
        </p>
      )}
    </div>
  );
}
