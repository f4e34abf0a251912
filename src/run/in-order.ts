/**
 * Runs tasks side by side, at most `limit` at a time, and gives their results in the order of the tasks. The next
 * task is only taken when there is room for it, so that a long stream of tasks is never in memory as a whole.
 */
export async function* inOrder<Task, Result>(
  tasks: AsyncIterable<Task>,
  run: (task: Task) => Promise<Result>,
  limit: number,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  const running = new Set<Promise<Result>>();
  for await (const task of tasks) {
    const result = run(task);
    begun.push(result);
    running.add(result);
    void result.finally(() => running.delete(result)).catch(() => {});
    while (running.size >= limit) await Promise.race(running);
    while (begun[0] && !running.has(begun[0])) yield await (begun.shift() as Promise<Result>);
  }
  for (const result of begun) yield await result;
}
