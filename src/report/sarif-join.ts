import type { Log, Notification, ReportingDescriptor, Run, Result as SarifResult } from 'sarif';
import type { Shard } from '../model/result.js';
import { artifactLocation } from './sarif-location.js';
import { visibleJson } from './visible.js';

const LEVELS = ['error', 'warning', 'note', 'none'];

/** What a part of a run has put into its log. */
export function shardOf(log: Log): Shard | undefined {
  return log.runs[0]?.properties?.shard as Shard | undefined;
}

/**
 * The logs of several runs, each of one run, as the log of one: the worst first, then by the place of the file among
 * all files where the logs are parts of one run. `batch` is the log of what the rules over many calls have found.
 */
export function joinSarif(logs: readonly Log[], batch?: Log): string {
  const all = batch ? [...logs, batch] : logs;
  const placed = all.flatMap((log, at) => partsOf(log, at, log === batch));
  const first = all[0]?.runs[0] as Run;
  const invocation = {
    executionSuccessful: all.every((log) => log.runs[0]?.invocations?.[0]?.executionSuccessful !== false),
    toolExecutionNotifications: inOrder(placed.flatMap(({ notifications }) => notifications)),
  };
  const { properties: _, ...run } = first;
  const rules = [...new Map(all.flatMap(rulesOf).map((rule) => [rule.id, rule])).values()];
  const results = inOrder(placed.flatMap(({ results }) => results)).map((result) => ({
    ...result,
    ruleIndex: rules.findIndex(({ id }) => id === result.ruleId),
  }));
  const tool = { ...run.tool, driver: { ...run.tool.driver, rules } };
  const joined: Run = { ...run, tool, invocations: [invocation], results: evenlySuppressed(results) };
  return `${visibleJson({ ...all[0], runs: [joined] }, 2)}\n`;
}

function rulesOf(log: Log): ReportingDescriptor[] {
  return log.runs[0]?.tool.driver.rules ?? [];
}

interface Placed<T> {
  item: T;
  level: number;
  place: number;
}

function inOrder<T>(items: readonly Placed<T>[]): T[] {
  return [...items].sort((a, b) => a.level - b.level || a.place - b.place).map(({ item }) => item);
}

function partsOf(log: Log, at: number, isBatch: boolean) {
  const run = log.runs[0] as Run;
  const placeOf = placesIn(log, isBatch ? Number.POSITIVE_INFINITY : at);
  return {
    results: (run.results ?? []).map(
      (item): Placed<SarifResult> => ({
        item,
        level: isSuppressed(item) ? LEVELS.length : LEVELS.indexOf(item.level ?? 'warning'),
        place: placeOf.file(item.locations?.[0]?.physicalLocation?.artifactLocation?.uri),
      }),
    ),
    notifications: (run.invocations?.[0]?.toolExecutionNotifications ?? []).map(
      (item): Placed<Notification> => ({
        item,
        level: LEVELS.indexOf(item.level ?? 'warning'),
        place: item.level === 'note' ? placeOf.nextNotice() : placeOf.file(uriOf(item)),
      }),
    ),
  };
}

function uriOf(notification: Notification): string | undefined {
  return notification.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}

/** The places of a part's files; a log that is no part has one place as a whole. */
function placesIn(log: Log, whole: number) {
  const shard = shardOf(log);
  if (!shard) return { file: () => whole, nextNotice: () => whole };
  const byUri = new Map(shard.files.map(({ file, at }) => [artifactLocation(file).uri, at]));
  const notices = shard.files.flatMap(({ notices, at }) => notices.map(() => at)).values();
  return {
    file: (uri: string | undefined) => byUri.get(uri) ?? whole,
    nextNotice: () => notices.next().value ?? whole,
  };
}

function isSuppressed({ suppressions }: SarifResult): boolean {
  return suppressions !== undefined && suppressions.length > 0;
}

/** The standard wants `suppressions` on all results of a run or on none. */
function evenlySuppressed(results: readonly SarifResult[]): SarifResult[] {
  if (!results.some(isSuppressed)) return [...results];
  return results.map((result) => ({ ...result, suppressions: result.suppressions ?? [] }));
}
