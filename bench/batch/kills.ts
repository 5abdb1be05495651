// Checks that a batch killed repeatedly writes the same records as an undisturbed one.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const KILLS = 10;

const start = (input: string, output: string): ChildProcess =>
  spawn(process.execPath, ['dist/cli/main.js', 'batch', input, '--out', output, '--resume', '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });

/** Runs the command until it exits; resolves to the elapsed seconds. */
async function finish(input: string, output: string): Promise<number> {
  const started = performance.now();
  const [code] = await once(start(input, output), 'exit');
  if (code !== 0) throw new Error(`the batch ended with ${code}`);
  return (performance.now() - started) / 1000;
}

/** The number of lines of a file and a hash that is independent of their order. */
function sortedHash(path: string) {
  const lines = readFileSync(path, 'latin1').split('\n').slice(0, -1).sort();
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return { lines: lines.length, sha256: hash.digest('hex') };
}

/** Kills a batch ten times at random moments, resumes it each time, and compares the records. */
export async function compareWithKilled(input: string, undisturbed: string, killed: string) {
  const seconds = await finish(input, undisturbed);
  const expected = sortedHash(undisturbed);
  let kills = 0;
  const after: number[] = [];
  while (kills < KILLS) {
    const child = start(input, killed);
    const exited = once(child, 'exit');
    const wait = (1.5 * Math.random() * seconds) / KILLS + 0.3;
    await Promise.race([sleep(1000 * wait), exited]);
    if (child.exitCode !== null) throw new Error('the batch was done before it was killed ten times');
    child.kill('SIGKILL');
    await exited;
    kills++;
    after.push(readFileSync(killed, 'latin1').split('\n').length - 1);
  }
  await finish(input, killed);
  const found = sortedHash(killed);
  return {
    records: String(found.lines),
    'at each kill': after.join(' '),
    'sorted bytes': found.sha256 === expected.sha256 ? 'identical' : 'DIFFERENT',
  };
}
