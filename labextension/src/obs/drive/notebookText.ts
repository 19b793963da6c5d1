/**
 * Notebooks between bytes and what JupyterLab edits. Jupyter's server does this for its own
 * files: long texts are lists of lines on disk, and trust is never taken from a file, since a
 * trusted cell's script would run on our origin.
 */

type Json = Record<string, unknown>;

/** Raised for what is no notebook that JupyterLab can show. */
export class NotANotebook extends Error {}

export function notebookOf(text: string): Json {
  const notebook = parsed(text);
  const cells = notebook.cells;
  if (notebook.nbformat !== 4 || !Array.isArray(cells)) {
    throw new NotANotebook('format');
  }
  return { ...notebook, cells: cells.filter(isObject).map(cell => readCell(cell)) };
}

export function textOf(notebook: Json): string {
  const cells = Array.isArray(notebook.cells) ? notebook.cells : [];
  const written = { ...notebook, cells: cells.filter(isObject).map(writeCell) };
  return `${JSON.stringify(written, null, 1)}\n`;
}

function parsed(text: string): Json {
  try {
    const data: unknown = JSON.parse(text);
    if (isObject(data)) {
      return data;
    }
  } catch {
    // Said below.
  }
  throw new NotANotebook('json');
}

function readCell(cell: Json): Json {
  const outputs = Array.isArray(cell.outputs)
    ? { outputs: cell.outputs.filter(isObject).map(output => withText(output, joined)) }
    : {};
  return { ...withoutTrust(cell), source: joined(cell.source ?? ''), ...outputs };
}

function writeCell(cell: Json): Json {
  const outputs = Array.isArray(cell.outputs)
    ? { outputs: cell.outputs.filter(isObject).map(output => withText(output, split)) }
    : {};
  return { ...withoutTrust(cell), source: split(cell.source ?? ''), ...outputs };
}

function withoutTrust(cell: Json): Json {
  const metadata = { ...(isObject(cell.metadata) ? cell.metadata : {}) };
  delete metadata.trusted;
  return { ...cell, metadata };
}

/** The text of a stream, and the textual data of a display; JSON data stay as they are. */
function withText(output: Json, change: (value: unknown) => unknown): Json {
  const text = 'text' in output ? { text: change(output.text) } : {};
  if (!isObject(output.data)) {
    return { ...output, ...text };
  }
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    /^application\/(.*\+)?json$/.test(type) ? value : change(value)
  ]);
  return { ...output, ...text, data: Object.fromEntries(data) };
}

function joined(value: unknown): unknown {
  return Array.isArray(value) ? value.join('') : value;
}

function split(value: unknown): unknown {
  return typeof value === 'string' ? (value.match(/[^\n]*\n|[^\n]+/g) ?? []) : value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
