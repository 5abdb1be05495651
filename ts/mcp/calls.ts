/** Calls in turn, each in a process: a fixed number at a time, and a short queue. */

import { CallError } from './call-error.js';
import { CallProcess, unstarted } from './call-process.js';
import type { Answer, Supervision, Work } from './messages.js';

/** The length of the queue. */
const MAX_WAITING = 16;

export class Calls {
  readonly #jobs: number;
  readonly #maxMemory: number;
  readonly #processes = new Set<CallProcess>();
  #idle: CallProcess[] = [];
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(jobs: number, maxMemory: number) {
    this.#jobs = jobs;
    this.#maxMemory = maxMemory;
  }

  /** Does a call when its turn has come. A call cancelled before never starts. */
  async perform(work: Work, supervision: Supervision): Promise<Answer> {
    await this.#turn(supervision.signal);
    try {
      return await this.#performBy(this.#process(), work, supervision);
    } finally {
      this.#leave();
    }
  }

  async #performBy(process: CallProcess, work: Work, supervision: Supervision): Promise<Answer> {
    try {
      return await process.perform(work, supervision);
    } finally {
      if (process.isUsable) this.#idle.push(process);
      else this.#drop(process);
    }
  }

  /** Leaves the turn to the next call of the queue. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }

  /** Ends all processes. */
  close(): void {
    for (const process of this.#processes) this.#drop(process);
    this.#idle = [];
  }

  /** An idle process, or a new one. */
  #process(): CallProcess {
    for (const idle of this.#idle) if (!idle.isUsable) this.#drop(idle);
    this.#idle = this.#idle.filter(({ isUsable }) => isUsable);
    return this.#idle.pop() ?? this.#start();
  }

  #start(): CallProcess {
    try {
      const process = new CallProcess(this.#maxMemory);
      this.#processes.add(process);
      return process;
    } catch (error) {
      throw unstarted((error as Error).message);
    }
  }

  #drop(process: CallProcess): void {
    this.#processes.delete(process);
    process.end();
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < this.#jobs) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING)
      throw new CallError('BUSY', `${MAX_WAITING} calls wait already`, { hint: 'call again later' });
    await this.#wait(signal);
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((waiting) => waiting !== begin);
        reject(new CallError('CANCELLED', 'the call was cancelled'));
      };
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave);
      this.#waiting.push(begin);
    });
  }
}
