import type { FactValue } from '../model/call.js';
import type { CueDeclaration, FactDeclaration, PolicyDeclaration, RuleDeclaration } from '../model/policy.js';
import { type Problem, ProblemError } from '../model/problem.js';
import type { Compiler, Path } from '../rules/compiler.js';
import { compileGuard, type Guard } from '../rules/guards.js';
import { kinds } from '../rules/index.js';
import type { Cue, Fact, Rule, RuleSet } from '../rules/rule.js';
import { compileUnless } from '../rules/unless.js';
import { type Node, PhraseError, parsePhrase } from '../text/phrase.js';
import { type IndexedPhrase, indexPhrases, type Search } from '../text/phrase-index.js';
import { type Lists, ProgramError } from '../text/phrase-program.js';
import { checkPhrase, compilePhrase, type Phrase, provenPhrase } from '../text/phrase-set.js';
import { RegexError } from '../text/regex.js';
import { maxProblems } from './problems.js';

/** A policy that has passed the schema, with the way back to its file. */
export interface LoadedPolicy {
  file: string;
  declaration: PolicyDeclaration;
  place: (path: Path) => { line: number; column: number };
}

/** A phrase, and where it stands. */
export interface PlacedPhrase {
  policy: LoadedPolicy;
  /** Its list, then its place in it. The words of a word list stand at `lists`, their name and a number. */
  path: Path;
  phrase: Phrase;
  /** For phrases that are searched for in every utterance. */
  search: Search | undefined;
}

export interface CompileOptions {
  /** Compile every phrase at once, to find all mistakes; otherwise on first use. */
  checkAll: boolean;
  /** What `storeIndex` has made of the same policies, which have no mistakes. */
  index?: Uint8Array | undefined;
  /** Told of every phrase and every word of a list, for those who judge the policies themselves. */
  seen?: (placed: PlacedPhrase) => void;
}

/** Compiles policies together: word lists, facts and guards are shared by all. Throws a ProblemError. */
export function compilePolicies(policies: readonly LoadedPolicy[], options: CompileOptions): RuleSet {
  const problems: Problem[] = [];
  const indexed: IndexedPhrase[] = [];
  const proven = options.index !== undefined;
  const lists = proven ? provenLists(policies) : compileLists(policies, problems);
  const compilerFor = (policy: LoadedPolicy, at: Path, id: string, guards: readonly Guard[]): Compiler => {
    const report = (message: string, path: Path, remedy?: string) => {
      if (problems.length >= maxProblems) return;
      problems.push({ file: policy.file, ...policy.place(path), message, ...(remedy && { remedy }) });
    };
    const compile = (source: string, path: Path, search?: Search) => {
      if (proven) return provenPhrase(source, lists);
      try {
        const phrase = compilePhrase(source, lists);
        if (options.checkAll) checkPhrase(phrase);
        options.seen?.({ policy, path, phrase, search });
        return phrase;
      } catch (error) {
        report(phraseMessage(source, error), path);
        return nothing;
      }
    };
    const phrase: Compiler['phrase'] = (source, path) => compile(source, path);
    const keep: Compiler['indexed'] = (source, path, search) => {
      const compiled = compile(source, path, search);
      indexed.push({ search, phrase: compiled });
      return compiled;
    };
    return { phrase, indexed: keep, report, guards, at, id };
  };
  if (options.seen && problems.length === 0) compileWords(policies, compilerFor);
  const guards = policies.flatMap((policy) =>
    Object.entries(policy.declaration.guards ?? {}).map(([name, declaration]) =>
      compileGuard(name, declaration, compilerFor(policy, ['guards', name], name, [])),
    ),
  );
  const facts = mergeFacts(
    policies.flatMap((policy) =>
      Object.entries(policy.declaration.facts ?? {}).map(([name, declaration]) =>
        compileFact(name, declaration, compilerFor(policy, ['facts', name], name, [])),
      ),
    ),
  );
  const rules = policies.flatMap((policy) =>
    Object.entries(policy.declaration.rules ?? {}).map(([key, declaration]) => {
      const id = `${policy.declaration.policy}/${key}`;
      return compileRule(policy, id, declaration, compilerFor(policy, ['rules', key], id, guards));
    }),
  );
  if (problems.length > 0) throw new ProblemError(problems);
  return {
    rules,
    facts,
    settings: settingsOf(policies),
    indexed,
    index: indexPhrases(indexed, options.index),
  };
}

function settingsOf(policies: readonly LoadedPolicy[]): Map<string, FactValue> {
  const settings = policies.flatMap(({ declaration }) => Object.entries(declaration.settings ?? {}));
  return new Map(settings.map(([name, setting]) => [name, setting.default]));
}

