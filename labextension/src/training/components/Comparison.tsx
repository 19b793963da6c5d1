import type { JSX } from 'react';

import { Section, StatePill } from '../../core/components';
import { useTrans } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { bestVersions, columnsOf, metricOf, valueOf } from '../comparison';
import type { TrainingVersionBody } from '../types';

export interface IComparisonProps {
  versions: readonly TrainingVersionBody[];
  current: string;
  onSelect: (id: string) => void;
}

/** All versions side by side: the arguments that differ, and what came of them. */
export function Comparison({
  versions,
  current,
  onSelect
}: IComparisonProps): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  const { parameters, metrics } = columnsOf(versions);
  const best = new Map(metrics.map(name => [name, bestVersions(versions, name)]));
  return (
    <Section title={trans.__('Versions compared')}>
      <p className="jp-ma-quiet">
        {trans.__(
          'Arguments that are the same in all versions are left out. * is the best value.'
        )}
      </p>
      <div className="jp-ma-scroll">
        <table className="jp-ma-table">
          <thead>
            <tr>
              <th scope="col">{trans.__('Version')}</th>
              <th scope="col">{trans.__('State')}</th>
              <th scope="col">{trans.__('Duration')}</th>
              {parameters.map(name => (
                <th scope="col" key={name}>{`--${name}`}</th>
              ))}
              {metrics.map(name => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.map(version => (
              <tr
                key={version.id}
                aria-current={version.id === current ? 'true' : undefined}
              >
                <th scope="row">
                  <button className="jp-ma-link" onClick={() => onSelect(version.id)}>
                    {version.version}
                  </button>
                </th>
                <td>
                  <StatePill state={version.state} />
                </td>
                <td>{version.duration ? format.duration(version.duration) : '–'}</td>
                {parameters.map(name => (
                  <td key={name}>{valueOf(version, name) ?? '–'}</td>
                ))}
                {metrics.map(name => {
                  const metric = metricOf(version, name);
                  const isBest = best.get(name)?.has(version.id);
                  return (
                    <td key={name} className={isBest ? 'jp-ma-best' : undefined}>
                      {metric ? format.number(metric.best ?? metric.last) : '–'}
                      {isBest && ' *'}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
