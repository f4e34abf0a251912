import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { readDocument } from '../input/index.js';
import type { Classifier } from '../lint/classifier.js';
import { lint } from '../lint/lint.js';
import { overrideSeverities } from '../lint/overrides.js';
import { suppress } from '../lint/suppress.js';
import type { Finding } from '../model/finding.js';
import { type Problem, ProblemError } from '../model/problem.js';
import { advise } from '../policy/advice/index.js';
import { compilePolicies, type PlacedPhrase } from '../policy/compile.js';
import { loadPolicy } from '../policy/load.js';
import type { RuleSet } from '../rules/rule.js';
import type { FileSettings } from '../run/config.js';
import { foundations } from '../run/foundations.js';

/** What the server knows of an open file: its diagnostics, and the findings behind them, in the same order. */
export interface Diagnosed {
  diagnostics: Diagnostic[];
  findings: Finding[];
}

export interface Judge {
  rules: RuleSet;
  classifier?: Classifier | undefined;
  settings: FileSettings;
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** Judges the text of a script or transcript, as `hualint check` would judge the saved file. */
export function diagnoseScript(
  file: string,
  text: string,
  { rules, classifier, settings }: Judge,
): Diagnosed {
  try {
    const document = readDocument(file, new TextEncoder().encode(text), {
      ...withoutUndefined(settings.input),
      encoding: 'utf-8',
      facts: settings.facts,
    });
    const found = overrideSeverities(lint(document, rules, classifier), settings.rules);
    const { findings } = suppress(found, document);
    return { diagnostics: findings.map(diagnosticOf), findings };
  } catch (error) {
    return { diagnostics: problemsOf(error).map(diagnosticOfProblem), findings: [] };
  }
}

/** Checks the text of a policy file with the same messages as `hualint test --lint`. */
export function diagnosePolicy(file: string, text: string): Diagnosed {
  try {
    const policy = loadPolicy(file, text);
    const placed: PlacedPhrase[] = [];
    const policies = [...foundations([policy.declaration.policy]), policy];
    compilePolicies(policies, { checkAll: true, seen: (one) => placed.push(one) });
    const advice = advise([policy], placed).map((problem) => ({
      ...diagnosticOfProblem(problem),
      severity: DiagnosticSeverity.Warning,
    }));
    return { diagnostics: advice, findings: [] };
  } catch (error) {
    return { diagnostics: problemsOf(error).map(diagnosticOfProblem), findings: [] };
  }
}

/** Whether a YAML text is a policy; other YAML files are none of our business. */
export function isPolicy(text: string): boolean {
  return /^policy:/m.test(text);
}

function diagnosticOf(finding: Finding): Diagnostic {
  return {
    range: {
      start: { line: finding.line - 1, character: finding.column - 1 },
      end: { line: finding.endLine - 1, character: finding.endColumn - 1 },
    },
    severity: severities[finding.severity],
    source: 'hualint',
    code: finding.rule,
    message: `${finding.title}：${finding.message}`,
    data: { fingerprint: finding.fingerprint },
  };
}

function diagnosticOfProblem({ line = 1, column = 1, message, remedy }: Problem): Diagnostic {
  const start = { line: line - 1, character: column - 1 };
  return {
    range: { start, end: { line: start.line, character: start.character + 1 } },
    severity: DiagnosticSeverity.Error,
    source: 'hualint',
    message: remedy ? `${message}（${remedy}）` : message,
  };
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError) return error.problems;
  throw error;
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
