import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemas } from '../../src/policy/json-schema.js';

test.each(Object.entries(jsonSchemas()))(
  'schema/%s.schema.json is what src/policy declares',
  (name, schema) => {
    const stored = readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8');
    expect(JSON.parse(stored), 'run: npm run build && node scripts/schemas.mjs').toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
  },
);
