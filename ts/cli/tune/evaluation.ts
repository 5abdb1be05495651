/** One evaluation: a command with values in the places of variables, and the number that it prints last. */

import { spawn } from 'node:child_process';
import type { ShellCommand } from './shell.js';

/** What an evaluation came to. */
export interface Outcome {
  /** The number that was printed last; `null` where the evaluation failed. */
  readonly value: number | null;
  readonly seconds: number;
  /** Why it failed. */
  readonly error?: string;
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|[-+]?inf(?:inity)?/gi;

/** Of what a command prints no more than this is kept, from the end. */
const KEPT_CHARACTERS = 65_536;

/** The last number of a text; undefined where there is none, or it is not finite. */
export function lastNumber(text: string): number | undefined {
  const number = Number(text.match(NUMBER)?.at(-1) ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** Runs a command in a shell, for at most so many seconds, and until the signal. */
export async function evaluate(
  { text, environment }: ShellCommand,
  timeout: number,
  signal: AbortSignal,
): Promise<Outcome> {
  signal.throwIfAborted();
  const start = performance.now();
  // In a group of its own, so that what the shell has started ends with it.
  const isGroup = process.platform !== 'win32';
  const env = { ...process.env, ...environment };
  const child = spawn(text, { env, shell: true, detached: isGroup, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => {
    if (child.pid === undefined) return;
    // What has left the group may keep the pipes open.
    child.stdout.destroy();
    child.stderr.destroy();
    if (isGroup) killGroup(child.pid);
    else child.kill();
  };
  let isLate = false;
  const timer =
    timeout === Number.POSITIVE_INFINITY
      ? undefined
      : setTimeout(() => {
          isLate = true;
          stop();
        }, 1000 * timeout);
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
    // It has just ended.
  }
}

/** Collects the end of what a stream gives. */
function tailOf(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text = (text + chunk).slice(-KEPT_CHARACTERS);
  });
  return () => text;
}
