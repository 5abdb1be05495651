// Processor time, as the operating system counts it: of this process, and of the programs that it ran and their own.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { at } from './project.mjs';

/** Clock ticks in a second, in which Linux counts; it has been 100 on every platform for decades. */
const TICKS = 100;

/** Milliseconds so far, with those of all programs that have ended; undefined on systems that do not tell. */
export function processorTime() {
  if (process.platform !== 'linux') return undefined;
  // The second field is the program's name, in brackets, and may hold spaces; the fields after it are numbered from 3.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ').map(Number);
  const [own, system, childrens, childrensSystem] = fields.slice(11, 15);
  return ((own + system + childrens + childrensSystem) / TICKS) * 1000;
}

const COMPILER_LOG = at('build/test/compiler-times');

/** From now on, notes how long the compiler takes for each crate. */
export function watchCompiler() {
  if (process.platform !== 'linux') return;
  mkdirSync(dirname(COMPILER_LOG), { recursive: true });
  rmSync(COMPILER_LOG, { force: true });
  process.env.RUSTC_WRAPPER = at('scripts/timed-rustc.sh');
  process.env.COMPILER_LOG = COMPILER_LOG;
}

/** Milliseconds that the compiler took for each crate, by name. */
export function compilerTimes() {
  const times = new Map();
  if (!existsSync(COMPILER_LOG)) return times;
  for (const line of readFileSync(COMPILER_LOG, 'utf8').trim().split('\n')) {
    const [crate, user, system] = line.split(' ');
    times.set(crate, (times.get(crate) ?? 0) + milliseconds(user) + milliseconds(system));
  }
  return times;
}

/** Of "1m2.345s". */
function milliseconds(text) {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [0, 0, 0];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
