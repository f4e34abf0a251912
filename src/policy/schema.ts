import { z } from 'zod';
import type { PolicyDeclaration } from '../model/policy.js';
import { factValueField, phrasesField, unlessField, whenField } from '../rules/fields.js';
import { kinds } from '../rules/index.js';
import type { Kind } from '../rules/kind.js';
import { explainIssues, type SchemaIssue } from './issues.js';

const speaker = z.enum(['agent', 'callee', 'narration', 'any']);
const phrases = phrasesField(z);
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, '名字只用小写字母、数字和连字符');

const example = z.union([
  z.string().min(1),
  z.strictObject({ call: z.record(z.string(), factValueField(z)).optional(), says: z.string().min(1) }),
  z.strictObject({ calls: z.array(z.record(z.string(), factValueField(z))).min(1) }),
]);

const shared = {
  title: z.string().min(1),
  message: z.string().min(1),
  suggestion: z.string().min(1),
  severity: z.enum(['error', 'warning', 'info']),
  basis: z.array(z.string().min(1)).min(1),
  status: z.literal('trial').optional(),
  points: z.number().min(0).max(100).optional(),
  veto: z.literal(true).optional(),
  when: whenField(z),
  except: whenField(z),
  bad: z.array(example).min(1),
  good: z.array(example).min(1),
};

const cue = z.strictObject({
  set: factValueField(z),
  speaker: speaker.optional(),
  says: phrases.optional(),
  unless: unlessField(z),
  reply: phrases.optional(),
  when: whenField(z),
  overrides: z.boolean().optional(),
});

const learnedFact = z.strictObject({
  set: factValueField(z),
  head: z.string(),
  threshold: z.number().min(0).max(1),
  speaker: speaker.optional(),
  when: whenField(z),
});

const fact = z.strictObject({
  title: z.string().min(1),
  cues: z.array(cue).optional(),
  learned: z.array(learnedFact).optional(),
});

const guard = z.strictObject({
  title: z.string().min(1),
  before: phrases.optional(),
  reach: z.int().min(0).max(30).optional(),
  after: phrases.optional(),
  clause: phrases.optional(),
  sentence: phrases.optional(),
  quoted: z.boolean().optional(),
  echo: z.boolean().optional(),
  unless: phrases.optional(),
});

function ruleOf(kind: Kind) {
  const literal = z.literal(kind.name);
  return z.strictObject({ ...shared, kind: literal, ...kind.fields(z) });
}

const [first, ...others] = kinds.map(ruleOf);

/** `kind: says` may be left out. */
const rule = z.preprocess(
  (value) => (isRecord(value) && !('kind' in value) ? { kind: 'says', ...value } : value),
  z.discriminatedUnion('kind', [first as ReturnType<typeof ruleOf>, ...others]),
);

/** The schema of a policy file; also the source of the JSON Schema for editors. */
export const policySchema = z.strictObject({
  policy: name,
  title: z.string().min(1),
  lists: z.record(z.string(), phrases).optional(),
  settings: z
    .record(z.string(), z.strictObject({ title: z.string().min(1), default: factValueField(z) }))
    .optional(),
  facts: z.record(z.string(), fact).optional(),
  guards: z.record(name, guard).optional(),
  rules: z.record(name, rule).optional(),
});

/** The declaration, or what is wrong with it and where. */
export function validatePolicy(data: unknown): { declaration?: PolicyDeclaration; issues: SchemaIssue[] } {
  const parsed = policySchema.safeParse(data, { reportInput: true });
  if (parsed.success) return { declaration: parsed.data as unknown as PolicyDeclaration, issues: [] };
  return { issues: explainIssues(parsed.error.issues) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
