import type { Document } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import type { RuleInfo, Suppressed } from '../model/result.js';
import { fingerprint } from './fingerprint.js';
import { locator } from './locate.js';

/** A comment that sets aside the findings of a rule on the next line of speech. */
interface Directive {
  /** From 1, of the comment. */
  line: number;
  /** The line that it speaks of. */
  target: number;
  rule: string;
  reason: string;
  /** In the document's text. */
  start: number;
  end: number;
}

/** The formats in which people write comments. */
const commented = new Set(['text', 'markdown']);

const directive =
  /^[ \t]*(?:<!--|#|\/\/)[ \t]*hualint-disable-next-line[ \t]*([\w/*-]*)(?:[ \t]*--(?!>)[ \t]*(.*?))?[ \t]*(?:-->)?[ \t]*\r?$/gm;

export const suppressionRules: readonly RuleInfo[] = [
  {
    id: 'suppression/no-reason',
    title: '例外没有写理由',
    message: '例外要写明哪条规则和理由，没有写全的不起作用。',
    suggestion: 'hualint-disable-next-line 规则 -- 理由',
    severity: 'warning',
    basis: ['hualint：每个例外都要有理由，复核的人才知道为什么'],
    trial: false,
  },
  {
    id: 'suppression/unused',
    title: '例外没有用上',
    message: '下一行没有这条规则的发现，这个例外是多余的。',
    suggestion: '删去这行，或改正规则名。',
    severity: 'warning',
    basis: ['hualint：多余的例外会盖住以后的问题'],
    trial: false,
  },
];

/** Sets aside what the document's comments say, and reports comments that lack a reason or set nothing aside. */
export function suppress(
  findings: readonly Finding[],
  document: Document,
): { findings: Finding[]; suppressed: Suppressed[] } {
  if (!commented.has(document.format) || !document.text.includes('hualint-disable')) {
    return { findings: [...findings], suppressed: [] };
  }
  const directives = directivesIn(document);
  const valid = directives.filter(({ rule, reason }) => rule && reason);
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const used = new Set<Directive>();
  for (const finding of findings) {
    const by = valid.find((one) => one.target === finding.line && covers(one.rule, finding.rule));
    if (!by) kept.push(finding);
    else {
      used.add(by);
      suppressed.push({ finding, reason: by.reason, by: 'comment' });
    }
  }
  const complaints = directives.flatMap((one) => {
    if (!one.rule || !one.reason) return [complaint(one, document, suppressionRules[0] as RuleInfo)];
    return used.has(one) ? [] : [complaint(one, document, suppressionRules[1] as RuleInfo)];
  });
  return { findings: [...kept, ...complaints], suppressed };
}

function covers(pattern: string, rule: string): boolean {
  return pattern === rule || (pattern.endsWith('/*') && rule.startsWith(pattern.slice(0, -1)));
}

function directivesIn(document: Document): Directive[] {
  const lines = document.text.split('\n');
  const locate = locator(document);
  return Array.from(document.text.matchAll(directive), (match) => {
    const { line } = locate({ start: match.index, end: match.index });
    const next = lines.findIndex(
      (text, i) => i + document.firstLine > line && text.trim() !== '' && !isDirective(text),
    );
    return {
      line,
      target: next < 0 ? line + 1 : next + document.firstLine,
      rule: match[1] ?? '',
      reason: match[2] ?? '',
      start: match.index,
      end: match.index + match[0].trimEnd().length,
    };
  });
}

function isDirective(line: string): boolean {
  return line.includes('hualint-disable-next-line');
}

function complaint(one: Directive, document: Document, rule: RuleInfo): Finding {
  const words = document.text.slice(one.start, one.end).trim();
  const { id, severity, title, message, suggestion, basis } = rule;
  return {
    rule: id,
    severity,
    file: document.file,
    ...locator(document)({ start: one.start, end: one.end }),
    call: document.calls[0]?.id ?? document.file,
    turn: null,
    speaker: null,
    title,
    message,
    quote: words,
    text: words,
    suggestion,
    basis,
    fingerprint: fingerprint({ rule: id, file: document.file, call: '', words, nth: one.line }),
    by: 'fact',
    because: [],
  };
}
