import type { z } from 'zod';
import { kinds } from '../rules/index.js';

/** A mistake in a file, by its path in the data. */
export interface SchemaIssue {
  path: (string | number)[];
  message: string;
  remedy?: string;
}

type ZodIssue = z.core.$ZodIssue;

/** Says each mistake in the user's language, with its place and a remedy. */
export function explainIssues(issues: readonly ZodIssue[]): SchemaIssue[] {
  return issues.flatMap(explain);
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', '文字'],
  ['number', '数字'],
  ['int', '整数'],
  ['boolean', ' true 或 false'],
  ['array', '列表'],
  ['object', '一组键和值'],
  ['record', '一组键和值'],
]);

function explain(issue: ZodIssue): SchemaIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `不认识的键“${key.slice(0, 60)}”`,
        remedy: '删去它，或改成正确的键名',
      }));
    case 'invalid_type':
      return [
        {
          path,
          message:
            issue.input === undefined
              ? `缺少“${String(path.at(-1))}”`
              : `应为${typeNames.get(issue.expected) ?? issue.expected}`,
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
  const first = branches.flat().find(({ code }) => code !== 'invalid_type');
  return first ? (explain(first as ZodIssue)[0] as SchemaIssue).message : '类型不对';
}

function kindRemedy(issue: Extract<ZodIssue, { code: 'invalid_union' }>): { remedy?: string } {
  return isNoMatch(issue) ? { remedy: `kind 可以是：${kinds.map((kind) => kind.name).join('、')}` } : {};
}

/** A discriminated union that found no branch for the discriminator. */
function isNoMatch(issue: Extract<ZodIssue, { code: 'invalid_union' }>): boolean {
  return 'note' in issue;
}
