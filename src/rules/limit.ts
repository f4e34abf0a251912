import type { Facts } from '../model/call.js';
import type { Reason } from '../model/finding.js';
import type { RuleDeclaration } from '../model/policy.js';
import { dayOf, minuteOfDay, timeOf } from './call-time.js';
import type { BatchVerdict, CallRecord, Kind } from './kind.js';
import { holds } from './when.js';

/** What a rule says of the metadata; exactly one of these. */
interface LimitDeclaration extends RuleDeclaration {
  /** The call must begin within these hours, in China: `8:00-22:00`. */
  hours?: string;
  /** What must be recorded. */
  fields?: readonly string[];
  /** At most so many calls with the same values of these facts; `day` is the day of the call. */
  count?: { per: readonly string[]; max: number };
  /** Of the calls with the same values of `per`, the part with each value of a fact, in percent: `70..80`. */
  share?: {
    of: string;
    per?: readonly string[] | undefined;
    parts: Readonly<Record<string, string>>;
    atLeast: number;
  };
  /** After the time that this fact names, a call with the same values of `per` must follow in so many minutes. */
  followUp?: { time: string; per: readonly string[]; within: number };
}

type Judge = (records: readonly Numbered[], unjudged: Map<string, number>) => BatchVerdict['hits'];

interface Numbered {
  record: number;
  facts: Facts;
}

/** Limits over metadata: of one call, or of many together. */
export const limit: Kind = {
  name: 'limit',
  title: '限度：看元数据，单通或成批（时段、次数、比例、回访、必填项）',
  fields: (z) => {
    const names = z.array(z.string().min(1)).min(1);
    const range = z.string().regex(/^\d*\.\.\d*$/, '百分比范围写作 70..80');
    return {
      hours: z
        .string()
        .regex(/^\d{1,2}:\d{2}-\d{1,2}:\d{2}$/, '时段写作 8:00-22:00')
        .optional(),
      fields: names.optional(),
      count: z.strictObject({ per: names, max: z.int().min(0) }).optional(),
      share: z
        .strictObject({
          of: z.string(),
          per: names.optional(),
          parts: z.record(z.string(), range),
          atLeast: z.int().positive(),
        })
        .optional(),
      followUp: z.strictObject({ time: z.string(), per: names, within: z.number().positive() }).optional(),
    };
  },
  compile: () => () => [],
  compileBatch: (given, compiler) => {
    const declaration = given as LimitDeclaration;
    const judge = judgeOf(declaration);
    if (!judge) {
      const message = 'limit 规则要有且只有 hours、fields、count、share、followUp 中的一个';
      compiler.report(message, compiler.at);
      return () => ({ hits: [], unjudged: new Map() });
    }
    return (records) => check(declaration, judge, records);
  },
  batchFacts: (given) => {
    const { when, except, fields = [], count, share, followUp } = given as LimitDeclaration;
    return [
      'time',
      ...Object.keys({ ...when, ...except }),
      ...fields,
      ...(count?.per ?? []),
      ...(share ? [share.of, ...(share.per ?? [])] : []),
      ...(followUp ? [followUp.time, ...followUp.per] : []),
    ];
  },
};

function judgeOf({ hours, fields, count, share, followUp }: LimitDeclaration): Judge | undefined {
  const judges = [
    hours !== undefined && withinHours(hours),
    fields && withFields(fields),
    count && atMost(count),
    share && inShares(share),
    followUp && followedUp(followUp),
  ].filter((judge) => judge !== false && judge !== undefined);
  return judges.length === 1 ? judges[0] : undefined;
}

/** A call of which it is not known whether the rule applies counts as one that lacks the fact. */
function check(
  { when, except }: LimitDeclaration,
  judge: Judge,
  records: readonly CallRecord[],
): BatchVerdict {
  const unjudged = new Map<string, number>();
  const applying = records.flatMap(({ facts }, record): Numbered[] => {
    const state = new Map(Object.entries(facts).map(([name, value]) => [name, { value, turn: null }]));
    const lacking = Object.keys(when ?? {}).filter((name) => facts[name] === undefined);
    if (lacking.length > 0 && !holds(when, state)) {
      const others = Object.fromEntries(
        Object.entries(when ?? {}).filter(([name]) => !lacking.includes(name)),
      );
      if (holds(others, state)) for (const name of lacking) add(unjudged, name);
      return [];
    }
    return holds(when, state) && !(except && holds(except, state)) ? [{ record, facts }] : [];
  });
  return { hits: judge(applying, unjudged), unjudged };
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function withinHours(hours: string): Judge {
  const [from, to] = hours.split('-').map(minutesOf) as [number, number];
  return (records, unjudged) =>
    records.flatMap(({ record, facts }) => {
      const time = timeOf(facts);
      if (!time) add(unjudged, 'time');
      if (!time || (minuteOfDay(time) >= from && minuteOfDay(time) < to)) return [];
      return [{ record, because: reasonsFor(facts, ['time']) }];
    });
}

function minutesOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number) as [number, number];
  return hour * 60 + minute;
}

