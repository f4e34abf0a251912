import type { FactValue } from './call.js';
import type { Severity } from './finding.js';

/** What a user says about one rule, or a pattern of rules (`identity/*`). */
export type RuleSetting = Severity | 'off';

/** How input is read; see `hualint formats`. */
export interface InputSettings {
  format?: string | undefined;
  encoding?: string | undefined;
  roles?: 'infer' | 'explicit' | undefined;
  speakers?: Readonly<Record<string, 'agent' | 'callee' | 'narration'>> | undefined;
  columns?: Readonly<Record<string, string>> | undefined;
}

/** Settings that hold for some files only. Later entries outrank earlier ones. */
interface PathSettings {
  files: readonly string[];
  rules?: Readonly<Record<string, RuleSetting>> | undefined;
  facts?: Readonly<Record<string, FactValue>> | undefined;
  input?: InputSettings | undefined;
}

/** `.hualint.yaml`. Paths and patterns are relative to the file that holds them. */
export interface Config {
  extends?: readonly string[] | undefined;
  /** Policy files, folders' patterns, or names of bundled policies; `bundled` stands for all of those. */
  policies?: readonly string[] | undefined;
  rules?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Settings that policies declare, such as the exceptions of the house. */
  settings?: Readonly<Record<string, FactValue>> | undefined;
  facts?: Readonly<Record<string, FactValue>> | undefined;
  input?: InputSettings | undefined;
  paths?: readonly PathSettings[] | undefined;
  ignore?: readonly string[] | undefined;
  failOn?: Severity | 'never' | undefined;
  maxWarnings?: number | undefined;
}
