import type { FactValue, Speaker } from './call.js';
import type { Severity } from './finding.js';

/**
 * What a fact must be. A value; one of several; `{not: …}`; or a range of numbers such as `1..5`, `6..`.
 * The value `unknown` stands for a fact that nobody has established.
 */
export type FactTest = FactValue | readonly FactValue[] | { not: FactValue | readonly FactValue[] };

export type When = Readonly<Record<string, FactTest>>;

/** Phrases that call a match off, by how near they stand to it. */
export interface Unless {
  clause?: readonly string[] | undefined;
  sentence?: readonly string[] | undefined;
  turn?: readonly string[] | undefined;
  /** In what the other side said just before. */
  reply?: readonly string[] | undefined;
}

/** A guard that every rule has unless it says otherwise: it calls off matches that do not mean what they say. */
export interface GuardDeclaration {
  title: string;
  /** The phrase ends before the match, in the same clause and at most `reach` characters (default 6) away. */
  before?: readonly string[] | undefined;
  reach?: number | undefined;
  /** The phrase begins after the match, in the same clause. */
  after?: readonly string[] | undefined;
  /** The phrase stands anywhere in the clause, or sentence, of the match. */
  clause?: readonly string[] | undefined;
  sentence?: readonly string[] | undefined;
  /** The match lies inside quotation marks. */
  quoted?: boolean | undefined;
  /** The match stands in a question that takes up words of the question that the other side has just asked. */
  echo?: boolean | undefined;
  /** Calls off the guard itself. */
  unless?: readonly string[] | undefined;
}

/** What a speaker says that establishes a fact from that turn on. */
export interface CueDeclaration {
  set: FactValue;
  speaker?: Speaker | 'any' | undefined;
  /** Without phrases the cue holds as soon as `when` does: a fact that follows from other facts. */
  says?: readonly string[] | undefined;
  /** A list stands for phrases in the same sentence. */
  unless?: Unless | readonly string[] | undefined;
  /** What the other side must have said just before. */
  reply?: readonly string[] | undefined;
  when?: When | undefined;
  /** Also replaces what the metadata says (the phone was handed over). */
  overrides?: boolean | undefined;
}

export interface FactDeclaration {
  title: string;
  cues?: readonly CueDeclaration[] | undefined;
  /** The heads of the classifier that establish the fact where no cue does, each with its value. */
  learned?: readonly LearnedFact[] | undefined;
}

export interface LearnedFact {
  set: FactValue;
  head: string;
  threshold: number;
  speaker?: Speaker | undefined;
  when?: When | undefined;
}

/** The classifier's part in a rule. */
export interface Learned {
  /** At or above it a finding has the rule's own severity; by default where cross-validation reached its precision. */
  threshold?: number | undefined;
  /** From here up to the threshold a finding is `info`: worth a listen. Never below what the call as a whole asks for. */
  listen?: number | undefined;
  /** What the agent says in the same utterance, and the classifier is not believed. */
  unless?: readonly string[] | undefined;
  /** The head of the classifier; by default the rule's id. */
  head?: string | undefined;
}

/** `bad` and `good` examples: a single utterance of the agent, or an exchange with speaker labels, a line a turn. */
export type ExampleDeclaration =
  | string
  | { call?: Readonly<Record<string, FactValue>> | undefined; says: string }
  /** For rules over the metadata of many calls: the metadata of each. */
  | { calls: readonly Readonly<Record<string, FactValue>>[] };

/** What a user may decide; known as a fact of that name from the start of every call. */
export interface SettingDeclaration {
  title: string;
  default: FactValue;
}

export interface Where {
  /** Only among the first or last turns of the speaker. */
  first?: number | undefined;
  last?: number | undefined;
  /** Only after, or before, somebody has said one of these. */
  after?: readonly string[] | undefined;
  before?: readonly string[] | undefined;
  /** … and at most so many turns away. */
  within?: number | undefined;
}

/** What all kinds of rule share. */
export interface RuleDeclaration {
  kind: string;
  title: string;
  message: string;
  suggestion: string;
  severity: Severity;
  basis: readonly string[];
  status?: 'trial' | undefined;
  /** What a call loses of its 100 points; by the severity without it. */
  points?: number | undefined;
  /** One finding takes all points of a call (一票否决). */
  veto?: true | undefined;
  when?: When | undefined;
  /** Where all of this holds, the rule is silent: the place for a setting that allows what the rule forbids. */
  except?: When | undefined;
  bad: readonly ExampleDeclaration[];
  good: readonly ExampleDeclaration[];
}

export interface PolicyDeclaration {
  policy: string;
  title: string;
  lists?: Readonly<Record<string, readonly string[]>> | undefined;
  settings?: Readonly<Record<string, SettingDeclaration>> | undefined;
  facts?: Readonly<Record<string, FactDeclaration>> | undefined;
  guards?: Readonly<Record<string, GuardDeclaration>> | undefined;
  rules?: Readonly<Record<string, RuleDeclaration>> | undefined;
}
