import { exitCodes } from './exit.js';
import type { Streams } from './streams.js';

/**
 * Answers for errors of standard output: a reader who has gone away (`| head`) ends the process quietly, anything
 * else, such as a full disk, with a message.
 */
export function guardOutput({ stdout, stderr }: Streams, exit: (code: number) => void): void {
  stdout.on?.('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      stderr.write(`hualint: 写不了标准输出：${error.code === 'ENOSPC' ? '磁盘满了' : error.message}\n`);
    }
    exit(error.code === 'EPIPE' ? exitCodes.fine : exitCodes.failed);
  });
}
