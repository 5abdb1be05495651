/** Solvers of chunks beside the main thread: threads, or processes for jobs that may take their process down. */

import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { SuperlinearError } from '../engine/errors.js';
import type { Chunk, Report, SolverData } from './chunk.js';
import type { JobSettings } from './job.js';
import { watchProcess } from './process-limits.js';

/** A thread or a process that solves chunks one after another. */
export interface Solver {
  /** Throws where the chunk cannot be handed over. */
  post(chunk: Chunk): void;
  /** Whether it keeps this process alive. */
  keepAlive(alive: boolean): void;
  /** Whether its memory is so large that a new solver should take the next chunk. */
  readonly isWorn: boolean;
  /** Ends it, whatever it is at. */
  terminate(): Promise<unknown>;
}

/** Who hears of a solver. */
export interface Listener {
  report(report: Report): void;
  /** It ended. What it was at when it did so has failed with this error. */
  end(error: SuperlinearError): void;
}

/** Starts a thread. `memoryLimit` is in mebibytes for its JavaScript; without it, Node's own rule holds. */
export function startThread(data: SolverData, listener: Listener, memoryLimit?: number): Solver {
  const thread = new Worker(new URL('./solver-worker.js', import.meta.url), {
    workerData: data,
    execArgv: [],
    ...(memoryLimit && { resourceLimits: { maxOldGenerationSizeMb: memoryLimit } }),
  });
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

/** Starts a process, and ends it where it takes more memory or time than the settings grant. */
export function startProcess(settings: JobSettings, listener: Listener): Solver {
  const script = new URL('./solver-process.js', import.meta.url);
  const child = fork(script, {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const watch = watchProcess(child, settings);
  let notStarted: SuperlinearError | undefined;
  child.on('error', ({ message }) => {
    if (child.pid === undefined) notStarted = unstarted(message);
  });
  // Its last reports arrive before it is closed, but maybe after its exit.
  const ended = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      watch.stop();
      listener.end(notStarted ?? watch.error ?? deathOf(code, signal));
      resolve();
    });
  });
  child.on('message', (report: Report) => {
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
      child.kill('SIGKILL');
      return ended;
    },
  };
}

const unstarted = (reason: string) =>
  new SuperlinearError('BACKEND_UNAVAILABLE', `no process could be started to solve it: ${reason}`);

/** Signals of a process that the system, or an allocator, ended for want of memory. */
const WANT_OF_MEMORY: readonly (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGKILL'];

/** The error of what a process was at that nobody here has ended. */
function deathOf(code: number | null, signal: NodeJS.Signals | null): SuperlinearError {
  const how = signal === null ? `exit code ${code}` : `ended by ${signal}`;
  const message = `the process that solved it died: ${how}`;
  return new SuperlinearError(WANT_OF_MEMORY.includes(signal) ? 'OUT_OF_MEMORY' : 'INTERNAL', message);
}
