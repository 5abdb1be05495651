/** Limits of a process that solves: the memory that it has at a time, and the time since it was last heard of. */

import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type ErrorCode, SuperlinearError } from '../engine/errors.js';
import type { JobSettings } from './job.js';

/** Milliseconds between looks. A process that fills memory at 5 GB a second is 500 MB above its limit then. */
const INTERVAL = 100;

/** Seconds beyond the time limit until a method that does not keep it is ended: methods look at the clock every few milliseconds. */
const GRACE = 5;

/** The part of its memory that a process may keep from one job to the next. */
const WORN = 0.5;

/** A process that is watched. */
export interface Watch {
  /** Why it was ended; undefined where it ended by itself. */
  readonly error: SuperlinearError | undefined;
  /** Whether its memory leaves too little for the next job. */
  readonly isWorn: boolean;
  /** It was given a chunk. */
  begin(): void;
  /** It was heard of; `isLast` tells that it is done with a chunk. */
  hear(isLast: boolean): void;
  stop(): void;
}

/** Whether this system tells how much memory a process has. */
export const tellsMemory = process.platform === 'linux';

/** Ends a process with more memory, in mebibytes, or a line with more time than the settings grant. */
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

/** Mebibytes of memory that a process has; 0 where nobody tells, or it has ended. */
function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
