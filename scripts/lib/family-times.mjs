// Processor time of each family in the tests: compilation, optimization of its WebAssembly, and its own tests.

import { compilerTimes, processorTime } from './processor-time.mjs';
import { crateOf, families, familyOf, wasmModules } from './project.mjs';
import { duration } from './run.mjs';

/** Milliseconds by family and part. */
const times = new Map();

export function note(family, part, milliseconds) {
  if (!times.has(family)) times.set(family, new Map());
  const parts = times.get(family);
  parts.set(part, (parts.get(part) ?? 0) + milliseconds);
}

/** Runs `body`, and adds its processor time to one part. */
export async function timed(family, part, body) {
  const before = processorTime();
  const result = await body();
  if (before !== undefined) note(family, part, processorTime() - before);
  return result;
}

/** Prints each family's times; nothing on systems without processor times of children. */
export function printFamilyTimes() {
  if (processorTime() === undefined) return;
  const compiled = compilerTimes();
  console.log('\nprocessor time that a family adds');
  for (const family of families()) {
    const parts = new Map(times.get(family));
    // The family's crate, for each target and profile, and its WebAssembly modules, compiled under their own names.
    const modules = wasmModules().filter((name) => familyOf(name) === family);
    const crates = [`superlinear_${family}`, ...modules.map(crateOf)];
    const compiling = crates.reduce((sum, crate) => sum + (compiled.get(crate) ?? 0), 0);
    if (compiling > 0) parts.set('compiling', compiling);
    const total = [...parts.values()].reduce((sum, part) => sum + part, 0);
    const shares = [...parts].map(([part, time]) => `${part} ${duration(time)}`).join(', ');
    console.log(`${family.padEnd(18)} ${duration(total).padStart(12)}   ${shares}`);
  }
}
