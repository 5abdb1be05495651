// Bilevel minimization: time against the number of inner variables, natively on one thread and with WebAssembly.

import { bilevel } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { columnsOf, timeBackends } from './support/backends.js';

interface Workload {
  readonly name: string;
  readonly problem: bilevel.MinimizeDataProblem;
}

/** A smooth inner problem with weight and slope given by x, and a target for y. */
const smooth = (size: number): Workload => {
  const inputs = { x: 2, y: size, t: size };
  return {
    name: `implicit, ${size} inner variables`,
    problem: {
      outerObjective: { formula: 'sum((y - t)^2) / 2', inputs },
      innerObjective: {
        formula: 'sum(exp(y)) + exp(x[0]) * sum(y^2) / 2 - x[1] * sum(y) - dot(t, y)',
        inputs,
      },
      parameters: { t: Float64Array.from({ length: size }, (_, k) => Math.sin(k)) },
      initial: [0, 0],
    },
  };
};

/** Prices of goods; the buyers' total demand is capped. */
const prices = (size: number): Workload => {
  const inputs = { x: size, y: size };
  return {
    name: `value function, ${size} prices under a cap`,
    problem: {
      outerObjective: { formula: '-sum(x * y)', inputs },
      innerObjective: { formula: 'sum(y^2) + sum(y)^2 / 4 - sum((5 - x) * y)', inputs },
      innerInequalities: {
        formula: `[${[...Array(size).keys()].map((k) => `-y[${k}]`).join(', ')}, sum(y) - ${size / 4}]`,
        inputs,
      },
      initial: new Float64Array(size).fill(1),
    },
  };
};

const workloads = [...[10, 100, 400, 2000, 20_000].map(smooth), ...[2, 10, 40].map(prices)];

async function measure({ name, problem }: Workload): Promise<Record<string, string>> {
  let found: bilevel.MinimizeSolution | undefined;
  const times = await timeBackends(3, (options) => {
    found = bilevel.minimizeSync(problem, options);
  });
  return {
    problem: name,
    status: found?.status ?? '',
    iterations: String(found?.iterations),
    products: String(found?.innerProducts),
    ...columnsOf(times),
  };
}

const lines: Record<string, string>[] = [];
for (const workload of workloads) lines.push(await measure(workload));
console.log(formatTable(lines));
