import type { Finding } from '../model/finding.js';
import type { Words } from './words.js';

/** The facts that let the rule apply and where each was learnt, as one line. */
export function reasonsText({ because }: Finding, words: Words): string {
  return because
    .map(({ fact, value, turn }) => `${fact} = ${value} (${words.learntFrom(turn)})`)
    .join(words.listSeparator);
}
