/** Solvers of chunks: threads, or processes for jobs that may crash. */

import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { SuperlinearError } from '../engine/errors.js';
import { BEGUN, type Chunk, type Report, type SolverData } from './chunk.js';
import type { JobSettings } from './job-types.js';
import { argumentsOfChild } from './parent-watch.js';
import { endOf, isOfMemory, watchProcess } from './process-limits.js';

/** A thread or process that solves chunks one after another. */
export interface Solver {
  /** Sends a chunk. Throws if it cannot be posted. */
  post(chunk: Chunk): void;
  /** Sets whether the solver keeps this process alive. */
  keepAlive(alive: boolean): void;
  /** Whether it retains too much memory to take another chunk. */
  readonly isWorn: boolean;
  /** Terminates the solver. */
  terminate(): Promise<unknown>;
}

/** Receiver of a solver's events. */
export interface Listener {
  report(report: Report): void;
  /** It ended, or could not be started (`BACKEND_UNAVAILABLE`). What it was at has failed with this error. */
  end(error: SuperlinearError): void;
}

/** Starts a thread. `memoryLimit` is its JavaScript heap limit in mebibytes; by default, that of Node. */
export function startThread(data: SolverData, listener: Listener, memoryLimit?: number): Solver {
  let thread: Worker;
  try {
    thread = new Worker(new URL('./solver-worker.js', import.meta.url), {
      workerData: data,
      execArgv: [],
      ...(memoryLimit && { resourceLimits: { maxOldGenerationSizeMb: memoryLimit } }),
    });
  } catch (error) {
    setImmediate(() => listener.end(unstarted('thread', (error as Error).message)));
    return notStarted();
  }
  let reason = 'its thread ended';
  thread.on('message', (report: Report) => listener.report(report));
  thread.on('error', (error) => {
    reason = (error as Error).message;
  });
  thread.on('exit', () => {
    listener.end(new SuperlinearError('OUT_OF_MEMORY', `the thread that solved it died: ${reason}`));
  });
  return {
    post: (chunk) => thread.postMessage(chunk),
    keepAlive: (alive) => (alive ? thread.ref() : thread.unref()),
    isWorn: false,
    terminate: () => thread.terminate(),
  };
}

/**
 * Milliseconds until a process without a first message is given up. It takes a tenth of a second; with too few threads, Node may
 * wait for ever.
 */
const START_TIME = 30_000;

/** Starts a process, and terminates it if it exceeds the limits of memory or time in the settings. */
export function startProcess(settings: JobSettings, listener: Listener): Solver {
  const script = new URL('./solver-process.js', import.meta.url);
  const child = fork(script, argumentsOfChild(), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const watch = watchProcess(child, settings);
  let hasBegun = false;
  let refusal: string | undefined;
  child.on('error', ({ message }) => {
    if (child.pid === undefined) refusal = message;
  });
  const timer = setTimeout(() => {
    refusal = `it had not begun after ${START_TIME / 1000} s`;
    child.kill('SIGKILL');
  }, START_TIME).unref();
  // The last reports may arrive after `exit`, but not after `close`.
  const ended = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      watch.stop();
      clearTimeout(timer);
      const death = endOf(code, signal);
      listener.end(
        watch.error ?? (hasBegun ? deathOf(signal, death) : unstarted('process', refusal ?? death)),
      );
      resolve();
    });
  });
  child.on('message', (report: Report | typeof BEGUN) => {
    hasBegun = true;
    clearTimeout(timer);
    if (report === BEGUN) return;
    watch.hear(report.isLast);
    listener.report(report);
  });
  child.send(settings);
  return {
    post: (chunk) => {
      watch.begin();
      child.send(chunk);
    },
    keepAlive(alive) {
      if (alive) child.ref();
      else child.unref();
      if (alive) child.channel?.ref();
      else child.channel?.unref();
    },
    get isWorn() {
      return watch.isWorn;
    },
    terminate() {
      // Idle, it would not keep this process until its end.
      child.ref();
      child.kill('SIGKILL');
      return ended;
    },
  };
}

const unstarted = (kind: 'thread' | 'process', reason: string) =>
  new SuperlinearError('BACKEND_UNAVAILABLE', `no ${kind} could be started to solve it: ${reason}`);

/** A stand-in for a thread refused by the system. */
const notStarted = (): Solver => ({ post() {}, keepAlive() {}, isWorn: false, terminate: async () => {} });

/** The error for the current line of a process that ended unexpectedly. */
function deathOf(signal: NodeJS.Signals | null, how: string): SuperlinearError {
  const message = `the process that solved it died: ${how}`;
  return new SuperlinearError(isOfMemory(signal) ? 'OUT_OF_MEMORY' : 'INTERNAL', message);
}
