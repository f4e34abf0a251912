import { COLLECTION } from '../classify/bank.js';
import type { TrainingCall, TrainingTurn } from '../classify/conversation.js';
import type { Facts } from '../model/call.js';
import type { Mark, Review } from '../model/review.js';
import type { RuleSet } from '../rules/rule.js';
import { exampleDocument } from './examples.js';

/** How much what a policy or a reviewer says counts beside a line of the bank. */
const policyWeight = 2;
const reviewWeight = 3;

/** The `bad` and `good` examples of the rules that learn, as lessons for the classifier. */
export function lessonsOfPolicies({ rules }: RuleSet): TrainingCall[] {
  return rules
    .filter(({ declaration }) => 'learned' in declaration)
    .flatMap(({ info: { id }, declaration }) =>
      (['bad', 'good'] as const).flatMap((verdict) =>
        declaration[verdict].map((example) => {
          const [call] = exampleDocument(example).calls;
          const { turns = [], facts = {} as Facts } = call ?? {};
          const around = {
            callee: text(facts.callee),
            informed: text(facts.informed),
            verified: text(facts.verified),
          };
          const said = turns.map(
            (turn): TrainingTurn => ({ speaker: turn.speaker, text: turn.text, ...around }),
          );
          return lesson('policies', said, id, verdict === 'bad' ? 1 : 0, policyWeight);
        }),
      ),
    )
    .filter(({ turns }) => turns.length > 0);
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** What reviewers have marked as right, wrong or missed. */
export function lessonsOfReview({ marks }: Review): TrainingCall[] {
  return marks.flatMap((mark) => {
    const value = verdictOf(mark);
    if (value === undefined || !mark.text) return [];
    const before: TrainingTurn[] = mark.before ? [{ speaker: 'callee', text: mark.before }] : [];
    return [
      lesson('review', [...before, { speaker: 'agent', text: mark.text }], mark.rule, value, reviewWeight),
    ];
  });
}

function verdictOf({ verdict }: Mark): 0 | 1 | undefined {
  if (verdict === 'accepted') return undefined;
  return verdict === 'wrong' ? 0 : 1;
}

/** The last thing that the agent says is what the lesson is about; it says nothing about other rules. */
function lesson(
  group: string,
  turns: TrainingTurn[],
  rule: string,
  value: 0 | 1,
  weight: number,
): TrainingCall {
  const last = turns.findLastIndex(({ speaker }) => speaker === 'agent');
  return {
    group,
    turns: turns.map((turn, i) =>
      i === last ? { ...turn, labels: { [COLLECTION]: 1, [rule]: value }, weight } : turn,
    ),
  };
}
