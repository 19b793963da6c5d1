import type { JSX } from 'react';

import { CopyButton, ErrorNotice } from '../../core/components';
import { useModelArts } from '../../core/context';
import { useFormat } from '../../core/hooks';
import { ResponseError } from '../../core/request';
import type { IPrediction } from '../client';
import { type IScore, read, type Reading } from '../reading';

/** What the service answered, drawn by its shape. */
export function Answer({ answer }: { answer: IPrediction | null }): JSX.Element {
  const { trans } = useModelArts();
  if (!answer) {
    return <p className="jp-ma-quiet">{trans.__('The answer appears here.')}</p>;
  }
  const reading = read(answer.status, answer.text);
  return (
    <>
      <Drawn reading={reading} status={answer.status} />
      <Facts answer={answer} />
      {(reading.kind === 'scores' || reading.kind === 'table') && (
        <details className="jp-ma-more">
          <summary>{trans.__('The whole answer')}</summary>
          <Raw text={answer.text} />
        </details>
      )}
    </>
  );
}

function Facts({ answer }: { answer: IPrediction }): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  const took = trans.__('%1 ms', format.number(answer.ms, 3));
  return (
    <p className="jp-ma-quiet jp-ma-answer-facts">
      <span>{took}</span>
      {answer.version && <span>{trans.__('Version %1', answer.version)}</span>}
      {answer.requestId && (
        <span>
          {trans.__('Request')} <code>{answer.requestId}</code>
        </span>
      )}
    </p>
  );
}

function Drawn({ reading, status }: { reading: Reading; status: number }): JSX.Element {
  const { trans } = useModelArts();
  switch (reading.kind) {
    case 'scores':
      return <Scores label={reading.label} scores={reading.scores} />;
    case 'table':
      return <Table {...reading} />;
    case 'error':
      return (
        <ErrorNotice
          title={trans.__('The service refused the request.')}
          error={new ResponseError(status, reading.code, reading.sentence)}
          advice=""
        />
      );
    case 'json':
    case 'text':
      return <Raw text={reading.text} />;
  }
}

interface IScoresProps {
  label: string;
  scores: readonly IScore[];
}

/** The label, and a bar for each score. */
function Scores({ label, scores }: IScoresProps): JSX.Element {
  const { trans } = useModelArts();
  const format = useFormat();
  return (
    <div className="jp-ma-scores">
      <p className="jp-ma-answer-label">{label}</p>
      <ul aria-label={trans.__('Scores')}>
        {scores.map(one => (
          <li key={one.label}>
            <span className="jp-ma-score-name">{one.label}</span>
            <span className="jp-ma-score-track" aria-hidden="true">
              <span
                className="jp-ma-score-bar"
                style={{ width: `${one.score * 100}%` }}
              />
            </span>
            <span className="jp-ma-score-value">{format.percent(one.score)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type TableReading = Extract<Reading, { kind: 'table' }>;

function Table({ columns, rows }: TableReading): JSX.Element {
  const { trans } = useModelArts();
  return (
    <div className="jp-ma-scroll" tabIndex={0}>
      <table className="jp-ma-table" aria-label={trans.__('Answer')}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map(column => (
                <td key={column}>{row[column]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Raw({ text }: { text: string }): JSX.Element {
  return (
    <>
      <pre className="jp-ma-code jp-ma-answer-text" tabIndex={0}>
        {text}
      </pre>
      <div className="jp-ma-buttons">
        <CopyButton text={text} />
      </div>
    </>
  );
}
