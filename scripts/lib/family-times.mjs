// What each family adds to the tests, in processor time: compiling it, optimising its WebAssembly, and its own tests.

import { compilerTimes, processorTime } from './processor-time.mjs';
import { crateOf, families, familyOf, wasmModules } from './project.mjs';
import { duration } from './run.mjs';

/** Milliseconds by family and part. */
const times = new Map();

/** Adds to the time of one part. */
export function note(family, part, milliseconds) {
  if (!times.has(family)) times.set(family, new Map());
  const parts = times.get(family);
  parts.set(part, (parts.get(part) ?? 0) + milliseconds);
}

/** Runs `body`, and adds its processor time to that of one part. */
export async function timed(family, part, body) {
  const before = processorTime();
  const result = await body();
  if (before !== undefined) note(family, part, processorTime() - before);
  return result;
}

/** Prints what each family took; nothing on systems that do not tell. */
export function printFamilyTimes() {
  if (processorTime() === undefined) return;
  const compiled = compilerTimes();
  console.log('\nprocessor time that a family adds');
  for (const family of families()) {
    const parts = new Map(times.get(family));
    // Its crate, for each target and profile, and its modules of WebAssembly, which are compiled under their names.
    const modules = wasmModules().filter((name) => familyOf(name) === family);
    const crates = [`superlinear_${family}`, ...modules.map(crateOf)];
    const compiling = crates.reduce((sum, crate) => sum + (compiled.get(crate) ?? 0), 0);
    if (compiling > 0) parts.set('compiling', compiling);
    const total = [...parts.values()].reduce((sum, part) => sum + part, 0);
    const shares = [...parts].map(([part, time]) => `${part} ${duration(time)}`).join(', ');
    console.log(`${family.padEnd(18)} ${duration(total).padStart(12)}   ${shares}`);
  }
}
