import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';
import type { Span } from '../model/call.js';
import { once } from './once.js';

/**
 * The way out where the phrase language does not suffice: `regex:我.{0,3}是`, in the syntax of RE2 (no lookaround, no
 * back references), searched for in each normalised sentence. Time is linear in the sentence, whatever the expression.
 * Nothing is known of what it requires, so that it is tried in every sentence.
 */
export type Regex = RE2JS;

/** A mistake in an expression; the message is for the user. */
export class RegexError extends Error {}

const prefix = 'regex:';
const maxLength = 500;
/** Of the compiled expression; counted repetitions multiply it. */
const maxSteps = 4_000;

const engine = once(() => createRequire(import.meta.url)('re2js') as typeof import('re2js'));

export function isRegex(source: string): boolean {
  return source.trimStart().startsWith(prefix);
}

/** Compiles a phrase that `isRegex`. Throws a RegexError. */
export function compileRegex(source: string): Regex {
  const expression = source.trim().slice(prefix.length).trim();
  if (expression === '') throw new RegexError('regex: 后面是空的');
  if (expression.length > maxLength) throw new RegexError(`正则表达式太长，最多 ${maxLength} 个字`);
  const regex = parsed(expression);
  if (regex.programSize() > maxSteps)
    throw new RegexError(`正则表达式展开后太大（超过 ${maxSteps} 步），请减少重复次数`);
  return regex;
}

function parsed(expression: string): Regex {
  try {
    return engine().RE2JS.compile(expression);
  } catch (error) {
    throw new RegexError(`正则表达式写错了：${(error as Error).message}；用 RE2 语法，没有环视和反向引用`);
  }
}

/** All matches that are not empty, leftmost first, without overlap. */
export function findRegexMatches(regex: Regex, text: string): Span[] {
  const found: Span[] = [];
  const matcher = regex.matcher(text);
  while (matcher.find()) {
    const span = { start: matcher.start(), end: matcher.end() };
    if (span.end > span.start) found.push(span);
  }
  return found;
}
