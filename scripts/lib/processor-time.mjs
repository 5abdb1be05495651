// Processor time reported by the operating system, of this process and its descendants.

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { at } from './project.mjs';

/** Linux clock ticks per second; 100 on every platform for decades. */
const TICKS = 100;

/** Milliseconds so far, including terminated descendants; undefined on systems other than Linux. */
export function processorTime() {
  if (process.platform !== 'linux') return undefined;
  // The second field is the program's name in parentheses and may contain spaces; the fields after it are numbered from
  // 3.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ').map(Number);
  const [own, system, childrens, childrensSystem] = fields.slice(11, 15);
  return ((own + system + childrens + childrensSystem) / TICKS) * 1000;
}

const COMPILER_LOG = at('build/test/compiler-times');

/** Starts logging the compiler's time for each crate. */
export function watchCompiler() {
  if (process.platform !== 'linux') return;
  mkdirSync(dirname(COMPILER_LOG), { recursive: true });
  rmSync(COMPILER_LOG, { force: true });
  process.env.RUSTC_WRAPPER = at('scripts/timed-rustc.sh');
  process.env.COMPILER_LOG = COMPILER_LOG;
}

/** Milliseconds spent by the compiler, by crate name. */
export function compilerTimes() {
  const times = new Map();
  if (!existsSync(COMPILER_LOG)) return times;
  for (const line of readFileSync(COMPILER_LOG, 'utf8').trim().split('\n')) {
    const [crate, user, system] = line.split(' ');
    times.set(crate, (times.get(crate) ?? 0) + milliseconds(user) + milliseconds(system));
  }
  return times;
}

/** Parses a duration such as "1m2.345s". */
function milliseconds(text) {
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s$/.exec(text) ?? [0, 0, 0];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
