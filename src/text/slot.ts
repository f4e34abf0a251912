/**
 * Slots: amounts, numbers, durations and dates inside a phrase, with a comparison.
 *
 *     {金额} {金额>=5000} {数字} {时长>2天} {日期>2天} {名字} {姓氏} {原话}
 *
 * Amounts are in yuan. Durations count in days. A date compares by the days between the call and the latest
 * day that the words allow; where the call's time is unknown, only expressions that need none are compared.
 * A name is one that the other side has just used, or the full name behind a surname with a title; an echo
 * is any word or two that the other side has just said.
 */
export interface Slot {
  type: 'amount' | 'number' | 'duration' | 'date' | 'name' | 'surname' | 'echo';
  compare?: { op: '>' | '>=' | '<' | '<='; value: number };
}

const types: ReadonlyMap<string, Slot['type']> = new Map([
  ['金额', 'amount'],
  ['数字', 'number'],
  ['时长', 'duration'],
  ['日期', 'date'],
  ['名字', 'name'],
  ['姓氏', 'surname'],
  ['原话', 'echo'],
]);

const units: ReadonlyMap<string, number> = new Map([
  ['元', 1],
  ['块', 1],
  ['万', 10_000],
  ['小时', 1 / 24],
  ['天', 1],
  ['周', 7],
  ['个月', 30],
  ['月', 30],
]);

/** Parses what stands between the braces. Throws an Error that says what is wrong. */
export function parseSlot(source: string): Slot {
  const parts = /^([^<>=\s]+)\s*(?:(>=|<=|>|<)\s*(\d+(?:\.\d+)?)\s*(\S*))?$/.exec(source);
  const type = parts && types.get(parts[1] as string);
  if (!type) throw new Error(`不认识的空位“{${source}}”，可用：${[...types.keys()].join('、')}`);
  if (!parts[2]) return { type };
  const unit = parts[4] ? units.get(parts[4]) : 1;
  if (unit === undefined) throw new Error(`不认识的单位“${parts[4]}”，可用：${[...units.keys()].join('、')}`);
  return { type, compare: { op: parts[2] as '>', value: Number(parts[3]) * unit } };
}

/** Whether every value that the narrower slot takes is one that the wider slot takes. */
export function includes(wider: Slot, narrower: Slot): boolean {
  if (wider.type !== narrower.type) return false;
  const [wide, narrow] = [wider.compare, narrower.compare];
  if (!wide) return true;
  if (!narrow || wide.op[0] !== narrow.op[0]) return false;
  if (wide.value === narrow.value) return wide.op.endsWith('=') || !narrow.op.endsWith('=');
  return wide.op[0] === '>' ? narrow.value > wide.value : narrow.value < wide.value;
}

/** Whether a value, in the slot's unit, satisfies its comparison. */
export function satisfies(slot: Slot, value: number): boolean {
  if (!slot.compare) return true;
  const { op, value: bound } = slot.compare;
  switch (op) {
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
  }
}
