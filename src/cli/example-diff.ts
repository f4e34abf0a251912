import type { ChalkInstance } from 'chalk';
import type { Call } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import { missOf, phraseOf } from '../run/miss.js';
import type { PlacedOutcome } from '../run/proof.js';

const speakers = { agent: '坐席', callee: '对方', narration: '旁白', unknown: '未知' } as const;

/**
 * An example, and what of it fired: `-` what should have and did not, `+` what should not have, unmarked what is
 * neither here nor there.
 */
export function exampleDiff(outcome: PlacedOutcome, chalk: ChalkInstance): string {
  const { rule, verdict, index, passed, place, findings, scenes } = outcome;
  const mark = passed ? chalk.green('✓') : chalk.red('✗');
  const missing = verdict === 'bad' && !passed;
  return [
    `${mark} ${rule.info.id}  ${verdict}[${index}]  ${chalk.dim(`${place.file}:${place.line}:${place.column}`)}`,
    ...scenes.flatMap(({ call }) => callLines(call).map((line) => `    ${line}`)),
    ...(missing ? missLines(outcome).map((line) => chalk.red(`  ${line}`)) : []),
    ...findings.map((finding) => firedLine(finding, outcome, chalk)),
    ...(passed && findings.length === 0 ? [chalk.dim('    什么也没报')] : []),
  ].join('\n');
}

function callLines({ turns, facts }: Call): string[] {
  const known = Object.entries(facts).map(([fact, value]) => `${fact}=${value}`);
  return [
    ...(known.length > 0 ? [`〔${known.join('，')}〕`] : []),
    ...turns.map(({ speaker, text }) => `${speakers[speaker]}：${text}`),
  ];
}

function missLines(outcome: PlacedOutcome): string[] {
  const { calledOff, unmet, opinion } = missOf(outcome);
  const reasons = [
    ...calledOff.map(({ quote, phrase, objection }) => `放过“${quote}”（短语 ${phrase}）：${objection}`),
    ...unmet.map(
      ({ fact, wanted, actual }) => `${fact} 要 ${JSON.stringify(wanted)}，实际 ${actual ?? '没有得知'}`,
    ),
    ...(opinion ? [`分类器 ${opinion.best.toFixed(2)}，要 ${opinion.needed.toFixed(2)}`] : []),
  ];
  const { kind } = outcome.rule.declaration;
  if (calledOff.length === 0 && unmet.length === 0 && kind === 'says') reasons.unshift('没有短语匹配');
  return [`- ${outcome.rule.info.id}  应当报出，没有报出`, ...reasons.map((reason) => `    ${reason}`)];
}

function firedLine(finding: Finding, { rule, verdict, trials }: PlacedOutcome, chalk: ChalkInstance): string {
  const what = `${finding.rule}  ${whereOf(finding)}${byOf(finding, phraseOf(finding, trials))}`;
  if (finding.rule !== rule.info.id) return chalk.dim(`    ${what}`);
  return verdict === 'good' ? chalk.green(`  + ${what}，不应报出`) : `    ${what}`;
}

function whereOf({ turn, quote }: Finding): string {
  return turn === null ? '整通' : `第 ${turn + 1} 句“${quote}”`;
}

function byOf({ by, confidence = 0, heard, because }: Finding, phrase: string | undefined): string {
  if (by === 'learned') return `，分类器，把握 ${Math.round(confidence * 100)}%`;
  if (by === 'phrase') return `，短语 ${phrase ?? '（无）'}${heard ? '（按读音）' : ''}`;
  const facts = because.map(({ fact, value }) => `${fact}=${value}`).join('，');
  return facts ? `，因为 ${facts}` : '';
}