function withFields(fields: readonly string[]): Judge {
  return (records) =>
    records
      .filter(({ facts }) => fields.some((name) => facts[name] === undefined))
      .map(({ record, facts }) => ({ record, because: reasonsFor(facts, fields) }));
}

/** The first call beyond the limit is reported, once a group. */
function atMost({ per, max }: NonNullable<LimitDeclaration['count']>): Judge {
  return (records, unjudged) =>
    groups(records, per, unjudged).flatMap((group) => {
      const beyond = byTime(group)[max];
      return beyond ? [{ record: beyond.record, because: reasonsFor(beyond.facts, [...per, 'time']) }] : [];
    });
}

function inShares({ of, per = [], parts, atLeast }: NonNullable<LimitDeclaration['share']>): Judge {
  const fits = (group: readonly Numbered[]) =>
    Object.entries(parts).every(([value, range]) => {
      const part = (100 * group.filter(({ facts }) => facts[of] === value).length) / group.length;
      return holds({ part: range }, new Map([['part', { value: part, turn: null }]]));
    });
  return (records, unjudged) =>
    groups(records, [...per, of], unjudged, per).flatMap((group) => {
      const last = group[group.length - 1];
      if (!last || group.length < atLeast || fits(group)) return [];
      return [{ record: last.record, because: reasonsFor(last.facts, [...per, of]) }];
    });
}

/** A promise whose time, with the minutes allowed, lies after the last call of the batch cannot be judged yet. */
function followedUp({ time, per, within }: NonNullable<LimitDeclaration['followUp']>): Judge {
  return (records, unjudged) => {
    const batchEnd = Math.max(
      ...records.map(({ facts }) => timeOf(facts)?.getTime() ?? Number.NaN).filter(Number.isFinite),
    );
    return groups(records, per, unjudged).flatMap((group) =>
      group.flatMap(({ record, facts }) => {
        const promised = timeOf(facts, time)?.getTime();
        if (promised === undefined) return [];
        const until = promised + within * 60_000;
        if (until > batchEnd) {
          add(unjudged, '约定时间之后的通话');
          return [];
        }
        const followed = group.some((other) => {
          const at = timeOf(other.facts)?.getTime();
          return at !== undefined && at >= promised && at <= until;
        });
        return followed ? [] : [{ record, because: reasonsFor(facts, [...per, time]) }];
      }),
    );
  };
}

/** Calls with the same values of some facts together. A call that lacks one of `needed` is not judged. */
function groups(
  records: readonly Numbered[],
  needed: readonly string[],
  unjudged: Map<string, number>,
  by: readonly string[] = needed,
): Numbered[][] {
  const found = new Map<string, Numbered[]>();
  for (const one of records) {
    const lacking = needed.filter((name) => factOf(one.facts, name) === undefined);
    for (const name of lacking) add(unjudged, name === 'day' ? 'time' : name);
    if (lacking.length > 0) continue;
    const key = JSON.stringify(by.map((name) => factOf(one.facts, name)));
    const group = found.get(key);
    if (group) group.push(one);
    else found.set(key, [one]);
  }
  return [...found.values()];
}

function factOf(facts: Facts, name: string): Facts[string] | undefined {
  if (name !== 'day') return facts[name];
  const time = timeOf(facts);
  return time && dayOf(time);
}

function byTime(group: readonly Numbered[]): Numbered[] {
  const at = ({ facts }: Numbered) => timeOf(facts)?.getTime() ?? 0;
  return [...group].sort((a, b) => at(a) - at(b) || a.record - b.record);
}

function reasonsFor(facts: Facts, names: readonly string[]): Reason[] {
  return names.flatMap((fact) => {
    const value = factOf(facts, fact);
    return value === undefined ? [] : [{ fact, value, turn: null }];
  });
}
