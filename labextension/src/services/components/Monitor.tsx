import { type JSX, useState } from 'react';

import { useTicking } from '../../compute/useTicking';
import {
  ErrorNotice,
  KeyValue,
  LiveChart,
  Loading,
  Section
} from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { ServicesClient } from '../client';
import { callSeries, latencySeries, usageSeries } from '../monitor';
import { isWanted } from '../state';
import type { ServiceBody, ServiceMonitorListBody } from '../types';

const EVERY_MS = 2_000;
const SPANS = [300, 900, 3600, 7200];

/** Calls, failures, latency, CPU and memory over time. */
export function Monitor({ service }: { service: ServiceBody }): JSX.Element {
  const { rest, trans } = useModelArts();
  const [span, setSpan] = useState(900);
  const { service_id: id } = service;
  const { data, error, refresh } = useResource(
    signal => new ServicesClient(rest).monitor(id, span, signal),
    [rest, id, span]
  );
  useTicking(refresh, EVERY_MS, isWanted(service));
  return (
    <>
      <label className="jp-ma-inline-field">
        {trans.__('Shown')}
        <select
          className="jp-ma-input"
          value={span}
          onChange={event => setSpan(Number(event.target.value))}
        >
          {SPANS.map(one => (
            <option key={one} value={one}>
              {trans.__('the last %1 minutes', one / 60)}
            </option>
          ))}
        </select>
      </label>
      {Boolean(error) && !data && (
        <ErrorNotice
          title={trans.__('The service’s figures could not be read.')}
          error={error}
          onRetry={refresh}
        />
      )}
      {!data && !error && <Loading />}
      {data && <Figures data={data} />}
      {data && <Charts data={data} />}
    </>
  );
}

function Figures({ data }: { data: ServiceMonitorListBody }): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const calls = data.monitors.reduce((sum, one) => sum + one.invocation_times, 0);
  const failed = data.monitors.reduce((sum, one) => sum + one.failed_times, 0);
  const replicas = trans.__(
    '%1 of %2 answer',
    data.service_running_instance_count,
    data.service_instance_count
  );
  return (
    <KeyValue
      rows={[
        [trans.__('Replicas'), replicas],
        [trans.__('Calls in the last minute'), format.count(data.req_count_per_min)],
        [trans.__('Calls in all'), format.count(calls)],
        [trans.__('Failed in all'), format.count(failed)]
      ]}
    />
  );
}

function Charts({ data }: { data: ServiceMonitorListBody }): JSX.Element {
  const { trans } = useModelArts();
  const now = Date.now();
  const calls = callSeries(data, now);
  const latency = latencySeries(data);
  const usage = usageSeries(data);
  const axis = { xLabel: trans.__('time'), isTime: true };
  return (
    <div className="jp-ma-charts">
      <Section title={trans.__('Calls per second')}>
        <LiveChart
          {...axis}
          label={trans.__('Calls and failures per second over time')}
          x={calls.x}
          series={[
            { label: trans.__('calls'), values: calls.calls },
            { label: trans.__('failures'), values: calls.failures }
          ]}
        />
      </Section>
      <Section title={trans.__('Latency')}>
        {latency.x.length === 0 ? (
          <p className="jp-ma-quiet">
            {trans.__('Nobody has called it in this time.')}
          </p>
        ) : (
          <LiveChart
            {...axis}
            label={trans.__('Latency over time, in milliseconds')}
            x={latency.x}
            series={[
              { label: trans.__('median, ms'), values: latency.p50 },
              { label: trans.__('slowest 1 %, ms'), values: latency.p99 }
            ]}
          />
        )}
      </Section>
      <Section title={trans.__('CPU')}>
        <LiveChart
          {...axis}
          label={trans.__('CPU of all replicas over time, in percent of one core')}
          x={usage.x}
          series={[{ label: trans.__('CPU, %'), values: usage.cpu }]}
        />
      </Section>
      <Section title={trans.__('Memory')}>
        <LiveChart
          {...axis}
          label={trans.__('Memory of all replicas over time, in MB')}
          x={usage.x}
          series={[{ label: trans.__('Memory, MB'), values: usage.memory }]}
        />
      </Section>
    </div>
  );
}
