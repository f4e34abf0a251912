import { type InputOptions, readLine } from '../input/index.js';
import { lint } from '../lint/lint.js';
import type { Finding } from '../model/finding.js';
import { bundledModel, loadClassifier } from './classifier.js';
import { numberedLines, wholeLines } from './lines.js';
import { compileFiles } from './policies.js';
import { unreadOf } from './unread.js';

export interface StreamOptions {
  /** JSON Lines of native calls, in UTF-8, in chunks of any size. */
  chunks: AsyncIterable<Uint8Array>;
  /** The name of the file that findings are said to be in. */
  file: string;
  policies?: readonly string[] | undefined;
  input?: InputOptions;
}

/** What came of one line: the call's findings, or what is wrong with the line. */
export type StreamResult =
  | { line: number; call: string; turns: number; findings: readonly Finding[] }
  | { line: number; call: null; error: string };

/** No honest call is longer, in bytes. */
const maxLine = 64 * 1024 * 1024;

/**
 * Judges calls as they come: for each line that is not blank exactly one result, in order, told in batches as the
 * chunks come in. Memory does not grow with the stream. Rules over many calls are not judged.
 */
export async function* judgeStream(options: StreamOptions): AsyncGenerator<StreamResult[]> {
  const { chunks, file, policies, input = {} } = options;
  const rules = await compileFiles(policies);
  const classifier = loadClassifier(bundledModel);
  const judge = (text: string, line: number): StreamResult => {
    try {
      const document = readLine(file, text, line, input);
      const [call] = document.calls;
      const findings = lint(document, rules, classifier);
      return { line, call: call?.id ?? '', turns: call?.turns.length ?? 0, findings };
    } catch (error) {
      return {
        line,
        call: null,
        error: unreadOf(file, error)
          .map(({ reason }) => reason)
          .join('；'),
      };
    }
  };
  for await (const { firstLine, bytes } of wholeLines(chunks, maxLine)) {
    if (bytes)
      yield Array.from(numberedLines({ firstLine, bytes }), ({ text, number }) => judge(text, number));
    else yield [{ line: firstLine, call: null, error: '这一行超过 64 MB，没有检查' }];
  }
}
