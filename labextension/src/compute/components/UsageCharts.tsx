import { type JSX, useState } from 'react';

import {
  CheckBox,
  ErrorNotice,
  LiveChart,
  Loading,
  Section
} from '../../core/components';
import { useModelArts, useTrans } from '../../core/context';
import { useFormat, useResource } from '../../core/hooks';
import { ComputeClient } from '../client';
import { elapsed, gpuOf, isNearLimit, limitLine } from '../usage';
import type { UsageSample } from '../types';
import { useTicking } from '../useTicking';

export interface IUsageChartsProps {
  workloadId: string;
  isLive: boolean;
  /** What it may use: cores, and megabytes; 0 where there is no limit. */
  cpu: number;
  memoryMb: number;
}

const MB = 1024 * 1024;

/** CPU and memory over time, with the limits drawn. */
export function UsageCharts(props: IUsageChartsProps): JSX.Element {
  const { rest } = useModelArts();
  const trans = useTrans();
  const { data, error, refresh } = useResource(
    signal => new ComputeClient(rest).usage(props.workloadId, signal),
    [rest, props.workloadId, props.isLive]
  );
  useTicking(refresh, 2_000, props.isLive);
  if (error && !data) {
    const title = trans.__('The use of the machine could not be read.');
    return <ErrorNotice title={title} error={error} onRetry={refresh} />;
  }
  if (!data) {
    return <Loading />;
  }
  if (data.samples.length === 0) {
    return (
      <p className="jp-ma-quiet">
        {props.isLive
          ? trans.__('Nothing measured yet: the curves begin when the code runs.')
          : trans.__(
              'Nothing was measured: it ended before the first look, or never ran.'
            )}
      </p>
    );
  }
  return <Charts {...props} samples={data.samples} />;
}

function Charts(
  props: IUsageChartsProps & { samples: readonly UsageSample[] }
): JSX.Element {
  const { samples, cpu, memoryMb } = props;
  const trans = useTrans();
  const format = useFormat();
  const { x, unit } = elapsed(samples);
  const gpu = gpuOf(samples);
  const most = Math.max(...samples.map(sample => sample.memory_bytes));
  const highest = Math.max(...samples.map(sample => sample.cpu_percent));
  const limit = trans.__('limit');
  const xLabel = unit === 's' ? trans.__('seconds') : trans.__('minutes');
  const axis = { x, xLabel };
  const [hasLimit, setHasLimit] = useState(() => isNearLimit(samples, memoryMb * MB));
  return (
    <div className="jp-ma-charts">
      <Section title={trans.__('CPU')}>
        <p className="jp-ma-quiet">
          {trans.__(
            'At most %1% of %2% (100% is one core)',
            format.number(highest, 3),
            cpu * 100
          )}
        </p>
        <LiveChart
          {...axis}
          label={trans.__('CPU over time, in percent of one core')}
          series={[
            {
              label: trans.__('CPU, %'),
              values: samples.map(sample => sample.cpu_percent)
            },
            ...limitLine(limit, cpu * 100, x)
          ]}
        />
      </Section>
      <Section title={trans.__('Memory')}>
        <p className="jp-ma-quiet jp-ma-buttons">
          {trans.__(
            'At most %1 of %2',
            format.bytes(most),
            format.bytes(memoryMb * MB)
          )}
          <CheckBox
            label={trans.__('Draw the limit')}
            checked={hasLimit}
            onChange={setHasLimit}
          />
        </p>
        <LiveChart
          {...axis}
          label={trans.__('Memory over time, in MB')}
          series={[
            {
              label: trans.__('Memory, MB'),
              values: samples.map(sample => sample.memory_bytes / MB)
            },
            ...(hasLimit ? limitLine(limit, memoryMb, x) : [])
          ]}
        />
      </Section>
      {gpu && (
        <Section title={trans.__('GPU')}>
          <LiveChart
            {...axis}
            label={trans.__('GPU over time, in percent')}
            range={[0, 100]}
            series={[{ label: trans.__('GPU, %'), values: gpu }]}
          />
        </Section>
      )}
    </div>
  );
}
