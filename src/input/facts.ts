import type { Facts, FactValue } from '../model/call.js';

type FactKind = 'text' | 'number' | 'truth' | 'callee';

/** The facts whose type the contract fixes; any other may be a string, a number or a truth value. */
const KINDS: Readonly<Record<string, FactKind>> = {
  callee: 'callee',
  informed: 'truth',
  verified: 'truth',
  debtorReachable: 'truth',
  answered: 'truth',
  overdueDays: 'number',
  time: 'text',
  debtorId: 'text',
  number: 'text',
};

const EXPECTED: Record<FactKind, string> = {
  text: '字符串',
  number: '数字',
  truth: 'true 或 false',
  callee: ' "debtor" 或 "third-party"（也可写 债务人、第三方）',
};

/** The value of a fact, or a description in Chinese of what was expected. */
export type FactReading = { value: FactValue } | { expected: string };

/** Reads a fact from typed data, such as JSON. */
export function readFact(name: string, raw: unknown): FactReading | undefined {
  if (raw === null || raw === undefined || raw === '') return undefined;
  const kind = KINDS[name];
  if (kind === undefined) return isFactValue(raw) ? { value: raw } : undefined;
  const value = kind === 'callee' ? readCallee(raw) : raw;
  return value !== undefined && fits(kind, value) ? { value } : { expected: EXPECTED[kind] };
}

/** Reads a fact from a cell or a setting, where all values are text. */
export function readFactText(name: string, raw: string): FactReading | undefined {
  const kind = KINDS[name];
  const text = raw.trim();
  if (kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return { value: Number(text) };
  if (kind === 'truth' && TRUTH.has(text.toLowerCase()))
    return { value: TRUTH.get(text.toLowerCase()) as boolean };
  return readFact(name, text);
}

const TRUTH = new Map([
  ...['true', '1', 'yes', 'y', '是', '有', '已接通', '接通'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'n', '否', '无', '未接通'].map((word) => [word, false] as const),
]);

function readCallee(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  if (/^(?:debtor|cardholder|本人|债务人|持卡人|卡员|借款人|欠款人|客户本人)$/i.test(raw)) return 'debtor';
  if (
    /^(?:third[-_ ]?party|第三[方人者]|亲属|家属|家人|亲戚|父母|配偶|联系人|朋友|同事|单位|前台)$/i.test(raw)
  )
    return 'third-party';
  return undefined;
}

function fits(kind: FactKind, value: unknown): value is FactValue {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (kind === 'truth') return typeof value === 'boolean';
  return typeof value === 'string';
}

function isFactValue(raw: unknown): raw is FactValue {
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
}

/** Later facts win. */
export function mergeFacts(...sources: readonly (Facts | undefined)[]): Facts {
  return Object.assign({}, ...sources);
}
