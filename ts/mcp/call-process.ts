/**
 * A process of calls. It is used again while it keeps to its limits, and ended if it does not: a call that ignores
 * the clock, cancelling or the limit of memory costs its process, not the server.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { argumentsOfChild } from '../batch/parent-watch.js';
import { endOf, isOfMemory, memoryOf, tellsMemory } from '../batch/process-limits.js';
import { after } from '../engine/timer.js';
import { CallError, type Failure } from './call-error.js';
import type { Answer, FromProcess, Supervision, ToProcess, Work } from './messages.js';

/** Milliseconds between checks of the memory. */
const MEMORY_INTERVAL = 50;

/** Milliseconds after the time of a call until it is ended. */
const GRACE = 2000;

/** Milliseconds until a cancelled call is ended. */
const CANCEL_GRACE = 500;

/** Milliseconds until a process without a word is given up. */
const START_TIME = 60_000;

/** The fraction of its memory limit a process may retain between calls. */
const WORN = 0.5;

const thrown = ({ code, message, ...place }: Failure) => new CallError(code, message, place);

/** The error of a call without a process. */
export const unstarted = (reason: string): CallError =>
  new CallError('BACKEND_UNAVAILABLE', `no process could be started for the call: ${reason}`);

/** A call under way. */
interface Current {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: Supervision['onProgress'];
}

export class CallProcess {
  readonly #child: ChildProcess;
  readonly #maxMemory: number;
  readonly #watch: NodeJS.Timeout;
  /** Resolves when the process takes calls. */
  readonly #ready: Promise<void>;
  #isReady: () => void = () => {};
  #current: Current | undefined;
  /** The reason of its end. */
  #reason: CallError | undefined;
  #hasEnded = false;
  #memory = 0;

  constructor(maxMemory: number) {
    this.#maxMemory = maxMemory;
    this.#child = fork(new URL('./process.js', import.meta.url), argumentsOfChild(), {
      execArgv: [`--max-old-space-size=${maxMemory}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
    this.#child.on('message', (message: FromProcess) => this.#hear(message));
    this.#child.on('error', ({ message }) => {
      if (this.#child.pid === undefined) this.#bury(unstarted(message));
    });
    this.#child.on('close', (code, signal) => this.#bury(deathOf(code, signal)));
    this.#watch = setInterval(() => this.#look(), MEMORY_INTERVAL).unref();
  }

  /** Whether it may take another call. */
  get isUsable(): boolean {
    return !this.#hasEnded && this.#reason === undefined && this.#memory < WORN * this.#maxMemory;
  }

  /** Does a call. Rejects with a `CallError`. */
  async perform(work: Work, { signal, onProgress }: Supervision): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#current = { resolve, reject, onProgress };
    });
    const timers: (NodeJS.Timeout | undefined)[] = [];
    const endAfter = (milliseconds: number, error: CallError) =>
      timers.push(after(milliseconds, () => this.#end(error)));
    const cancel = () => {
      endAfter(CANCEL_GRACE, new CallError('CANCELLED', 'the call was cancelled'));
      this.#send({ kind: 'cancel' });
    };
    endAfter(START_TIME, unstarted(`it had not begun after ${START_TIME / 1000} s`));
    signal.addEventListener('abort', cancel);
    try {
      await Promise.race([this.#ready, answer]);
      clearTimeout(timers.shift());
      signal.throwIfAborted();
      this.#send({ kind: 'call', work });
      const message = `the call did not end in ${work.seconds} s; its process was ended`;
      endAfter(1000 * work.seconds + GRACE, new CallError('TIME_LIMIT', message));
      return await answer;
    } finally {
      signal.removeEventListener('abort', cancel);
      for (const timer of timers) clearTimeout(timer);
      this.#current = undefined;
      this.#look();
    }
  }

  /** Ends the process. */
  end(): void {
    clearInterval(this.#watch);
    this.#child.kill('SIGKILL');
  }

  #send(message: ToProcess): void {
    // The failure to reach an ended process is reported by its end.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #hear(message: FromProcess): void {
    if (message.kind === 'ready') this.#isReady();
    if (message.kind === 'memory') this.#memory = message.mebibytes;
    if (message.kind === 'progress') this.#current?.onProgress(message.progress);
    if (message.kind === 'done') this.#current?.resolve(message.answer);
    if (message.kind === 'failed') this.#current?.reject(thrown(message.failure));
  }

  #look(): void {
    if (tellsMemory) this.#memory = memoryOf(this.#child.pid);
    if (this.#memory <= this.#maxMemory) return;
    const message = `the call took more than ${this.#maxMemory} MiB of memory; its process was ended`;
    this.#end(new CallError('OUT_OF_MEMORY', message));
  }

  #end(error: CallError): void {
    this.#reason ??= error;
    this.#child.kill('SIGKILL');
  }

  #bury(error: CallError): void {
    this.#hasEnded = true;
    clearInterval(this.#watch);
    this.#current?.reject(this.#reason ?? error);
  }
}

/** The error of a call whose process died by itself. */
function deathOf(code: number | null, signal: NodeJS.Signals | null): CallError {
  const message = `the process of the call died: ${endOf(code, signal)}`;
  return new CallError(isOfMemory(signal) ? 'OUT_OF_MEMORY' : 'INTERNAL', message);
}
