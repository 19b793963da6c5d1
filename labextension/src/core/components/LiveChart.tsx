import { type JSX, useEffect, useRef } from 'react';
import type uPlot from 'uplot';

import { useModelArts } from '../context';
import { themeColor, useThemeName } from '../hooks/useThemeName';

export interface ISeries {
  label: string;
  /** One value per entry of `x`; null where there is none. */
  values: readonly (number | null)[];
}

export interface ILiveChartProps {
  label: string;
  x: readonly number[];
  /** Under the axis, as "step"; for times, say `isTime` and give seconds. */
  xLabel: string;
  isTime?: boolean;
  series: readonly ISeries[];
  height?: number;
  /** The least and the greatest value of the axis, where they are known, as [0, 1]. */
  range?: readonly [number, number];
}

const COLORS = [
  '--jp-brand-color1',
  '--jp-warn-color1',
  '--jp-success-color1',
  '--jp-accent-color1',
  '--jp-error-color1',
  '--jp-info-color1'
];
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4]];

/** Curves that grow while one looks. The library is fetched with the first chart. */
export function LiveChart(props: ILiveChartProps): JSX.Element {
  const { language } = useModelArts();
  const theme = useThemeName();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const data = dataOf(props);
  const latest = useRef(data);
  useEffect(() => {
    latest.current = data;
    chart.current?.setData(data);
  });

  const labels = props.series.map(one => one.label).join('\n');
  const { height = 200, xLabel, isTime = false } = props;
  const [low, high] = props.range ?? [];
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    let wanted = true;
    const resized = new ResizeObserver(() => {
      if (element.clientWidth > 0) {
        chart.current?.setSize({ width: element.clientWidth, height });
      }
    });
    void import('../chart').then(({ makeChart }) => {
      if (wanted) {
        const range =
          low === undefined || high === undefined ? undefined : ([low, high] as const);
        const looks = labels.split('\n').map((label, at) => ({
          label,
          color: themeColor(COLORS[at % COLORS.length]),
          dash: DASHES[Math.floor(at / COLORS.length) % DASHES.length]
        }));
        const colors = {
          text: themeColor('--jp-ui-font-color1'),
          grid: themeColor('--jp-border-color2')
        };
        const options = { height, xLabel, isTime, range, looks, colors, language };
        chart.current = makeChart(options, latest.current, element);
        resized.observe(element);
      }
    });
    return () => {
      wanted = false;
      resized.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [labels, height, xLabel, isTime, low, high, theme, language]);

  return (
    <div ref={place} className="jp-ma-chart" role="img" aria-label={props.label} />
  );
}

function dataOf(props: ILiveChartProps): uPlot.AlignedData {
  return [[...props.x], ...props.series.map(one => [...one.values])];
}
