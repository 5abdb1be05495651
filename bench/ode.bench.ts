// Differential equations at three tolerances, natively on one thread and with WebAssembly, and the growth of time and
// steps with the number of points of a diffusion.

import { ode } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { type Equations, errorOf, problemOf, type Workload, workloads } from './ode/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

async function timesOf(problem: ode.SolveExpressionsProblem) {
  ode.solveSync(problem, { backend: 'wasm' }); // compiles the module
  return timeBackends(3, (options) => ode.solveSync(problem, options));
}

const figuresOf = (solution: ode.SolveSolution) => ({
  methods: solution.methods.length === 1 ? (solution.methods[0]?.method ?? '') : 'several',
  steps: String(solution.steps),
  evaluations: String(solution.evaluations),
  factorizations: String(solution.factorizations),
});

async function measure(name: Workload, tolerance: number): Promise<Record<string, string>> {
  const equations: Equations = workloads[name];
  const problem = problemOf(equations, tolerance);
  const solution = ode.solveSync(problem, { backend: 'native' });
  return {
    problem: name,
    tolerance: String(tolerance),
    error: errorOf(equations, solution.states.data).toExponential(1),
    ...figuresOf(solution),
    ...columnsOf(await timesOf(problem)),
  };
}

async function grown(points: number): Promise<Record<string, string>> {
  const problem: ode.SolveExpressionsProblem = {
    field: {
      formula: `let z = concatenate([[0], y, [0]], 0); [i in 0..${points - 1}: ${(points + 1) ** 2} * (z[i] - 2 z[i + 1] + z[i + 2]) + y[i] - y[i]^3]`,
      inputs: { y: points },
    },
    initial: Array.from({ length: points }, (_, i) => Math.sin((Math.PI * (i + 1)) / (points + 1))),
    times: [0.1],
    method: 'radau',
    estimateError: false,
  };
  const solution = ode.solveSync(problem, { backend: 'native' });
  return {
    unknowns: String(points),
    ...figuresOf(solution),
    ...columnsOf(await timesOf(problem)),
  };
}

const lines: Record<string, string>[] = [];
for (const name of Object.keys(workloads) as Workload[])
  for (const tolerance of [1e-4, 1e-6, 1e-8]) lines.push(await measure(name, tolerance));
console.log(`${formatTable(lines)}\n`);
const sizes: Record<string, string>[] = [];
for (const points of [100, 1000, 10_000]) sizes.push(await grown(points));
console.log(formatTable(sizes));
