import { csv } from './csv.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { html } from './html.js';
import { json } from './json.js';
import { jsonl } from './jsonl.js';
import { junit } from './junit.js';
import { rdjson } from './rdjson.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { text } from './text.js';
import { xlsx } from './xlsx.js';

export { findingRecord } from './json.js';
export { findingLine, summaryLine } from './jsonl.js';
export { mask, maskedNames, maskFinding, maskResult } from './mask.js';
export type { Language, Reporter } from './reporter.js';
export { joinSarif, shardOf } from './sarif-join.js';
export { penaltyOf } from './score.js';
export { visibleJson } from './visible.js';
export { widthOf } from './width.js';

/** Every output format; the only list. */
export const reporters: readonly Reporter[] = [
  text,
  json,
  sarif,
  jsonl,
  csv,
  xlsx,
  gitlab,
  junit,
  github,
  rdjson,
  html,
];
