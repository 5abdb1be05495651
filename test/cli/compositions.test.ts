/** Jobs of compositions: methods that call other methods, in TypeScript. */

import { constrained, coordinate, numerics, ode } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { readJob, solveJob } from '../../dist/batch/job.js';
import type { compositions } from '../../dist/compositions.js';
import { recordsOf, superlinear, temporaryFolder } from '../support/command.js';

const x = [0.25, 0.5, 1, 2, 3, 4, 6, 8];
const y = [9.1, 8.4, 7.3, 5.2, 4.1, 3, 1.9, 1.2];
const matrix = [
  [1, 0.5],
  [0, 1],
  [-1, 0.25],
  [2, -0.5],
];

const logistic = {
  field: { formula: '[rate * y[0] * (1 - y[0] / limit)]', inputs: { y: 1, rate: [], limit: [] } },
  parameters: { rate: 1, limit: 8 },
  initial: [0.5],
  times: [1, 2, 4, 6, 8],
  observations: [[0.99], [1.77], [3.65], [null], [4.92]],
};

/** A job of each composition, and the call of its function. */
const CASES = {
  'constrained.curveFit': {
    problem: {
      model: { formula: 'a * exp(-k * x)', inputs: { x: [], a: [], k: [] } },
      x,
      y,
      initial: { a: 9, k: 0.3 },
    },
    solve: (problem: object) => constrained.curveFitSync(problem as never),
  },
  'coordinate.adaptiveLasso': {
    problem: { matrix, response: [2, 0.5, -2, 4], lambda: 0.1, rounds: 2 },
    solve: (problem: object) => coordinate.adaptiveLassoSync(problem as never),
  },
  'numerics.brentMinimum': {
    problem: {
      objective: { formula: 'x - a * ln(x)', inputs: { x: [], a: [] } },
      parameters: { a: 2 },
      lower: 0.1,
      upper: 4,
    },
    solve: (problem: object) => numerics.brentMinimumSync(problem as never),
  },
  'numerics.brentRoot': {
    problem: { function: { formula: 'cos(x) - x', inputs: { x: [] } }, lower: 0, upper: 2 },
    solve: (problem: object) => numerics.brentRootSync(problem as never),
  },
  'numerics.fixedPoint': {
    problem: { map: { formula: '[cos(x[1]) / 2, sin(x[0]) / 2]', inputs: { x: 2 } }, initial: [0, 0] },
    solve: (problem: object) => numerics.fixedPointSync(problem as never),
  },
  'ode.fit': {
    problem: logistic,
    // A program has NaN in the place of JSON's null.
    solve: (problem: object) =>
      ode.fitSync({ ...problem, observations: [[0.99], [1.77], [3.65], [Number.NaN], [4.92]] } as never),
  },
} satisfies Record<keyof typeof compositions, { problem: object; solve: (problem: object) => object }>;

const jobOf = (method: string, problem: object) =>
  readJob(JSON.stringify({ method, problem }), { options: {} });

/** A solution as a record has it. */
const plain = (solution: object) => JSON.parse(JSON.stringify(solution));

describe.each(Object.entries(CASES))('%s', (method, { problem, solve }) => {
  test('solves in a job what its function solves', () => {
    const solution = plain(solveJob(jobOf(method, problem)));
    expect(solution).toEqual(plain(solve(problem)));
    expect(['converged', 'rounding']).toContain(solution.status);
  });

  test('stops when its job is cancelled', () => {
    const cancelled = Int32Array.of(1);
    let outcome: string;
    try {
      outcome = (solveJob(jobOf(method, problem), cancelled) as { status: string }).status;
    } catch (error) {
      outcome = (error as { code: string }).code;
    }
    expect(outcome).not.toBe('converged');
    // The next job is another.
    expect(plain(solveJob(jobOf(method, problem))).status).toBe(plain(solve(problem)).status);
  });
});

test('vectors that a formula declares and the problem does not hold take no memory', () => {
  const model = { formula: 'sum(w) * x', inputs: { x: [], w: 1e9 } };
  for (const initial of [{}, { w: [1] }, { w: { length: 1e9 } }]) {
    expect(() => solveJob(jobOf('constrained.curveFit', { model, x, y, initial }))).toThrow(
      'initial.w must have 1000000000 entries',
    );
  }
  expect(() => solveJob(jobOf('constrained.curveFit', { model, x, y }))).toThrow('initial is missing');
});

test('a batch holds jobs of them, and errors name the argument', async () => {
  const folder = temporaryFolder();
  const jobs = [
    { method: 'constrained.curveFit', problem: { model: 'exponentialDecay', x, y } },
    { method: 'constrained.curveFit', problem: { model: 'exponentialDecoy', x, y } },
    { method: 'numerics.brentRoot', problem: { function: 'cos(x)', lower: 1, upper: 2 } },
    { method: 'numerics.brentRoot', problem: { function: null, lower: 1, upper: 2 } },
    { method: 'numerics.brentMinimum', problem: { objective: [1], lower: 1, upper: 2 } },
    { method: 'numerics.fixedPoint', problem: { map: {}, initial: [1] } },
    { method: 'ode.fit', problem: { ...logistic, observations: [[1], [2], [3], ['x'], [5]] } },
  ];
  const input = jobs.map((job) => JSON.stringify(job)).join('\n');
  const { code } = await superlinear(
    ['batch', '-', '--out', 'records.jsonl', '--ordered', '--quiet'],
    folder,
    input,
  );
  expect(code).toBe(1);
  const [fitted, ...refused] = recordsOf(`${folder}/records.jsonl`);
  expect(fitted?.solution).toMatchObject({ names: ['amplitude', 'rate', 'offset'] });
  expect(refused.map(({ error }) => error?.path)).toEqual([
    'model',
    'function',
    'function',
    'objective',
    'map',
    'observations[3][0]',
  ]);
  expect(refused[1]?.error?.message).toBe(
    'function must be a formula, such as {"formula": "x^2 - 2", "inputs": {"x": []}}, got "cos(x)"',
  );
  for (const each of refused.slice(1, 5)) expect(each.error?.message).toContain('must be a formula, such as');
});
