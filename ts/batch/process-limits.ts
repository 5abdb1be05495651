/** Limits of solver processes: memory, and time since the last message. */

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type ErrorCode, SuperlinearError } from '../engine/errors.js';
import type { JobSettings } from './job-types.js';

/** Milliseconds between checks. A process that allocates 5 GB per second exceeds its limit by up to 500 MB. */
const INTERVAL = 100;

/**
 * Seconds beyond the time limit before a method that ignores it is terminated. Methods check the clock every few
 * milliseconds.
 */
const GRACE = 5;

/** The fraction of its memory limit a process may retain between jobs. */
const WORN = 0.5;

/** A watched process. */
interface Watch {
  /** The reason it was terminated; undefined if it ended by itself. */
  readonly error: SuperlinearError | undefined;
  /** Whether its retained memory leaves too little for the next job. */
  readonly isWorn: boolean;
  /** Notes that a chunk was sent to the process. */
  begin(): void;
  /** Notes a message from the process; `isLast` marks the end of a chunk. */
  hear(isLast: boolean): void;
  stop(): void;
}

/** Whether the memory use of a process can be read on this system. */
export const tellsMemory = process.platform === 'linux';

/** Terminates a process that exceeds the memory limit, in mebibytes, or spends more time on a line than allowed. */
export function watchProcess(child: ChildProcess, { processMemory, maxTimeLimit }: JobSettings): Watch {
  let error: SuperlinearError | undefined;
  let isWorn = false;
  let chunks = 0;
  let heard = performance.now();
  const end = (code: ErrorCode, why: string) => {
    error = new SuperlinearError(code, `the process that solved it was ended: it took ${why}`);
    child.kill('SIGKILL');
  };
  const look = () => {
    const silent = (performance.now() - heard) / 1000;
    if (processMemory !== undefined && memoryOf(child.pid) > processMemory) {
      end('OUT_OF_MEMORY', `more than ${processMemory} MiB of memory`);
    } else if (maxTimeLimit !== undefined && chunks > 0 && silent > maxTimeLimit + GRACE) {
      end('INTERNAL', `more than ${maxTimeLimit} s, and did not look at the clock`);
    }
  };
  const isLimited = processMemory !== undefined || maxTimeLimit !== undefined;
  const timer = isLimited ? setInterval(look, INTERVAL).unref() : undefined;
  return {
    get error() {
      return error;
    },
    get isWorn() {
      return isWorn;
    },
    begin() {
      if (chunks === 0) heard = performance.now();
      chunks++;
    },
    hear(isLast) {
      heard = performance.now();
      if (!isLast) return;
      chunks--;
      if (processMemory !== undefined) isWorn = memoryOf(child.pid) > WORN * processMemory;
    },
    stop: () => clearInterval(timer),
  };
}

/** The resident memory of a process in mebibytes; 0 if it is unknown or the process has ended. */
export function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Whether a signal ends processes for lack of memory: allocators abort if it is refused, as V8 does; systems kill. */
export const isOfMemory = (signal: NodeJS.Signals | null): boolean =>
  signal === 'SIGABRT' || signal === 'SIGKILL';

/** How a process ended, in words. */
export const endOf = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `exit code ${code}` : `ended by ${signal}`;

/** Whether a process runs, as far as this one may see. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
