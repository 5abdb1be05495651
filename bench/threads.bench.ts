// Speedup by a second thread for a function at one point: prepared functions of increasing numbers of variables.

import { prepare, read } from 'superlinear/expression';
import { formatTable } from '../examples/support/table.js';
import { factor, seconds } from './support/format.js';
import { takeTurns, timeOf } from './support/timing.js';

const rounds = 7;
const sizes = [20_000, 50_000, 100_000, 200_000, 400_000, 1_000_000];

/** Sums over neighboring variables of simple operations, and of functions. */
const formulas: Record<string, (last: number) => string> = {
  simple: (last) => `sum(i in 0..${last}: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)`,
  functions: (last) => `sum(i in 0..${last}: exp(x[i]) * sin(x[i+1]))`,
};

async function measure(name: string, size: number): Promise<Record<string, string>> {
  const problem = { function: read(formulas[name]?.(size - 2) ?? '', { x: size }) };
  const point = Float64Array.from({ length: size }, (_, k) => Math.sin(k));
  const functions = await Promise.all([1, 2].map((threads) => prepare(problem, { threads })));
  const turn = (k: number) => () => timeOf(() => functions[k]?.values(point));
  const { one, two } = await takeTurns(rounds, { one: turn(0), two: turn(1) });
  for (const f of functions) f.close();
  return {
    formula: name,
    variables: String(size),
    'one thread': seconds(one.wall),
    'two / one, by the clock': factor(two.wall / one.wall),
    'of the processor': factor(two.cpu / one.cpu),
  };
}

console.log(`Values of prepared functions on two threads, medians of ${rounds} turns\n`);
const lines: Record<string, string>[] = [];
for (const name of Object.keys(formulas)) for (const size of sizes) lines.push(await measure(name, size));
console.log(formatTable(lines));
