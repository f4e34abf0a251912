import { z } from 'zod';
import { configSchema } from './config-schema.js';
import { policySchema } from './schema.js';

/** The JSON Schemas of the files that users write, for editors. */
export function jsonSchemas(): { config: object; policy: object } {
  const options = { io: 'input', unrepresentable: 'any' } as const;
  return { config: z.toJSONSchema(configSchema, options), policy: z.toJSONSchema(policySchema, options) };
}
