import type { Classifier } from '../lint/classifier.js';
import type { Problem } from '../model/problem.js';
import { advise } from '../policy/advice/index.js';
import { compilePolicies, type LoadedPolicy, type PlacedPhrase } from '../policy/compile.js';
import type { Rule } from '../rules/rule.js';
import { bundledFiles, namedFiles, policyFiles } from './bundled.js';
import { type Coverage, coverageOf } from './coverage.js';
import { type ExampleOutcome, proveRules } from './examples.js';
import { loadFiles } from './policies.js';

/** What the examples of policies prove. */
export interface Proof {
  rules: readonly Rule[];
  outcomes: readonly PlacedOutcome[];
  coverage: Coverage;
  /** What in the policies themselves is of no use or misleading. */
  advice: () => readonly Problem[];
}

/** An outcome, and where its example is written. */
export interface PlacedOutcome extends ExampleOutcome {
  place: Required<Pick<Problem, 'file' | 'line' | 'column'>>;
}

/** The files that a proof of policies reads. */
export function filesToProve(names: readonly string[]): string[] {
  return policyFiles(names) ?? bundledFiles();
}

/** Reads policies anew and proves them by their examples; names as for `readPolicies`. Throws a ProblemError. */
export async function provePolicies(names: readonly string[], classifier?: Classifier): Promise<Proof> {
  const policies = await loadFiles(filesToProve(names));
  const placed: PlacedPhrase[] = [];
  const rules = compilePolicies(policies, { checkAll: true, seen: (one) => placed.push(one) });
  const outcomes = proveRules(rules, classifier);
  const files = new Set(namedFiles(names));
  const own = policies.filter(({ file }) => files.has(file));
  return {
    rules: rules.rules,
    outcomes: outcomes.map((outcome) => ({ ...outcome, place: placeOf(outcome, policies) })),
    coverage: coverageOf(
      placed,
      outcomes.flatMap(({ scenes }) => scenes.flatMap(({ said }) => said)),
      ({ policy }) => own.includes(policy),
    ),
    advice: () => advise(own, placed),
  };
}

function placeOf(
  { rule, verdict, index }: ExampleOutcome,
  policies: readonly LoadedPolicy[],
): PlacedOutcome['place'] {
  const { file } = rule.source;
  const policy = policies.find((one) => one.file === file) as LoadedPolicy;
  const key = rule.info.id.slice(policy.declaration.policy.length + 1);
  return { file, ...policy.place(['rules', key, verdict, index]) };
}
