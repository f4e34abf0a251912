import type { Facts, FactValue } from '../model/call.js';

type FactKind = 'text' | 'number' | 'truth' | 'time' | 'callee' | 'numberKind';

/** The facts whose type the contract fixes; any other may be a string, a number or a truth value. */
const KINDS: Readonly<Record<string, FactKind>> = {
  callee: 'callee',
  informed: 'truth',
  verified: 'truth',
  debtorReachable: 'truth',
  answered: 'truth',
  overdueDays: 'number',
  time: 'time',
  promiseTime: 'time',
  debtorId: 'text',
  number: 'text',
  numberKind: 'numberKind',
};

const EXPECTED: Record<FactKind, string> = {
  text: '字符串',
  number: '数字',
  truth: 'true 或 false',
  time: '时间，如 2026-03-05 14:20:00',
  numberKind: ' "employer"、"home" 或 "mobile"（也可写 单位、住宅、手机）',
  callee: ' "debtor" 或 "third-party"（也可写 债务人、第三方）',
};

/** The value of a fact, or a description in Chinese of what was expected. */
export type FactReading = { value: FactValue } | { expected: string };

/** Reads a fact from typed data, such as JSON. */
export function readFact(name: string, raw: unknown): FactReading | undefined {
  if (raw === null || raw === undefined || raw === '') return undefined;
  const kind = kindOf(name);
  if (kind === undefined) return isFactValue(raw) ? { value: raw } : undefined;
  const value = READERS[kind](raw);
  return value === undefined ? { expected: EXPECTED[kind] } : { value };
}

/** Reads a fact from a cell or a setting, where all values are text. */
export function readFactText(name: string, raw: string): FactReading | undefined {
  const kind = kindOf(name);
  const text = raw.trim();
  if (kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(text)) return { value: Number(text) };
  if (kind === 'truth' && TRUTH.has(text.toLowerCase()))
    return { value: TRUTH.get(text.toLowerCase()) as boolean };
  return readFact(name, text);
}

function kindOf(name: string): FactKind | undefined {
  return Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
}

const READERS: Readonly<Record<FactKind, (raw: unknown) => FactValue | undefined>> = {
  text: (raw) => (typeof raw === 'string' || typeof raw === 'number' ? String(raw) : undefined),
  number: (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined),
  truth: (raw) => (typeof raw === 'boolean' ? raw : undefined),
  time: (raw) => (typeof raw === 'string' ? timeFact(raw) : undefined),
  callee: (raw) => oneOf(CALLEES, raw),
  numberKind: (raw) => oneOf(NUMBER_KINDS, raw),
};

const CALLEES: readonly [value: string, names: RegExp][] = [
  ['debtor', /^(?:debtor|cardholder|本人|债务人|持卡人|卡员|借款人|欠款人|客户本人)$/i],
  [
    'third-party',
    /^(?:third[-_ ]?party|第三[方人者]|亲属|家属|家人|亲戚|父母|配偶|联系人|朋友|同事|单位|前台)$/i,
  ],
];

const NUMBER_KINDS: readonly [value: string, names: RegExp][] = [
  ['employer', /^(?:employer|office|单位|公司|单位电话|公司电话)$/i],
  ['home', /^(?:home|住宅|家庭|家里|住宅电话|家庭电话|家固|固话)$/i],
  ['mobile', /^(?:mobile|手机|移动电话|手机号码?)$/i],
];

function oneOf(values: readonly [value: string, names: RegExp][], raw: unknown): string | undefined {
  return typeof raw === 'string' ? values.find(([, names]) => names.test(raw))?.[0] : undefined;
}

const TRUTH = new Map([
  ...['true', '1', 'yes', 'y', '是', '有', '已接通', '接通'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'n', '否', '无', '未接通'].map((word) => [word, false] as const),
]);

function isFactValue(raw: unknown): raw is FactValue {
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
}

/** A moment as platforms write it, `2019-11-25 15:37:16`, in ISO 8601; without a zone it is China's. */
export function timeFact(text: string): string {
  const match = text
    .trim()
    .match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/);
  if (!match) return text.trim();
  const [year, month, day, hour, minute, second = '00'] = match
    .slice(1)
    .map((part) => part?.padStart(2, '0'));
  return `${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`;
}

/** Later facts win. */
export function mergeFacts(...sources: readonly (Facts | undefined)[]): Facts {
  return Object.assign({}, ...sources);
}
