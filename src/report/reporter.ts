import type { Severity } from '../model/finding.js';
import type { Result } from '../model/result.js';

export type Language = 'zh' | 'en';

export interface ReportOptions {
  /** Whether terminal colours may be used; only `text` does. */
  colour: boolean;
  /** Columns of the terminal, for the windows around long turns. */
  width?: number;
  /** The language of the report's own words; rules and transcripts keep theirs. */
  lang: Language;
  /** The least severity that counts as a failed test, in formats that know tests; `error` without it. */
  failOn?: Severity | 'never';
}

/** One output format. `render` is pure: the same result and options give the same bytes. */
export interface Reporter {
  name: string;
  /** What the format is, in Chinese, for help texts. */
  title: string;
  /** Without the dot. */
  extension: string;
  /** Read by people: names of files are masked as all else is. Programs must find the files. */
  forPeople?: true;
  /** Shows the conversations, and so needs `Result.calls`. */
  showsCalls?: true;
  render(result: Result, options: ReportOptions): string | Uint8Array;
}
