import { createHash } from 'node:crypto';

const length = 20;

/**
 * A stable name for a finding: what was found, in which file, in which call, in what words; not on which
 * line, so that it survives lines inserted above. `nth` tells apart the same words said again.
 */
export function fingerprint(parts: {
  rule: string;
  file: string;
  call: string;
  words: string;
  nth: number;
}): string {
  const { rule, file, call, words, nth } = parts;
  const hash = createHash('sha256').update([rule, file, call, words, String(nth)].join('\n'));
  return hash.digest('hex').slice(0, length);
}
