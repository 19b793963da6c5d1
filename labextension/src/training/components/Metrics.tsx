import type { JSX } from 'react';

import { useTicking } from '../../compute/useTicking';
import { ErrorNotice, LiveChart, Loading, Section } from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { TrainingClient } from '../client';
import { bestOf } from '../metrics';
import { isLive } from '../state';
import type { Series, TrainingJobBody } from '../types';

const POINTS = 1_000;

/** A live curve for each metric, and the final values. */
export function Metrics({ job }: { job: TrainingJobBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  const { id } = job.metadata;
  const live = isLive(job);
  const { data, error, refresh } = useResource(
    signal => new TrainingClient(rest).metrics(id, POINTS, signal),
    [rest, id, live]
  );
  useTicking(refresh, 1_500, live || data?.complete === false);
  if (error && !data) {
    const title = trans.__('The metrics could not be read.');
    return <ErrorNotice title={title} error={error} onRetry={refresh} />;
  }
  if (!data) {
    return <Loading />;
  }
  if (data.series.length === 0) {
    return <p className="jp-ma-quiet">{noMetrics(live || !data.complete, trans)}</p>;
  }
  return (
    <>
      {data.truncated && (
        <p>
          {trans.__(
            'The curves show the beginning of a very long run; the table has all of it.'
          )}
        </p>
      )}
      <div className="jp-ma-charts">
        {data.series.map(series => (
          <Curve key={series.name} series={series} />
        ))}
      </div>
      <Values series={data.series} />
    </>
  );
}

function noMetrics(mayCome: boolean, trans: ReturnType<typeof useTrans>): string {
  return mayCome
    ? trans.__(
        'No metric yet: curves begin with the first printed line that an expression finds.'
      )
    : trans.__(
        'No printed line had a metric. Print lines such as "epoch 1: loss=0.5 accuracy=0.8", or give expressions of your own when you run it again.'
      );
}

function Curve({ series }: { series: Series }): JSX.Element {
  const trans = useTrans();
  const points = series.points ?? [];
  return (
    <Section title={series.name}>
      <LiveChart
        label={trans.__('%1 by step', series.name)}
        x={points.map(point => point.step)}
        xLabel={trans.__('step')}
        series={[{ label: series.name, values: points.map(point => point.value) }]}
      />
    </Section>
  );
}

function Values({ series }: { series: readonly Series[] }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  return (
    <Section title={trans.__('Values')}>
      <table className="jp-ma-table">
        <thead>
          <tr>
            <th scope="col">{trans.__('Metric')}</th>
            <th scope="col">{trans.__('Last')}</th>
            <th scope="col">{trans.__('Best')}</th>
            <th scope="col">{trans.__('Smallest')}</th>
            <th scope="col">{trans.__('Largest')}</th>
            <th scope="col">{trans.__('Count')}</th>
          </tr>
        </thead>
        <tbody>
          {series.map(one => {
            const best = bestOf(one);
            return (
              <tr key={one.name}>
                <th scope="row">{one.name}</th>
                <td>{format.number(one.last, 6)}</td>
                <td>{best === null ? '–' : format.number(best, 6)}</td>
                <td>{format.number(one.smallest, 6)}</td>
                <td>{format.number(one.largest, 6)}</td>
                <td>{format.count(one.count)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
