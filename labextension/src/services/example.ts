import type { ServedApi } from './types';

/** JSON, and whatever a JSON schema may be. */
export type Json = unknown;
type Schema = Readonly<Record<string, unknown>>;

/** One field of a form. */
export interface IFormField {
  name: string;
  isFile: boolean;
}

/** What the guide's own config.json calls a string, and means a file. */
const SOUNDS_LIKE_FILE = /image|img|photo|picture|audio|video|file/i;

/** The fields of the form that it takes; none where it takes JSON. */
export function formFields(api: ServedApi): IFormField[] {
  const properties = Object.entries(propertiesOf(api.request));
  const saysFile = properties.some(([, schema]) => schema.type === 'file');
  if (!saysFile && !/^multipart\/form-data/i.test(api.request_type)) {
    return [];
  }
  return properties.map(([name, schema]) => ({
    name,
    isFile:
      schema.type === 'file' ||
      (!saysFile && schema.type === 'string' && SOUNDS_LIKE_FILE.test(name))
  }));
}

export function takesFile(api: ServedApi): boolean {
  return formFields(api).some(field => field.isFile);
}

/** A request that fits the schema, to begin with. */
export function exampleOf(schema: Schema): Json {
  if ('example' in schema) {
    return schema.example;
  }
  if ('default' in schema) {
    return schema.default;
  }
  if (Array.isArray(schema.enum) && schema.enum.length > 0) {
    return schema.enum[0] as Json;
  }
  return exampleOfType(schema);
}

function exampleOfType(schema: Schema): Json {
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(propertiesOf(schema)).map(([name, below]) => [
          name,
          exampleOf(below)
        ])
      );
    case 'array': {
      const items = schema.items;
      return isObject(items) ? [exampleOf(items)] : [];
    }
    case 'integer':
      return typeof schema.minimum === 'number' ? Math.ceil(schema.minimum) : 0;
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0.0;
    case 'boolean':
      return false;
    case 'string':
      return '';
    default:
      return null;
  }
}

/** The example as text, one item per line. */
export function exampleText(api: ServedApi): string {
  return JSON.stringify(exampleOf(api.request) ?? {}, null, 2);
}

function typeOf(schema: Schema): string {
  if (typeof schema.type === 'string') {
    return schema.type;
  }
  return isObject(schema.properties) ? 'object' : '';
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  const properties = schema.properties;
  if (!isObject(properties)) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, Schema] =>
      isObject(entry[1])
    )
  );
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
