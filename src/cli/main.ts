import { existsSync } from 'node:fs';
import type { Cli } from './cli.js';
import { commandMeant, programFor, withDefault } from './commands.js';
import { askedToComplete } from './completion-script.js';
import { exitCodes } from './exit.js';
import { languageFor, sayIn } from './language.js';
import { reportError } from './report-error.js';
import type { Streams } from './streams.js';

export { guardOutput } from './outlet.js';

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[], streams: Streams): Promise<number> {
  const lang = languageFor(args, streams.env);
  let code: number = exitCodes.fine;
  const finish = (ended: number) => {
    code = ended;
  };
  const cli: Cli = { streams, finish, lang, say: sayIn(lang) };
  try {
    if (args[0] === askedToComplete) {
      const { complete } = await import('./complete.js');
      streams.stdout.write(await complete(args.slice(1), cli));
      return code;
    }
    warnOfTypo(args, cli);
    const full = withDefault(args);
    const program = await programFor(full, cli);
    await program.parseAsync([...full], { from: 'user' });
    return code;
  } catch (error) {
    return reportError(error, cli);
  }
}

/** A mistyped command is taken for a file; nobody would guess why it is missing. */
function warnOfTypo(args: readonly string[], { streams, say }: Cli): void {
  const meant = commandMeant(args);
  if (!meant || existsSync(meant.word)) return;
  const { word, command } = meant;
  const zh = `没有命令“${word}”，当作要检查的路径；是不是 hualint ${command}？`;
  const en = `there is no command "${word}", it is taken for a path; did you mean hualint ${command}?`;
  streams.stderr.write(`hualint: ${say(zh, en)}\n`);
}
