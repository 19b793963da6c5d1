/** What an answer means, as far as its shape tells. */
export type Reading =
  | { kind: 'scores'; label: string; scores: readonly IScore[] }
  | { kind: 'table'; columns: readonly string[]; rows: readonly IRow[] }
  | { kind: 'error'; sentence: string; code: string }
  | { kind: 'json'; text: string }
  | { kind: 'text'; text: string };

export interface IScore {
  label: string;
  score: number;
}

export type IRow = Readonly<Record<string, string>>;

const MAX_ROWS = 1_000;
const MAX_SCORES = 20;

/** Reads an answer. `status` of 400 and more is an error with its sentence. */
export function read(status: number, text: string): Reading {
  const value = parse(text);
  if (status >= 400) {
    return errorOf(status, value, text);
  }
  if (value === undefined) {
    return { kind: 'text', text };
  }
  return scoresOf(value) ?? tableOf(value) ?? jsonOf(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function errorOf(status: number, value: unknown, text: string): Reading {
  const body = isObject(value) ? value : {};
  const sentence = [body.error_msg, body.message, body.erno_msg].find(
    (one): one is string => typeof one === 'string' && one !== ''
  );
  const code = typeof body.error_code === 'string' ? body.error_code : `HTTP ${status}`;
  return { kind: 'error', sentence: sentence ?? (text.slice(0, 2_000) || code), code };
}

/** ModelArts' classification: `{predicted_label, scores: [["daisy", "0.87"], …]}`. */
function scoresOf(value: unknown): Reading | null {
  if (!isObject(value) || !Array.isArray(value.scores)) {
    return null;
  }
  const scores = value.scores.map(scoreOf);
  if (scores.length === 0 || scores.some(one => one === null)) {
    return null;
  }
  const found = scores.filter(one => one !== null);
  const sorted = [...found].sort((a, b) => b.score - a.score);
  const said = value.predicted_label;
  const label = isScalar(said) ? String(said) : sorted[0].label;
  return { kind: 'scores', label, scores: sorted.slice(0, MAX_SCORES) };
}

function scoreOf(value: unknown): IScore | null {
  if (!Array.isArray(value) || value.length !== 2 || !isScalar(value[0])) {
    return null;
  }
  const score = Number(value[1]);
  const isShare = Number.isFinite(score) && score >= 0 && score <= 1;
  return isShare ? { label: String(value[0]), score } : null;
}

/** ModelArts' tables: `{data: {resp_data: [{…}, …]}}`. */
function tableOf(value: unknown): Reading | null {
  const data = isObject(value) && isObject(value.data) ? value.data : value;
  const rows = isObject(data) ? data.resp_data : data;
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isObject)) {
    return null;
  }
  const shown: Record<string, unknown>[] = rows.slice(0, MAX_ROWS);
  const columns = [...new Set(shown.flatMap(row => Object.keys(row)))];
  return {
    kind: 'table',
    columns,
    rows: shown.map(row =>
      Object.fromEntries(columns.map(column => [column, cellOf(row[column])]))
    )
  };
}

function jsonOf(value: unknown): Reading {
  return { kind: 'json', text: JSON.stringify(value, null, 2) };
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) {
    return '–';
  }
  return isScalar(value) ? String(value) : JSON.stringify(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
