import { parametersOf } from '../schema';

it('lists properties with their types, parts of parts deeper', () => {
  const score = { type: 'array', minItems: 2, maxItems: 2, items: { type: 'string' } };
  const rows = parametersOf({
    type: 'object',
    required: ['scores'],
    properties: {
      scores: { type: 'array', items: score },
      data: {
        type: 'object',
        properties: {
          req_data: { type: 'array', items: { properties: { a: { type: 'number' } } } }
        }
      }
    }
  });
  expect(rows.map(row => [row.path, row.depth, row.type, row.isRequired])).toEqual([
    ['scores', 0, 'string[2][]', true],
    ['data', 0, 'object', false],
    ['data.req_data', 1, 'any[]', false],
    ['data.req_data[].a', 2, 'number', false]
  ]);
});

it('shows a body without properties as one line', () => {
  expect(parametersOf({ type: 'array', items: { type: 'number' } })).toEqual([
    {
      path: '',
      name: '',
      depth: 0,
      type: 'number[]',
      isRequired: false,
      description: ''
    }
  ]);
});

it.each([null, 3, 'text', []])('shows nothing of %p', value => {
  expect(parametersOf(value)).toEqual([]);
});

it('ends where a schema never does', () => {
  const endless: Record<string, unknown> = { type: 'object' };
  endless.properties = { a: endless, b: endless };
  endless.items = endless;
  expect(parametersOf(endless).length).toBeLessThanOrEqual(200);
});

it('says choices and ranges where there is no description', () => {
  const rows = parametersOf({
    properties: { a: { enum: ['x', 'y'] }, b: { minimum: 0, maximum: 9 } }
  });
  expect(rows.map(row => row.description)).toEqual(['x | y', '0 … 9']);
});
