import { json } from './json.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { text } from './text.js';

export type { Language, Reporter, ReportOptions } from './reporter.js';

/** Every output format; the only list. */
export const reporters: readonly Reporter[] = [text, json, sarif];
