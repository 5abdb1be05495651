// Overhead of minimization beside the caller's functions: problems of ten variables with very cheap functions.

import { type BackendName, constrained, load } from 'superlinear';
import { Bench } from 'tinybench';
import { formatTable } from '../examples/support/table.js';

const N = 10;

type Program = constrained.MinimizeData & constrained.SyncMinimizeFunctions;

/** HS111LNP: the composition of a gas in equilibrium, in the logarithms of its ten components. */
function equilibrium(): Program {
  const potentials = [-6.089, -17.164, -34.054, -5.914, -24.721, -14.986, -24.1, -10.708, -26.662, -22.179];
  const elements = [
    [1, 2, 2, 0, 0, 1, 0, 0, 0, 1],
    [0, 0, 0, 1, 2, 1, 1, 0, 0, 0],
    [0, 0, 1, 0, 0, 0, 1, 1, 2, 1],
  ];
  const amounts = [2, 1, 1];
  const parts = new Float64Array(N);
  /** The components, and the logarithm of their sum. */
  const evaluate = (x: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < N; i++) sum += parts[i] = Math.exp(x[i] as number);
    return Math.log(sum);
  };
  const part = (i: number) => parts[i] as number;
  const energy = (x: Float64Array, logarithm: number, i: number) =>
    part(i) * ((potentials[i] as number) + (x[i] as number) - logarithm);
  return {
    initial: new Float64Array(N).fill(-2.3),
    constraintCount: elements.length,
    objective(x) {
      const logarithm = evaluate(x);
      let sum = 0;
      for (let i = 0; i < N; i++) sum += energy(x, logarithm, i);
      return sum;
    },
    constraints(x, values) {
      evaluate(x);
      elements.forEach((row, k) => {
        let sum = -(amounts[k] as number);
        for (let i = 0; i < N; i++) sum += (row[i] as number) * part(i);
        values[k] = sum;
      });
    },
    gradient(x, gradient) {
      const logarithm = evaluate(x);
      for (let i = 0; i < N; i++) gradient[i] = energy(x, logarithm, i);
    },
    jacobian(x, entries) {
      evaluate(x);
      elements.forEach((row, k) => {
        for (let i = 0; i < N; i++) entries[k * N + i] = (row[i] as number) * part(i);
      });
    },
    hessian(x, multipliers, weight, entries) {
      const logarithm = evaluate(x);
      const sum = Math.exp(logarithm);
      for (let i = 0; i < N; i++) {
        for (let j = 0; j <= i; j++) entries[i * N + j] = (-weight * part(i) * part(j)) / sum;
        let bend = weight * (energy(x, logarithm, i) + part(i));
        elements.forEach((row, k) => {
          bend += (multipliers[k] as number) * (row[i] as number) * part(i);
        });
        entries[i * N + i] = (entries[i * N + i] as number) + bend;
      }
    },
  };
}

/** A sum of squares under eight nearly linear equations. */
function bentChain(): Program {
  const at = (x: Float64Array, i: number) => x[i] as number;
  return {
    initial: [-4, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    constraintCount: N - 2,
    objective(x) {
      let sum = 0;
      for (let i = 0; i + 1 < N; i++) sum += (at(x, i) + at(x, i + 1)) ** 2;
      return sum;
    },
    constraints(x, values) {
      for (let i = 0; i + 2 < N; i++) {
        values[i] = at(x, i) + 2 * at(x, i + 1) + 3 * at(x, i + 2) - 1 + 0.1 * at(x, i) ** 2;
      }
    },
    gradient(x, gradient) {
      gradient.fill(0);
      for (let i = 0; i + 1 < N; i++) {
        const slope = 2 * (at(x, i) + at(x, i + 1));
        gradient[i] = at(gradient, i) + slope;
        gradient[i + 1] = slope;
      }
    },
    jacobian(x, entries) {
      entries.fill(0);
      for (let i = 0; i + 2 < N; i++) entries.set([1 + 0.2 * at(x, i), 2, 3], i * N + i);
    },
    hessian(_, multipliers, weight, entries) {
      entries.fill(0);
      for (let i = 0; i < N; i++) {
        const squares = i === 0 || i === N - 1 ? 2 : 4;
        entries[i * N + i] = squares * weight + (i + 2 < N ? 0.2 * at(multipliers, i) : 0);
        if (i > 0) entries[i * N + i - 1] = 2 * weight;
      }
    },
  };
}

/** Evaluates the functions as often as a run does, to time them without the solver. */
function functionsAlone(program: Program, { evaluations }: constrained.MinimizeSolution): () => void {
  const m = program.constraintCount ?? 0;
  const [x, c, gradient] = [Float64Array.from(program.initial), new Float64Array(m), new Float64Array(N)];
  const [jacobian, hessian] = [new Float64Array(m * N), new Float64Array(N * N)];
  return () => {
    for (let k = 0; k < evaluations.objective; k++) program.objective(x);
    for (let k = 0; k < evaluations.constraints; k++) program.constraints?.(x, c);
    for (let k = 0; k < evaluations.gradient; k++) program.gradient?.(x, gradient);
    for (let k = 0; k < evaluations.jacobian; k++) program.jacobian?.(x, jacobian);
    for (let k = 0; k < evaluations.hessian; k++) program.hessian?.(x, c, 1, hessian);
  };
}

const backends: BackendName[] = ['native', 'wasm'];
const programs = { HS111LNP: equilibrium(), 'bent chain': bentChain() };
const bench = new Bench({ time: 500, warmupTime: 300 });
await load('constrained');
for (const [name, program] of Object.entries(programs)) {
  bench.add(`${name}: functions`, functionsAlone(program, constrained.minimizeSync(program)));
  for (const backend of backends) {
    bench.add(`${name}: ${backend}`, () => void constrained.minimizeSync(program, { backend }));
  }
}
await bench.run();

const median = (task: string) => {
  const result = bench.tasks.find(({ name }) => name === task)?.result;
  if (result?.state !== 'completed') throw new Error(`${task}: ${result?.state}`);
  return result.latency.p50 * 1000;
};

console.log('Minima of functions of ten variables, medians in microseconds\n');
const rows = Object.entries(programs).flatMap(([name, program]) => {
  const { iterations, status } = constrained.minimizeSync(program);
  const functions = median(`${name}: functions`);
  return backends.map((backend) => {
    const total = median(`${name}: ${backend}`);
    return {
      problem: name,
      backend,
      status,
      iterations: String(iterations),
      total: total.toFixed(1),
      functions: functions.toFixed(1),
      own: (total - functions).toFixed(1),
    };
  });
});
console.log(formatTable(rows));
