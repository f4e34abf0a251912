import { z } from 'zod';
import type { PolicyDeclaration } from '../model/policy.js';
import { factValueField, phrasesField, whenField } from '../rules/fields.js';
import { kinds } from '../rules/index.js';
import type { Kind } from '../rules/kind.js';

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
  when: whenField(z),
  except: whenField(z),
  bad: z.array(example).min(1),
  good: z.array(example).min(1),
};

const cue = z.strictObject({
  set: factValueField(z),
  speaker: speaker.optional(),
  says: phrases,
  unless: phrases.optional(),
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
const policySchema = z.strictObject({
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

export interface SchemaIssue {
  path: (string | number)[];
  message: string;
  remedy?: string;
}

/** The declaration, or what is wrong with it and where. */
export function validatePolicy(data: unknown): { declaration?: PolicyDeclaration; issues: SchemaIssue[] } {
  const parsed = policySchema.safeParse(data);
  if (parsed.success) return { declaration: parsed.data as unknown as PolicyDeclaration, issues: [] };
  return { issues: parsed.error.issues.flatMap(explain) };
}

type ZodIssue = z.core.$ZodIssue;

function explain(issue: ZodIssue): SchemaIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `不认识的键“${key}”`,
        remedy: '删去它，或改成正确的键名',
      }));
    case 'invalid_type':
      return [
        {
          path,
          message: issue.input === undefined ? `缺少“${String(path.at(-1))}”` : `应为 ${issue.expected}`,
        },
      ];
    case 'invalid_value':
      return [{ path, message: `只能是：${issue.values.join('、')}` }];
    case 'invalid_union':
      return [
        {
          path,
          message: isNoMatch(issue) ? `不认识的“${String(path.at(-1))}”` : closest(issue),
          ...kindRemedy(issue),
        },
      ];
    case 'too_small':
      return [{ path, message: '不能为空' }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** The complaint of the branch that came nearest. */
function closest(issue: Extract<ZodIssue, { code: 'invalid_union' }>): string {
  const branches = [...issue.errors].sort((a, b) => a.length - b.length);
  const first = branches.flatMap((branch) => branch).find(({ code }) => code !== 'invalid_type');
  return first ? (explain(first as ZodIssue)[0] as SchemaIssue).message : '类型不对';
}

function kindRemedy(issue: Extract<ZodIssue, { code: 'invalid_union' }>): { remedy?: string } {
  return isNoMatch(issue) ? { remedy: `kind 可以是：${kinds.map((kind) => kind.name).join('、')}` } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A discriminated union that found no branch for the discriminator. */
function isNoMatch(issue: Extract<ZodIssue, { code: 'invalid_union' }>): boolean {
  return 'note' in issue;
}
