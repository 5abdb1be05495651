/** Evaluation of a command with values for its variables: its result is the last number it prints. */

import { spawn } from 'node:child_process';
import { after } from '../../engine/timer.js';
import type { ShellCommand } from './shell.js';

/** The outcome of an evaluation. */
export interface Outcome {
  /** The last number printed; `null` if the evaluation failed. */
  readonly value: number | null;
  readonly seconds: number;
  /** The reason of a failure. */
  readonly error?: string;
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|[-+]?inf(?:inity)?/gi;

/** Number of characters kept from the end of a command's output. */
const KEPT_CHARACTERS = 65_536;

/** The last number in a text; undefined if there is none or it is not finite. */
function lastNumber(text: string): number | undefined {
  const number = Number(text.match(NUMBER)?.at(-1) ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** Runs a command in a shell until it ends, the time limit in seconds passes, or the signal is aborted. */
export async function evaluate(
  { text, environment }: ShellCommand,
  timeout: number,
  signal: AbortSignal,
): Promise<Outcome> {
  signal.throwIfAborted();
  const start = performance.now();
  // Runs in a separate process group, so that processes started by the shell end with it.
  const isGroup = process.platform !== 'win32';
  const env = { ...process.env, ...environment };
  const child = spawn(text, { env, shell: true, detached: isGroup, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => {
    if (child.pid === undefined) return;
    // Processes that have left the group may keep the pipes open.
    child.stdout.destroy();
    child.stderr.destroy();
    if (isGroup) killGroup(child.pid);
    else child.kill();
  };
  let isLate = false;
  const timer = after(1000 * timeout, () => {
    isLate = true;
    stop();
  });
  signal.addEventListener('abort', stop);
  const [printed, said] = [tailOf(child.stdout), tailOf(child.stderr)];
  const end = await new Promise<string | undefined>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, killer) =>
      resolve(code === 0 ? undefined : killer === null ? `exit code ${code}` : `ended by ${killer}`),
    );
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  const seconds = (performance.now() - start) / 1000;
  const failed = (error: string): Outcome => ({ value: null, seconds, error });
  if (isLate) return failed(`took longer than ${timeout} s`);
  if (end !== undefined) return failed([end, said().trim().split('\n').at(-1)].filter(Boolean).join(': '));
  const value = lastNumber(printed());
  return value === undefined ? failed('printed no number') : { value, seconds };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The process has just ended.
  }
}

/** Collects the end of a stream's output. */
function tailOf(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text = (text + chunk).slice(-KEPT_CHARACTERS);
  });
  return () => text;
}
