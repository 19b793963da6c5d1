import { NotANotebook, notebookOf, textOf } from '../drive/notebookText';

const CELL = {
  cell_type: 'code',
  metadata: { trusted: true, tags: ['x'] },
  source: ['import os\n', 'os.getcwd()'],
  outputs: [
    { output_type: 'stream', name: 'stdout', text: ['a\n', 'b'] },
    {
      output_type: 'display_data',
      data: { 'text/html': ['<b>\n', 'x</b>'], 'application/json': ['1', '2'] }
    }
  ]
};
const NOTEBOOK = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [CELL] };

describe('notebooks in the store', () => {
  it('joins lines, leaves JSON data, and trusts nothing that a file says', () => {
    const [cell] = notebookOf(JSON.stringify(NOTEBOOK)).cells as (typeof CELL)[];
    expect(cell.source).toBe('import os\nos.getcwd()');
    expect(cell.metadata).toEqual({ tags: ['x'] });
    expect(cell.outputs[0].text).toBe('a\nb');
    expect(cell.outputs[1].data).toEqual({
      'text/html': '<b>\nx</b>',
      'application/json': ['1', '2']
    });
  });

  it('writes what it read, without trust', () => {
    const written = textOf(notebookOf(JSON.stringify(NOTEBOOK)));
    const metadata = { tags: ['x'] };
    expect(JSON.parse(written)).toEqual({
      ...NOTEBOOK,
      cells: [{ ...CELL, metadata }]
    });
    expect(written.endsWith('\n')).toBe(true);
  });

  it.each(['', '[]', '{"cells": []}', '{"nbformat": 3, "worksheets": []}'])(
    'refuses %j',
    text => {
      expect(() => notebookOf(text)).toThrow(NotANotebook);
    }
  );
});
