// JSON Schema definitions (files named as arguments) to TypeScript interfaces, as one JSON object
// of texts on standard output. Called by generate_types.py.
import { readFileSync } from 'node:fs';

import { compile } from 'json-schema-to-typescript';

const BANNER =
  '// Generated from the pydantic schemas by scripts/generate_types.py. Do not edit.\n/* eslint-disable */';

function withoutFieldTitles(value, isDefinition) {
  if (Array.isArray(value)) {
    return value.map(item => withoutFieldTitles(item, false));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const kept = Object.entries(value).filter(
    ([name, inner]) => isDefinition || name !== 'title' || typeof inner !== 'string'
  );
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, withoutFieldTitles(inner, false)])
  );
}

async function emit(path) {
  const definitions = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, schema] of Object.entries(definitions)) {
    const { title, ...rest } = schema;
    definitions[name] = { title: name, ...withoutFieldTitles(rest, false) };
  }
  const text = await compile({ $defs: definitions, title: 'Everything' }, 'Everything', {
    additionalProperties: false,
    bannerComment: BANNER,
    enableConstEnums: false,
    style: JSON.parse(readFileSync('.prettierrc.json', 'utf8')),
    unreachableDefinitions: true
  });
  return text.replace(/export interface Everything \{\}\n?/, '');
}

const texts = {};
for (const path of process.argv.slice(2)) {
  texts[path] = await emit(path);
}
process.stdout.write(JSON.stringify(texts));
