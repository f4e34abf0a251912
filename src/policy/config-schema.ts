import { z } from 'zod';
import type { Config } from '../model/config.js';
import { factValueField } from '../rules/fields.js';
import { explainIssues, type SchemaIssue } from './issues.js';

const severity = z.enum(['error', 'warning', 'info']);
const rules = z.record(z.string(), z.enum(['error', 'warning', 'info', 'off'])).optional();
const facts = z.record(z.string(), factValueField(z)).optional();
const patterns = z.array(z.string().min(1)).min(1);

const input = z
  .strictObject({
    format: z.string().optional(),
    encoding: z.string().optional(),
    roles: z.enum(['infer', 'explicit']).optional(),
    speakers: z.record(z.string(), z.enum(['agent', 'callee', 'narration'])).optional(),
    columns: z.record(z.string(), z.string()).optional(),
  })
  .optional();

/** The schema of `.hualint.yaml`; also the source of the JSON Schema for editors. */
export const configSchema = z.strictObject({
  extends: patterns.optional(),
  policies: patterns.optional(),
  rules,
  settings: facts,
  facts,
  input,
  paths: z.array(z.strictObject({ files: patterns, rules, facts, input })).optional(),
  ignore: z.array(z.string().min(1)).optional(),
  failOn: z.union([severity, z.literal('never')]).optional(),
  maxWarnings: z.int().min(0).optional(),
});

/** The configuration, or what is wrong with it and where. An empty file is an empty configuration. */
export function validateConfig(data: unknown): { config?: Config; issues: SchemaIssue[] } {
  const parsed = configSchema.safeParse(data ?? {}, { reportInput: true });
  if (parsed.success) return { config: parsed.data, issues: [] };
  return { issues: explainIssues(parsed.error.issues) };
}
