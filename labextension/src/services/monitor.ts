import type { ServiceMonitorListBody } from './types';

/** The server counts in stretches of ten seconds. */
const STEP_MS = 10_000;

/** Calls and failures per second; stretches without a call are zero, not gaps. */
export function callSeries(
  { loads, span_s: span }: ServiceMonitorListBody,
  now: number
): { x: number[]; calls: number[]; failures: number[] } {
  const last = Math.floor(now / STEP_MS) * STEP_MS;
  const first = last - Math.floor((span * 1000) / STEP_MS) * STEP_MS;
  const byTime = new Map(loads.map(load => [load.at, load]));
  const x: number[] = [];
  const calls: number[] = [];
  const failures: number[] = [];
  for (let at = first; at <= last; at += STEP_MS) {
    const load = byTime.get(at);
    x.push(at / 1000);
    calls.push(((load?.calls ?? 0) * 1000) / STEP_MS);
    failures.push(((load?.failures ?? 0) * 1000) / STEP_MS);
  }
  return { x, calls, failures };
}

export function latencySeries({ loads }: ServiceMonitorListBody): {
  x: number[];
  p50: (number | null)[];
  p99: (number | null)[];
} {
  return {
    x: loads.map(load => load.at / 1000),
    p50: loads.map(load => load.p50_ms),
    p99: loads.map(load => load.p99_ms)
  };
}

export function usageSeries({ usage }: ServiceMonitorListBody): {
  x: number[];
  cpu: number[];
  memory: number[];
} {
  return {
    x: usage.map(one => one.at / 1000),
    cpu: usage.map(one => one.cpu_percent),
    memory: usage.map(one => one.memory_mb)
  };
}
