/** Linear recurrences: the loop they must equal, gradients by differences, blocks, overflow. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyAffineScan } from '../../certificates/dynamics.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { normals, uniform } from '../../support/random.js';

const { affineScan, affineScanSync } = dynamics;

beforeAll(() => load('dynamics'));

checkSolver<dynamics.AffineScanProblem, dynamics.AffineScanSolution, unknown>({
  method: 'dynamics.affineScan',
  certify: certifyAffineScan,
  solve: affineScan,
  solveSync: affineScanSync,
  problem: () => ({
    kind: 'householder',
    vectors: { rows: 4, columns: 2, data: new Float64Array([1, 0.5, -1, 2, 0.3, 1, 2, 1]) },
    strengths: { rows: 2, columns: 2, data: new Float64Array([2, 1.5, 0.5, 1]) },
    offsets: { rows: 2, columns: 2, data: new Float64Array([0.1, -0.2, 0.3, 0]) },
    initial: { rows: 2, columns: 2, data: new Float64Array([1, 0, 0.5, -1]) },
    tokens: new Int32Array([0, 1, 1, 0, 0, 1]),
    batch: 2,
    adjoint: { rows: 6, columns: 2, data: new Float64Array([1, 2, 0, 1, -1, 0.5, 0, 1, 2, 0, 1, 1]) },
    output: 'states',
  }),
  verify({ status, states, gradients }) {
    expect([status, states.rows, gradients?.strengths?.rows]).toEqual(['finished', 6, 2]);
  },
});

const matrix = (rows: number, columns: number, seed: number) => ({
  rows,
  columns,
  data: normals(seed, rows * columns),
});

const strengths = (rows: number, columns: number, seed: number) => ({
  rows,
  columns,
  data: uniform(seed, rows * columns).map((value) => 2 * value),
});

const problems: Readonly<Record<string, dynamics.AffineScanProblem>> = {
  diagonal: {
    kind: 'diagonal',
    factors: matrix(6, 3, 1),
    offsets: matrix(6, 3, 2),
    initial: matrix(1, 3, 3),
  },
  householder: {
    kind: 'householder',
    vectors: matrix(12, 3, 4),
    strengths: strengths(6, 2, 5),
    offsets: matrix(6, 3, 6),
    initial: matrix(1, 3, 7),
  },
  'rank one, with tokens': {
    kind: 'rankOne',
    left: matrix(4, 3, 8),
    right: matrix(4, 3, 9),
    terms: 2,
    offsets: matrix(2, 3, 10),
    initial: matrix(2, 3, 11),
    tokens: [0, 1, 1, 0, 1, 0],
    batch: 2,
  },
};

describe.each(Object.entries(problems))('%s', (_, problem) => {
  test('equals the loop', () => {
    const solution = affineScanSync(problem);
    certifyAffineScan(problem, solution);
    const data = solution.states.data.map((value, k) => (k === 5 ? value + 1e-9 : value));
    expectRefusal(() => certifyAffineScan(problem, { ...solution, states: { ...solution.states, data } }));
  });

  test('has the gradients of differences', () => {
    const adjoint = matrix(6, 3, 20);
    const value = (changed: dynamics.AffineScanProblem) =>
      affineScanSync(changed).states.data.reduce(
        (sum, state, k) => sum + state * (adjoint.data[k] as number),
        0,
      );
    const { gradients } = affineScanSync({ ...problem, adjoint });
    for (const key of ['factors', 'vectors', 'strengths', 'left', 'right', 'offsets', 'initial'] as const) {
      const given = problem[key] as { rows: number; columns: number; data: Float64Array } | undefined;
      if (given === undefined) continue;
      const found = gradients?.[key]?.data as Float64Array;
      for (const k of found.keys()) {
        const moved = (step: number) => {
          const data = given.data.map((entry, i) => (i === k ? entry + step : entry));
          return value({ ...problem, [key]: { ...given, data } });
        };
        const step = 1e-5;
        expectClose(found[k] as number, (moved(step) - moved(-step)) / (2 * step), 1e-6);
      }
    }
  });

  test('returns the last states alone', () => {
    const { states } = affineScanSync(problem);
    const batch = problem.batch ?? 1;
    const last = affineScanSync({ ...problem, output: 'last' }).states;
    const steps = states.rows / batch;
    for (let k = 0; k < batch; k++) {
      const own = states.data.subarray(((k + 1) * steps - 1) * 3, (k + 1) * steps * 3);
      expect([...last.data.subarray(3 * k, 3 * k + 3)]).toEqual([...own]);
    }
  });
});

describe('a long diagonal recurrence', () => {
  const rows = 20_000;
  const columns = 11;
  const factors = { rows, columns, data: uniform(1, columns * rows).map((value) => 2 * value - 1) };
  const offsets = matrix(rows, columns, 2);

  test('in blocks equals the loop to rounding, with the same bits on any number of threads', () => {
    const initial = { rows: 1, columns, data: uniform(3, columns) };
    const problem = { kind: 'diagonal', factors, offsets, initial } as const;
    const { states } = affineScanSync(problem, { threads: 1 });
    for (const threads of [2, 7])
      expect(affineScanSync(problem, { threads }).states.data).toEqual(states.data);
    let state = initial.data;
    for (let t = 0; t < rows; t++) {
      const at = (values: Float64Array, j: number) => values[columns * t + j] as number;
      state = state.map((value, j) => at(factors.data, j) * value + at(offsets.data, j));
      if (t % 997 === 0 || t === rows - 1)
        expectAllClose(states.data.subarray(columns * t, columns * (t + 1)), state, 1e-12);
    }
  });

  test.each([1, 2])(
    'whose products overflow stays right while its states do not, by %d threads',
    (threads) => {
      const factor = { rows, columns: 1, data: new Float64Array(rows).fill(10) };
      const zeros = { kind: 'diagonal', factors: factor, initial: [[0]] } as const;
      const { status, states } = affineScanSync(zeros, { threads });
      expect(status).toBe('finished');
      expect(states.data.every((value) => value === 0)).toBe(true);
    },
  );

  test.each([1, 2])('that overflows says where, by %d threads', (threads) => {
    const factor = { rows, columns: 1, data: new Float64Array(rows).fill(2) };
    const problem = { kind: 'diagonal', factors: factor, initial: [[1]] } as const;
    const { status, index, states } = affineScanSync(problem, { threads });
    expect(status).toBe('overflow');
    // 2^997 is above 1e300.
    expect(index).toBe(996);
    expect([states.data[995], states.data[996], states.data[rows - 1]]).toEqual([2 ** 996, 0, 0]);
  });
});

test('reflections of strength 2 keep lengths', () => {
  const problem = {
    kind: 'householder',
    vectors: matrix(500, 4, 1),
    strengths: { rows: 500, columns: 1, data: new Float64Array(500).fill(2) },
    initial: [[1, 0, 0, 0]],
  } as const;
  const { states } = affineScanSync({ ...problem, output: 'last' });
  expectClose(Math.hypot(...states.data), 1, 1e-13);
});

describe('refused', () => {
  const factors = [[1], [2]];
  test.each([
    ['no data', { kind: 'diagonal' }, 'factors'],
    ['data of another kind', { kind: 'diagonal', factors, left: [[1]] }, 'left'],
    ['a token without a matrix', { kind: 'diagonal', factors, tokens: [0, 2] }, 'tokens[1]'],
    ['a batch that does not divide', { kind: 'diagonal', factors, batch: 3 }, 'batch'],
    [
      'a zero direction',
      { kind: 'householder', vectors: [[1], [0]], strengths: [[1], [1]] },
      'vectors[1][0]',
    ],
    ['a strength above 2', { kind: 'householder', vectors: [[1]], strengths: [[2.5]] }, 'strengths[0][0]'],
    ['offsets of another shape', { kind: 'diagonal', factors, offsets: [[1]] }, 'offsets'],
  ] as [string, dynamics.AffineScanProblem, string][])('%s', async (_, problem, path) => {
    await expectError(() => affineScan(problem), 'INVALID_INPUT', path);
  });
});
