/** A line of a table that shows a JSON schema: parts of a part are deeper. */
export interface IParameter {
  /** Unique in its table, as `scores[].0`. */
  path: string;
  name: string;
  depth: number;
  type: string;
  isRequired: boolean;
  description: string;
}

type Schema = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 8;
const MAX_ROWS = 200;

/** The parameters of a body, in their order; an unnamed body is one line without a name. */
export function parametersOf(schema: unknown): IParameter[] {
  const rows: IParameter[] = [];
  if (isSchema(schema)) {
    const properties = schema.properties;
    if (isSchema(properties)) {
      addProperties(rows, schema, '', 0);
    } else {
      addOne(rows, '', '', schema, 0, false);
    }
  }
  return rows;
}

function addProperties(
  rows: IParameter[],
  schema: Schema,
  path: string,
  depth: number
): void {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isSchema(schema.properties) ? schema.properties : {};
  for (const [name, value] of Object.entries(properties)) {
    const own = path ? `${path}.${name}` : name;
    addOne(
      rows,
      own,
      name,
      isSchema(value) ? value : {},
      depth,
      required.includes(name)
    );
  }
}

function addOne(
  rows: IParameter[],
  path: string,
  name: string,
  schema: Schema,
  depth: number,
  isRequired: boolean
): void {
  if (rows.length >= MAX_ROWS || depth > MAX_DEPTH) {
    return;
  }
  const described = schema.description;
  const description = typeof described === 'string' ? described : rangeOf(schema);
  rows.push({ path, name, depth, type: typeOf(schema), isRequired, description });
  addProperties(rows, schema, path, depth + 1);
  const items = innermost(schema);
  if (items !== schema) {
    addProperties(rows, items, `${path}[]`, depth + 1);
  }
}

/** What the elements of an array are, through arrays of arrays. */
function innermost(schema: Schema, depth = 0): Schema {
  const items = schema.items;
  return isSchema(items) && depth < MAX_DEPTH ? innermost(items, depth + 1) : schema;
}

/** `string`, `number[]`, `string[][2]`. */
function typeOf(schema: Schema, depth = 0): string {
  const { type, items } = schema;
  if (isSchema(items) && depth < MAX_DEPTH) {
    return `${typeOf(items, depth + 1)}[${lengthOf(schema)}]`;
  }
  if (type === 'array') {
    return `any[${lengthOf(schema)}]`;
  }
  return typeof type === 'string' ? type : depth > 0 ? 'any' : '';
}

function lengthOf({ minItems, maxItems }: Schema): string {
  return typeof minItems === 'number' && minItems === maxItems ? String(minItems) : '';
}

/** "one of a, b" and "0 … 9" need no words of ours. */
function rangeOf({ minimum, maximum, enum: choices }: Schema): string {
  if (Array.isArray(choices)) {
    return choices.map(String).join(' | ');
  }
  const has = typeof minimum === 'number' || typeof maximum === 'number';
  return has ? `${minimum ?? ''} … ${maximum ?? ''}`.trim() : '';
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
