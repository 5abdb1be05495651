// The command `fit-stream` on rows made on the fly: time, memory over time, and the same bits after kills.
//
//   npm run bench -- fit-stream [--large]      with --large, 10 million rows instead of a million

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatTable } from '../examples/support/table.js';

const KILLS = 3;
const rows = process.argv.includes('--large') ? 10_000_000 : 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'superlinear-bench-'));
const pipe = join(folder, 'rows.csv');

/** Starts the command on the pipe, and the program that fills it. */
function start(options: readonly string[]): { command: ChildProcess; table: ChildProcess } {
  rmSync(pipe, { force: true });
  execFileSync('mkfifo', [pipe]);
  const about = ['--response', 'bought', '--loss', 'logistic', '--classes', 'no,yes'];
  const fit = ['dist/cli/main.js', 'fit-stream', pipe, ...about, '--method', 'normalizedAdaptive'];
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  return {
    command: spawn(process.execPath, [...fit, ...options], { stdio: [...stdio] }),
    table: spawn(process.execPath, ['build/bench/stochastic/table.js', pipe, String(rows)], {
      stdio: [...stdio],
    }),
  };
}

/** MiB in use by a process. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Runs the command to its end; the largest memory in each quarter of the time. */
async function finish(options: readonly string[]): Promise<{ seconds: number; quarters: string }> {
  const began = performance.now();
  const { command, table } = start(options);
  const memory: number[] = [];
  const clock = setInterval(() => memory.push(memoryOf(command)), 50);
  const [[code]] = await Promise.all([once(command, 'exit'), once(table, 'exit')]);
  clearInterval(clock);
  if (code !== 0) throw new Error(`fit-stream ended with ${code}`);
  const quarters = [0, 1, 2, 3].map((quarter) => {
    const [from, to] = [quarter, quarter + 1].map((place) => Math.ceil((memory.length * place) / 4));
    return Math.max(...memory.slice(from, to)).toFixed(0);
  });
  return { seconds: (performance.now() - began) / 1000, quarters: quarters.join(' ') };
}

/** Runs the command for some time from its checkpoint, then kills it. */
async function kill(options: readonly string[], seconds: number): Promise<void> {
  const { command, table } = start(options);
  const exited = Promise.all([once(command, 'exit'), once(table, 'exit')]);
  await Promise.race([sleep(1000 * seconds), exited]);
  if (command.exitCode !== null) throw new Error('the rows were learned before the kill');
  command.kill('SIGKILL');
  await exited;
}

try {
  const [whole, model, state] = ['whole.json', 'model.json', 'model.state'].map((name) => join(folder, name));
  const undisturbed = await finish(['--out', whole as string]);
  const checkpoint = ['--checkpoint', state as string, '--checkpoint-every', '0.5', '--out', model as string];
  const resumed = () => (existsSync(state as string) ? [...checkpoint, '--resume'] : checkpoint);
  for (let k = 1; k <= KILLS; k++) await kill(resumed(), (undisturbed.seconds * k) / (KILLS + 2));
  const last = await finish(resumed());
  const [one, other] = [whole, model].map((file) => readFileSync(file as string, 'utf8'));
  const { progressiveLoss } = JSON.parse(one as string) as { progressiveLoss: number };
  console.log(
    `${rows} rows of a pipe, mean loss ${progressiveLoss.toFixed(4)}; the last of ${KILLS} runs killed`,
  );
  const line = (name: string, { seconds, quarters }: Awaited<ReturnType<typeof finish>>) => ({
    run: name,
    seconds: seconds.toFixed(1),
    'rows a second': (rows / seconds).toFixed(0),
    'MiB by quarters': quarters,
  });
  console.log(formatTable([line('undisturbed', undisturbed), line('resumed', last)]));
  console.log(one === other ? 'Equal bytes.' : 'DIFFERENT bytes.');
} finally {
  rmSync(folder, { recursive: true });
}
