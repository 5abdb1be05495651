/**
 * Watches over the parent of a process from a thread of its own: a process in the middle of a long call reads no
 * messages, and would survive a parent that was killed.
 */

import { Worker } from 'node:worker_threads';

/** The arguments of a child process that calls {@link endWithParent}. */
export const argumentsOfChild = (): string[] => [String(process.pid)];

/** Ends this process soon after its parent, whatever it computes. */
export function endWithParent(): void {
  const [, , parent] = process.argv;
  const thread = new Worker(new URL('./parent-watch-thread.js', import.meta.url), {
    workerData: Number(parent),
    execArgv: [],
  });
  // Where no thread can be started, the process ends with its parent between calls only.
  thread.on('error', () => {});
  thread.unref();
}
