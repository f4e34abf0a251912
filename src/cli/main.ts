import { programFor, withDefault } from './commands.js';
import { askedToComplete } from './completion-script.js';
import { exitCodes } from './exit.js';
import { reportError } from './report-error.js';
import type { Streams } from './streams.js';

export { guardOutput } from './outlet.js';

/** Runs the command line and returns the exit code. */
export async function main(args: readonly string[], streams: Streams): Promise<number> {
  let code: number = exitCodes.fine;
  try {
    if (args[0] === askedToComplete) {
      const { complete } = await import('./complete.js');
      streams.stdout.write(await complete(args.slice(1), streams));
      return code;
    }
    const full = withDefault(args);
    const program = await programFor(full, streams, (ended) => {
      code = ended;
    });
    await program.parseAsync([...full], { from: 'user' });
    return code;
  } catch (error) {
    return reportError(error, streams);
  }
}
