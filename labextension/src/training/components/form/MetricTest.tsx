import { type JSX, useEffect, useState } from 'react';

import { sentenceOf } from '../../../core/components';
import { useModelArts, useTrans } from '../../../core/context';
import { useFormat, useResource } from '../../../core/hooks';
import { TrainingClient } from '../../client';
import type { IMetricRow } from '../../draft';
import type { MetricTrial } from '../../types';

const GATHER_MS = 300;

/** A line to try the expressions on, by the server's own rules (RE2). */
export function MetricTest({
  rows
}: {
  rows: readonly IMetricRow[] | null;
}): JSX.Element {
  const { rest, trans } = useModelArts();
  const [line, setLine] = useState('epoch 3: loss=0.21 accuracy=0.93');
  const question = useSettled(JSON.stringify({ rows, line }));
  const { data, error } = useResource(
    async signal => {
      const asked = JSON.parse(question) as { rows: IMetricRow[] | null; line: string };
      const rules =
        asked.rows?.map(row => ({ ...row, mode: row.mode || null })) ?? null;
      return (await new TrainingClient(rest).testMetrics(rules, asked.line, signal))
        .results;
    },
    [rest, question]
  );
  return (
    <div className="jp-ma-metric-test">
      <label>
        <span className="jp-ma-quiet">{trans.__('Try it on a line:')}</span>
        <input
          className="jp-ma-mono"
          value={line}
          spellCheck={false}
          onChange={event => setLine(event.target.value)}
        />
      </label>
      <div role="status">
        {error ? sentenceOf(error, trans) : <Results results={data ?? []} />}
      </div>
    </div>
  );
}

function Results({ results }: { results: readonly MetricTrial[] }): JSX.Element {
  const trans = useTrans();
  const format = useFormat();
  if (results.length === 0) {
    return (
      <span className="jp-ma-quiet">{trans.__('Nothing is found in this line.')}</span>
    );
  }
  const found = ({ values = [], problem }: MetricTrial): string =>
    // Why it cannot be used stands under the field.
    problem
      ? trans.__('cannot be used')
      : values.map(value => format.number(value, 8)).join(', ') || trans.__('nothing');
  return (
    <ul className="jp-ma-trials">
      {results.map((trial, at) => (
        <li key={at} className={trial.problem ? 'jp-ma-field-error' : undefined}>
          {trial.name || trans.__('(no name)')}: {found(trial)}
        </li>
      ))}
    </ul>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), GATHER_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
