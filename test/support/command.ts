/** Runs the command `superlinear` in its own process, with files for it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JobRecord } from '../../dist/batch.js';
import { uniform } from './random.js';

/** The script of the command. */
export const COMMAND = resolve('dist/cli/main.js');

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command, with additions to its environment. */
export function start(
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env: { ...process.env, ...env } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<Ended>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle({ code, signal, ...output }));
  });
  return { child, ended };
}

/** Runs the command until it exits. */
export function superlinear(args: readonly string[], folder = '.', input = ''): Promise<Ended> {
  const { child, ended } = start(args, folder);
  child.stdin?.end(input);
  return ended;
}

/** The outcome of the command if the reader of its output (1) or of its messages (2) is gone before it begins. */
export async function withoutReader(
  args: readonly string[],
  descriptor: 1 | 2,
  folder = '.',
  input = '',
): Promise<Ended> {
  // The gate opens only after the reader has exited.
  const script = 'read gate; exec "$0" "$@"';
  const child = spawn('sh', ['-c', script, process.execPath, COMMAND, ...args], { cwd: folder });
  const output = { stdout: '', stderr: '' };
  const [closed, read] = descriptor === 1 ? (['stdout', 'stderr'] as const) : (['stderr', 'stdout'] as const);
  child[read].setEncoding('utf8').on('data', (text: string) => {
    output[read] += text;
  });
  const ended = new Promise<Ended>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle({ code, signal, ...output }));
  });
  await new Promise<void>((resolve) => child[closed].once('close', resolve).destroy());
  child.stdin.end(`go\n${input}`);
  return ended;
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Jobs of entropic transport between `size` random points in each marginal, one per line. */
export function transportJobs(count: number, size: number): string {
  const points = (seed: number) => {
    const numbers = uniform(seed, 2 * size);
    return Array.from({ length: size }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]);
  };
  const jobs = Array.from({ length: count }, (_, index) => {
    const problem = {
      sourcePoints: points(2 * index + 1),
      targetPoints: points(2 * index + 2),
      regularization: 0.01,
    };
    return JSON.stringify({ id: `job ${index + 1}`, method: 'transport.sinkhornNewton', problem });
  });
  return jobs.map((job) => `${job}\n`).join('');
}

/**
 * Jobs with formulas, one per line: a chain of six variables on a sphere, with different starts. Every third has its
 * target as a parameter, so that formulas differ.
 */
export function expressionJobs(count: number): string {
  const jobs = Array.from({ length: count }, (_, index) => {
    const initial = uniform(index + 1, 6).map((value) => value + 0.5);
    const [target, parameters] = index % 3 === 0 ? ['a', { a: 1 + (index % 7) / 7 }] : ['1', {}];
    const inputs = { x: 6, ...(index % 3 === 0 && { a: [] }) };
    const objective = { formula: `sum(i in 0..4: 10 (x[i+1] - x[i]^2)^2 + (${target} - x[i])^2)`, inputs };
    const constraints = { formula: '[sum(x^2) - 4]', inputs };
    return JSON.stringify({
      id: index + 1,
      method: 'constrained.minimize',
      problem: { objective, constraints, parameters, initial: [...initial] },
    });
  });
  return jobs.map((job) => `${job}\n`).join('');
}

/** The lines of a file. */
export const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);

/** The records of a file. */
export const recordsOf = (path: string) => linesOf(path).map((line) => JSON.parse(line) as JobRecord);
