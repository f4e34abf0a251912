import { lintBatch, recordsOf } from '../lint/batch.js';
import type { Classifier } from '../lint/classifier.js';
import { lintScene, sceneOf } from '../lint/lint.js';
import type { Call, Document, Facts, FactValue, Speaker, Turn } from '../model/call.js';
import type { Finding } from '../model/finding.js';
import type { ExampleDeclaration } from '../model/policy.js';
import type { Rule, RuleSet } from '../rules/rule.js';
import type { Scene, Trial } from '../rules/scene.js';

/** What an example of a rule did. */
export interface ExampleOutcome {
  rule: Rule;
  verdict: 'bad' | 'good';
  /** Its place, from 0, among the rule's bad or good examples. */
  index: number;
  /** A bad example must raise its rule, a good one must not. */
  passed: boolean;
  findings: readonly Finding[];
  /** Every match of a phrase that was considered. */
  trials: readonly Trial[];
  /** Its calls, as the rules saw them. */
  scenes: readonly Scene[];
}

const labels: Readonly<Record<string, Speaker>> = {
  客服: 'agent',
  坐席: 'agent',
  客户: 'callee',
  对方: 'callee',
  旁白: 'narration',
};

const labelled = /^(客服|坐席|客户|对方|旁白)[:：]\s*/;

/** Proves the rules by their own examples. */
export function proveRules(rules: RuleSet, classifier?: Classifier): ExampleOutcome[] {
  return rules.rules.flatMap((rule) =>
    (['bad', 'good'] as const).flatMap((verdict) =>
      rule.declaration[verdict].map((example, index) =>
        prove(rules, rule, verdict, example, index, classifier),
      ),
    ),
  );
}

function prove(
  rules: RuleSet,
  rule: Rule,
  verdict: 'bad' | 'good',
  example: ExampleDeclaration,
  index: number,
  classifier: Classifier | undefined,
): ExampleOutcome {
  const document = exampleDocument(example);
  const trials: Trial[] = [];
  const scenes = document.calls.map((call) => ({
    ...sceneOf(call, rules, classifier),
    trace: (trial: Trial) => trials.push(trial),
  }));
  const findings = [
    ...scenes.flatMap((scene) => lintScene(scene, document, rules, classifier)),
    ...lintBatch(recordsOf(document), rules).findings,
  ];
  const raised = findings.some((finding) => finding.rule === rule.info.id);
  return { rule, verdict, index, passed: raised === (verdict === 'bad'), findings, trials, scenes };
}

/** An example as a document of one call: a line with a speaker label is a turn, anything else is the agent's. */
export function exampleDocument(example: ExampleDeclaration): Document {
  if (typeof example !== 'string' && 'calls' in example) return exampleBatch(example.calls);
  const says = typeof example === 'string' ? example : example.says;
  const facts: Record<string, FactValue> = typeof example === 'string' ? {} : { ...example.call };
  const turns: Turn[] = [];
  let source = 0;
  for (const line of says.split('\n')) {
    const label = labelled.exec(line);
    const text = line.slice(label?.[0].length ?? 0).trim();
    const at = source + line.indexOf(text, label?.[0].length ?? 0);
    if (text) {
      const pieces = [{ at: 0, length: text.length, source: at, sourceLength: text.length }];
      turns.push({ speaker: label ? (labels[label[1] as string] as Speaker) : 'agent', text, pieces });
    }
    source += line.length + 1;
  }
  const call: Call = { id: 'example', kind: 'transcript', facts, turns };
  return { file: 'example', text: says, firstLine: 1, format: 'example', calls: [call] };
}

/** Calls of which only the metadata matter. */
function exampleBatch(calls: readonly Facts[]): Document {
  return {
    file: 'example',
    text: '',
    firstLine: 1,
    format: 'example',
    calls: calls.map((facts, i) => ({ id: `example-${i + 1}`, kind: 'transcript', facts, turns: [] })),
  };
}
