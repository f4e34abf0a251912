import type { Speaker } from '../model/call.js';
import type { Severity, Voice } from '../model/finding.js';
import type { Summary } from '../model/result.js';
import type { Language } from './reporter.js';

export type ColumnKey =
  | 'severity'
  | 'rule'
  | 'title'
  | 'file'
  | 'line'
  | 'column'
  | 'place'
  | 'call'
  | 'turn'
  | 'speaker'
  | 'quote'
  | 'text'
  | 'before'
  | 'message'
  | 'suggestion'
  | 'basis'
  | 'because'
  | 'by'
  | 'confidence'
  | 'heard'
  | 'start'
  | 'end'
  | 'fingerprint'
  | 'penalty'
  | 'score';

/** The words a report itself uses, in one language. */
export interface Words {
  severity: Readonly<Record<Severity, string>>;
  speaker: Readonly<Record<Speaker, string>>;
  voice: Readonly<Record<Voice, string>>;
  verdict: Readonly<Record<'bad' | 'good', string>>;
  wholeCall: string;
  nearest: string;
  heard: string;
  trial: string;
  suppressed: string;
  unread: string;
  notice: string;
  listSeparator: string;
  confidence(value: number): string;
  /** Turns are shown from 1. */
  learntFrom(turn: number | null): string;
  headings: Readonly<Record<ColumnKey, string>>;
  totals: Readonly<Record<keyof Summary, string>>;
  sheets: Readonly<Record<'findings' | 'summary', string>>;
  veto: string;
  topRules: string;
  worstCalls: string;
  meanScore: string;
  /** A rule in the ranking: how often it was broken, and in how many calls. */
  broken(findings: number, calls: number): string;
  noProblems: string;
  more(count: number): string;
  found(summary: Summary): string;
  scope(summary: Summary): string;
  /** A report that holds only the first findings says so. */
  cut(kept: number, total: number, limit: string): string;
}

const zh: Words = {
  severity: { error: '错误', warning: '警告', info: '提示' },
  speaker: { agent: '坐席', callee: '对方', narration: '旁白', unknown: '未知' },
  voice: { fact: '通话事实', phrase: '话术规则', learned: '分类器' },
  verdict: { bad: '违规例句', good: '合规例句' },
  wholeCall: '整通',
  nearest: '近似',
  heard: '按读音匹配，字面不同',
  trial: '试行',
  suppressed: '已设例外',
  unread: '未能读取',
  notice: '注意',
  listSeparator: '；',
  confidence: (value) => `把握 ${percent(value)}`,
  learntFrom: (turn) => (turn === null ? '由通话信息或配置得知' : `由第 ${turn + 1} 句得知`),
  headings: {
    severity: '级别',
    rule: '规则',
    title: '名称',
    file: '文件',
    line: '行',
    column: '列',
    place: '位置',
    call: '通话',
    turn: '第几句',
    speaker: '说话人',
    quote: '原话',
    text: '整句',
    before: '上文',
    message: '说明',
    suggestion: '建议',
    basis: '依据',
    because: '前提',
    by: '判断',
    confidence: '把握',
    heard: '按读音',
    start: '开始（秒）',
    end: '结束（秒）',
    fingerprint: '指纹',
    penalty: '扣分',
    score: '通话得分',
  },
  totals: {
    files: '文件',
    judged: '检查完',
    calls: '通话',
    turns: '句',
    findings: '问题',
    errors: '错误',
    warnings: '警告',
    infos: '提示',
    suppressed: '已设例外',
    unread: '未能读取',
  },
  sheets: { findings: '问题', summary: '汇总' },
  veto: '一票否决',
  topRules: '最常违反的规则',
  worstCalls: '得分最低的通话',
  meanScore: '平均得分',
  broken: (findings, calls) => `${findings} 处，${calls} 通`,
  noProblems: '没有发现问题',
  more: (count) => `另有 ${count} 处未在此列出，见完整报告`,
  found: (s) =>
    s.findings === 0
      ? '没有发现问题'
      : `发现 ${s.findings} 处问题：错误 ${s.errors}，警告 ${s.warnings}，提示 ${s.infos}`,
  scope: (s) => {
    const aside = s.suppressed > 0 ? `；另有 ${s.suppressed} 处已设例外` : '';
    const unread = s.unread > 0 ? `；${s.unread} 个文件未能读取` : '';
    return `共 ${s.files} 个文件，${s.calls} 通，${s.turns} 句${aside}${unread}`;
  },
  cut: (kept, total, limit) => `${limit}：${total} 处中只写出前 ${kept} 处，其余见其他格式的报告`,
};

const en: Words = {
  severity: { error: 'error', warning: 'warning', info: 'info' },
  speaker: { agent: 'agent', callee: 'callee', narration: 'narration', unknown: 'unknown' },
  voice: { fact: 'facts of the call', phrase: 'phrase', learned: 'classifier' },
  verdict: { bad: 'bad example', good: 'good example' },
  wholeCall: 'whole call',
  nearest: 'nearest',
  heard: 'matched by sound, not by characters',
  trial: 'trial',
  suppressed: 'suppressed',
  unread: 'unread',
  notice: 'notice',
  listSeparator: '; ',
  confidence: (value) => `confidence ${percent(value)}`,
  learntFrom: (turn) => (turn === null ? 'from metadata or configuration' : `learnt from turn ${turn + 1}`),
  headings: {
    severity: 'severity',
    rule: 'rule',
    title: 'title',
    file: 'file',
    line: 'line',
    column: 'column',
    place: 'place',
    call: 'call',
    turn: 'turn',
    speaker: 'speaker',
    quote: 'quote',
    text: 'turn text',
    before: 'before',
    message: 'message',
    suggestion: 'suggestion',
    basis: 'basis',
    because: 'given',
    by: 'judged by',
    confidence: 'confidence',
    heard: 'by sound',
    start: 'start (s)',
    end: 'end (s)',
    fingerprint: 'fingerprint',
    penalty: 'points lost',
    score: 'score of the call',
  },
  totals: {
    files: 'files',
    judged: 'judged',
    calls: 'calls',
    turns: 'turns',
    findings: 'findings',
    errors: 'errors',
    warnings: 'warnings',
    infos: 'infos',
    suppressed: 'suppressed',
    unread: 'unread',
  },
  sheets: { findings: 'findings', summary: 'summary' },
  veto: 'veto',
  topRules: 'rules broken most often',
  worstCalls: 'calls with the lowest scores',
  meanScore: 'mean score',
  broken: (findings, calls) => `${counted(findings, 'problem')} in ${counted(calls, 'call')}`,
  noProblems: 'no problems found',
  more: (count) => `${count} more not listed here, see the full report`,
  found: (s) =>
    s.findings === 0
      ? 'no problems found'
      : `${counted(s.findings, 'problem')}: ${counted(s.errors, 'error')}, ${counted(s.warnings, 'warning')}, ${counted(s.infos, 'info')}`,
  scope: (s) => {
    const aside = s.suppressed > 0 ? `; ${s.suppressed} suppressed` : '';
    const unread = s.unread > 0 ? `; ${counted(s.unread, 'file')} unread` : '';
    return `${counted(s.files, 'file')}, ${counted(s.calls, 'call')}, ${counted(s.turns, 'turn')}${aside}${unread}`;
  },
  cut: (kept, total, limit) =>
    `${limit}: only the first ${kept} of ${total} are written here, see a report in another format`,
};

const languages: Readonly<Record<Language, Words>> = { zh, en };

export function wordsOf(lang: Language): Words {
  return languages[lang];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function percent(value: number): string {
  return `${Math.round(value * 100)}%`;
}
