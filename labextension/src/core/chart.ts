import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface ICurveLook {
  label: string;
  color: string;
  dash: number[];
}

export interface IChartOptions {
  height: number;
  xLabel: string;
  isTime: boolean;
  range?: readonly [number, number];
  looks: readonly ICurveLook[];
  colors: { text: string; grid: string };
  language: string;
}

const HALF_MINUTE_S = 30;

/** A single moment would be shown within years. */
function aroundTimes(_: uPlot, first: number, last: number): uPlot.Range.MinMax {
  return first === last ? [first - HALF_MINUTE_S, last + HALF_MINUTE_S] : [first, last];
}

/** The only file that imports uPlot, so that it is one chunk, fetched with the first chart. */
export function makeChart(
  options: IChartOptions,
  data: uPlot.AlignedData,
  place: HTMLElement
): uPlot {
  const { height, range, looks, isTime } = options;
  const axis = {
    stroke: options.colors.text,
    grid: { stroke: options.colors.grid, width: 1 }
  };
  const number = new Intl.NumberFormat(options.language, {
    maximumSignificantDigits: 5
  });
  const value = (_: uPlot, shown: number | null): string =>
    shown === null ? '–' : number.format(shown);
  return new uPlot(
    {
      width: Math.max(place.clientWidth, 100),
      height,
      scales: {
        x: { time: isTime, range: isTime ? aroundTimes : undefined },
        y: range ? { range: [range[0], range[1]] } : {}
      },
      axes: [
        { ...axis, label: options.xLabel, labelSize: 18, size: 36 },
        { ...axis, size: 56 }
      ],
      series: [
        { label: options.xLabel },
        ...looks.map(look => ({
          label: look.label,
          stroke: look.color,
          dash: look.dash,
          width: 2,
          spanGaps: true,
          value
        }))
      ],
      legend: { live: true },
      cursor: { drag: { x: true, y: false } }
    },
    data,
    place
  );
}