/** Stands in for a phrase with a mistake, so that the others are still checked. */
const nothing: Phrase = {
  source: '',
  need: { any: [] },
  slots: [],
  audible: false,
  characters: () => new Set(),
  program: () => [],
  heard: () => undefined,
};

const shownLength = 60;

function shown(source: string): string {
  return source.length > shownLength ? `${source.slice(0, shownLength)}…` : source;
}

function phraseMessage(source: string, error: unknown): string {
  if (error instanceof PhraseError)
    return `短语“${shown(source)}”第 ${error.offset + 1} 个字：${error.message}`;
  if (error instanceof ProgramError || error instanceof RegexError)
    return `短语“${shown(source)}”：${error.message}`;
  throw error;
}

function compileLists(policies: readonly LoadedPolicy[], problems: Problem[]): Map<string, Node[][]> {
  const lists = new Map<string, Node[][]>();
  for (const { file, declaration, place } of policies) {
    for (const [name, words] of Object.entries(declaration.lists ?? {})) {
      const parsed = words.flatMap((word, i) => {
        try {
          return [parsePhrase(word)];
        } catch (error) {
          if (problems.length < maxProblems)
            problems.push({ file, ...place(['lists', name, i]), message: phraseMessage(word, error) });
          return [];
        }
      });
      lists.set(name, [...(lists.get(name) ?? []), ...parsed]);
    }
  }
  return lists;
}

/** Each list is parsed when a phrase first asks for it. */
function provenLists(policies: readonly LoadedPolicy[]): Lists {
  const made = new Map<string, Node[][] | undefined>();
  return {
    get: (name) => {
      if (!made.has(name)) {
        const holders = policies.filter(({ declaration }) => Object.hasOwn(declaration.lists ?? {}, name));
        const words = holders.flatMap(({ declaration }) => declaration.lists?.[name] ?? []);
        made.set(name, holders.length > 0 ? words.map((word) => parsePhrase(word)) : undefined);
      }
      return made.get(name);
    },
  };
}

/** Each word of each list as a phrase of its own. */
function compileWords(
  policies: readonly LoadedPolicy[],
  compilerFor: (policy: LoadedPolicy, at: Path, id: string, guards: readonly Guard[]) => Compiler,
): void {
  for (const policy of policies) {
    for (const [name, words] of Object.entries(policy.declaration.lists ?? {})) {
      const at = ['lists', name];
      const compiler = compilerFor(policy, at, name, []);
      for (const [i, word] of words.entries()) compiler.phrase(word, [...at, i]);
    }
  }
}

function compileFact(name: string, declaration: FactDeclaration, compiler: Compiler): Fact {
  return {
    name,
    title: declaration.title,
    cues: (declaration.cues ?? []).map((cue, i) => compileCue(cue, compiler, [...compiler.at, 'cues', i])),
    learned: declaration.learned ?? [],
  };
}

function compileCue(declaration: CueDeclaration, compiler: Compiler, at: Path): Cue {
  const speaker = declaration.speaker ?? (declaration.says ? 'callee' : 'any');
  const search = { speaker, heard: false };
  return {
    declaration,
    speaker,
    search,
    phrases: (declaration.says ?? []).map((source, i) =>
      compiler.indexed(source, [...at, 'says', i], search),
    ),
    unless: compileUnless(declaration.unless, compiler, [...at, 'unless']),
    reply: (declaration.reply ?? []).map((source, i) => compiler.phrase(source, [...at, 'reply', i])),
  };
}

/** Cues of the same fact from several policies are one fact. */
function mergeFacts(facts: readonly Fact[]): Fact[] {
  const merged = new Map<string, Fact>();
  for (const fact of facts) {
    const before = merged.get(fact.name);
    merged.set(fact.name, {
      ...fact,
      cues: [...(before?.cues ?? []), ...fact.cues],
      learned: [...(before?.learned ?? []), ...fact.learned],
    });
  }
  return [...merged.values()];
}

function compileRule(
  policy: LoadedPolicy,
  id: string,
  declaration: RuleDeclaration,
  compiler: Compiler,
): Rule {
  const kind = kinds.find(({ name }) => name === declaration.kind);
  if (!kind) throw new Error(`unknown kind ${declaration.kind}`);
  const { title, message, suggestion, severity, basis, status, points, veto } = declaration;
  return {
    info: {
      id,
      title,
      message,
      suggestion,
      severity,
      basis,
      trial: status === 'trial',
      ...(points !== undefined && { points }),
      ...(veto && { veto }),
    },
    declaration,
    check: kind.compile(declaration, compiler),
    ...(kind.compileBatch && { batch: kind.compileBatch(declaration, compiler) }),
    ...(kind.batchFacts && { batchFacts: kind.batchFacts(declaration) }),
    source: { file: policy.file, line: policy.place(compiler.at).line },
  };
}
