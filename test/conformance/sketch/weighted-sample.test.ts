/**
 * Row sampling: each distribution against the enumeration of its outcomes.
 *
 * A count is more than five standard deviations off its expectation with probability 6e-7 (the normal approximation),
 * so a test of 40 counts fails by chance with probability 2.4e-5. Seeds are fixed, so results are reproducible.
 */

import * as fc from 'fast-check';
import { load, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyWeightedSample } from '../../certificates/sketch.js';
import { range } from '../../certificates/support.js';
import { SIX_ROWS } from '../../data/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, failureOf } from '../../support/expect.js';
import { testNatively } from '../../support/natively.js';
import { uniform } from '../../support/random.js';

const { basisMatrixSync, weightedSample, weightedSampleSync } = sketch;

type Problem = sketch.WeightedSampleProblem;
type Solution = sketch.WeightedSampleSolution;

beforeAll(() => load('sketch'));

/** Random features. */
function features(seed: number, rows: number, columns: number) {
  return { rows, columns, data: uniform(seed, rows * columns).map((value) => value - 0.5) };
}

checkSolver({
  method: 'sketch.weightedSample',
  certify: certifyWeightedSample,
  solve: weightedSample,
  solveSync: weightedSampleSync,
  random: true,
  problem: (): Problem => ({
    matrix: features(1, 40, 3),
    method: 'volumeRescaled',
    size: 8,
    stabilized: false,
    degreeKind: 'total',
  }),
  verify(solution) {
    expectSample(solution, 40, 3, 8);
    expect(solution.normBounds.lower).toBeGreaterThan(0);
  },
});

/** Checks properties common to all samples. */
function expectSample(solution: Solution, rows: number, rank: number, size: number): void {
  expect(solution.rank).toBe(rank);
  expect(solution.rows).toBeInstanceOf(Int32Array);
  for (const array of [solution.rows, solution.weights, solution.scores]) expect(array.length).toBe(size);
  for (const row of solution.rows) expect(row >= 0 && row < rows).toBe(true);
  for (const score of solution.scores) expect(score > 0 && score <= 1 + 1e-14).toBe(true);
  const { lower, upper } = solution.normBounds;
  expect(lower).toBeGreaterThanOrEqual(0);
  expect(lower).toBeLessThanOrEqual(upper);
  expect(solution.stabilized).toBe(lower >= 0.5 && upper <= 1.5);
}

/** Compares the frequencies of outcomes with probabilities that sum to 1. */
function expectLaw(outcomes: Iterable<string>, law: Map<string, number>): void {
  const counts = new Map<string, number>();
  let draws = 0;
  for (const outcome of outcomes) {
    draws++;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  expectClose(
    [...law.values()].reduce((sum, probability) => sum + probability, 0),
    1,
    1e-9,
  );
  expect([...counts.keys()].filter((outcome) => !law.has(outcome))).toEqual([]);
  for (const [outcome, probability] of law) {
    const deviation = Math.sqrt(draws * probability * (1 - probability));
    const difference = (counts.get(outcome) ?? 0) - draws * probability;
    expect(Math.abs(difference), `${outcome}: ${difference} off`).toBeLessThanOrEqual(5 * deviation);
  }
}

/** All sets of `size` numbers below 6, ascending. */
function sets(size: number, first = 0): number[][] {
  if (size === 0) return [[]];
  const firsts = Array.from({ length: 6 - first }, (_, k) => first + k);
  return firsts.flatMap((head) => sets(size - 1, head + 1).map((tail) => [head, ...tail]));
}

/** det(A_S' A_S) of rows (1, t). */
function volume(set: readonly number[]): number {
  let sum = 0;
  for (const s of set) for (const t of set) sum += (s - t) ** 2 / 2;
  return sum;
}

function lawOfVolume(size: number): Map<string, number> {
  const total = sets(size).reduce((sum, set) => sum + volume(set), 0);
  return new Map(sets(size).map((set) => [set.join(), volume(set) / total]));
}

/** Copies of the six rows: a sample of these is reduced to the six by remainders, and large enough for many sets. */
function manyTimesSix(times: number) {
  return Array.from({ length: 6 * times }, (_, i) => [1, i % 6]);
}

const { matrix } = SIX_ROWS.problem;

/** The integers from 0 to `count` - 1. */

describe('laws', () => {
  testNatively('200,000 pairs come as their determinants say', () => {
    const law = lawOfVolume(2);
    expectClose(law.get('0,5') as number, 0.2380952381, 1e-10);
    const [repeats, calls] = [2000, 100];
    const many = manyTimesSix(1000);
    function* pairs() {
      for (let seed = 0; seed < calls; seed++) {
        const { rows } = weightedSampleSync({ matrix: many, method: 'repeatedDpp', repeats: 2000 }, { seed });
        expect(rows.length).toBe(2 * repeats);
        for (let k = 0; k < rows.length; k += 2) {
          yield [(rows[k] as number) % 6, (rows[k + 1] as number) % 6].sort().join();
        }
      }
    }
    // All 2000 sets of 2 must fit into the rows.
    expect(many.length).toBeGreaterThanOrEqual(2 * repeats);
    expectLaw(pairs(), law);
  });

  testNatively.each([2, 3, 4])('volume samples of %i come as their determinants say', (size) => {
    const law = lawOfVolume(size);
    const draw = (seed: number) =>
      weightedSampleSync({ matrix, method: 'volume', size }, { seed }).rows.join();
    expectLaw(range(10_000).map(draw), law);
    if (size !== 3) return;
    SIX_ROWS.marginalsOfThree.forEach((expected, row) => {
      const holding = [...law].filter(([set]) => set.includes(String(row)));
      expectClose(
        holding.reduce((sum, [, probability]) => sum + probability, 0),
        expected,
        1e-10,
      );
    });
  });

  test('a determinantal sample is a volume sample of as many rows as features', () => {
    const draw = (seed: number) => weightedSampleSync({ matrix, method: 'dpp' }, { seed }).rows.join();
    expectLaw(range(10_000).map(draw), lawOfVolume(2));
  });

  testNatively('independent draws come by their leverage scores', () => {
    const many = manyTimesSix(1000);
    function* draws() {
      for (let seed = 0; seed < 40; seed++) {
        const { rows } = weightedSampleSync({ matrix: many, method: 'leverage', size: 5000 }, { seed });
        for (const row of rows) yield String(row % 6);
      }
    }
    expectLaw(draws(), new Map(SIX_ROWS.scores.map((score, t) => [String(t), score / 2])));
  });

  testNatively('rescaled volume samples come as their determinants say', () => {
    const codes = range(216).map((code) => [Math.floor(code / 36), Math.floor(code / 6) % 6, code % 6]);
    const mass = (sequence: number[]) => {
      const moment = (power: number) =>
        sequence.reduce((sum, t) => sum + t ** power / (SIX_ROWS.scores[t] as number), 0);
      const scores = sequence.reduce((product, t) => product * (SIX_ROWS.scores[t] as number), 1);
      return (moment(0) * moment(2) - moment(1) ** 2) * scores;
    };
    const total = codes.reduce((sum, sequence) => sum + mass(sequence), 0);
    // If all three are the same row, the probability is rounding.
    const possible = codes.filter((sequence) => new Set(sequence).size > 1);
    const law = new Map(possible.map((sequence) => [sequence.join(), mass(sequence) / total]));
    const draw = (seed: number) =>
      weightedSampleSync({ matrix, method: 'volumeRescaled', size: 3 }, { seed }).rows.join();
    expectLaw(range(20_000).map(draw), law);
  });

  testNatively('uniform sets are equally likely', () => {
    const law = new Map(sets(3).map((set) => [set.join(), 1 / 20]));
    const draw = (seed: number) =>
      weightedSampleSync({ matrix, method: 'uniform', size: 3 }, { seed }).rows.join();
    expectLaw(range(10_000).map(draw), law);
  });

  test('a set of all rows holds all rows', () => {
    for (const method of ['uniform', 'volume'] as const) {
      const { rows, weights, normBounds } = weightedSampleSync({ matrix, method, size: 6 });
      expect(rows).toEqual(Int32Array.of(0, 1, 2, 3, 4, 5));
      expect(weights).toEqual(new Float64Array(6).fill(1));
      expectAllClose([normBounds.lower, normBounds.upper], [1, 1], 1e-14);
    }
    expect(weightedSampleSync({ matrix: [[3]], method: 'dpp' })).toMatchObject({
      rows: Int32Array.of(0),
      weights: Float64Array.of(1),
    });
  });
});

describe('samples', () => {
  const tall = features(2, 500, 4);
  const sizes: [Problem['method'], number, object][] = [
    ['uniform', 20, { size: 20 }],
    ['leverage', 20, { size: 20 }],
    ['volume', 20, { size: 20 }],
    ['dpp', 4, {}],
    ['dpp', 4, { size: 4 }],
    ['repeatedDpp', 20, { repeats: 5 }],
    ['volumeRescaled', 20, { size: 20 }],
  ];

  test.each(sizes)('by %s have the weights of the law', (method, size, order) => {
    const solution = weightedSampleSync({ matrix: tall, method, ...order });
    expectSample(solution, 500, 4, size);
    const byCount = method === 'uniform' || method === 'volume';
    const weights = Array.from(solution.scores, (score) => (byCount ? 500 / size : 4 / (size * score)));
    expectAllClose(solution.weights, weights, 1e-14);
    expect(solution.attempts).toBe(1);
  });

  test.each(sizes)('by %s have the norm bounds that they say', (method, _, order) => {
    const { rows, weights, normBounds } = weightedSampleSync({ matrix: tall, method, ...order }, { seed: 3 });
    const value = (row: number, x: ArrayLike<number>) =>
      x[0] === undefined
        ? 0
        : range(4).reduce((sum, j) => sum + (tall.data[4 * row + j] as number) * (x[j] as number), 0);
    let [least, largest] = [Number.POSITIVE_INFINITY, 0];
    for (let seed = 0; seed < 300; seed++) {
      const x = uniform(seed, 4).map((entry) => entry - 0.5);
      const whole = range(500).reduce((sum, row) => sum + value(row, x) ** 2, 0);
      const part = rows.reduce((sum, row, k) => sum + (weights[k] as number) * value(row, x) ** 2, 0);
      least = Math.min(least, part / whole);
      largest = Math.max(largest, part / whole);
    }
    expect(least).toBeGreaterThanOrEqual(normBounds.lower * (1 - 1e-12));
    expect(largest).toBeLessThanOrEqual(normBounds.upper * (1 + 1e-12));
    expect(largest).toBeGreaterThan(normBounds.upper / 3);
  });

  test('are the same whatever form the matrix has', () => {
    // Multiples of 1/256 are exact in single precision.
    const data = uniform(4, 300).map((value) => Math.round(256 * value) / 256);
    const dense = { rows: 100, columns: 3, data };
    const sparse = {
      rows: 100,
      columns: 3,
      indptr: range(101).map((i) => 3 * i),
      indices: range(300).map((k) => k % 3),
      data,
    };
    const rows = range(100).map((i) => Array.from(data.subarray(3 * i, 3 * i + 3)));
    const draw = (form: NonNullable<Problem['matrix']>) =>
      weightedSampleSync({ matrix: form, method: 'volume', size: 9 });
    for (const form of [sparse, rows, { ...dense, data: Float32Array.from(data) }]) {
      expect(draw(form)).toEqual(draw(dense));
    }
  });

  test('do not depend on the choice of features for one span', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom('leverage', 'volume', 'volumeRescaled'),
        fc.integer({ min: -40, max: 40 }),
        (seed, method, exponent) => {
          // A triangular change of variables, and a power of two.
          const data = tall.data.slice();
          for (let i = 0; i < 500; i++) {
            data[4 * i + 1] = (data[4 * i + 1] as number) + 3 * (data[4 * i] as number);
            data[4 * i + 2] = (data[4 * i + 2] as number) * 2 ** exponent;
          }
          const [plain, changed] = [tall, { ...tall, data }].map((form) =>
            weightedSampleSync({ matrix: form, method: method as 'volume', size: 12 }, { seed }),
          ) as [Solution, Solution];
          expect(changed.rows).toEqual(plain.rows);
          expectAllClose(changed.weights, plain.weights, 1e-11);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  test('of points are those of the matrix of their functions', () => {
    const points = features(5, 200, 2);
    const problem = { points, basis: 'chebyshev', degree: 3, degreeKind: 'tensor' } as const;
    const { matrix: values } = basisMatrixSync(problem);
    expect(values.columns).toBe(16);
    const order = { method: 'volumeRescaled', size: 30 } as const;
    expect(weightedSampleSync({ ...problem, ...order })).toEqual(
      weightedSampleSync({ matrix: values, ...order }),
    );
  });

  test('can be stabilized', () => {
    const problem = { matrix: tall, method: 'leverage', size: 30 } as const;
    let most = 0;
    for (let seed = 0; seed < 20; seed++) {
      const [plain, stable] = [false, true].map((stabilized) =>
        weightedSampleSync({ ...problem, stabilized }, { seed }),
      ) as [Solution, Solution];
      expect(stable.stabilized).toBe(true);
      if (plain.stabilized) expect(stable).toEqual(plain);
      else expect(stable.attempts).toBeGreaterThan(1);
      most = Math.max(most, stable.attempts);
    }
    expect(most).toBeGreaterThan(1);
    const hopeless = weightedSampleSync({
      matrix: features(6, 500, 9),
      method: 'leverage',
      size: 9,
      stabilized: true,
    });
    expect(hopeless).toMatchObject({ stabilized: false, attempts: 100 });
    const { attempts } = weightedSampleSync(
      { matrix: features(6, 500, 9), method: 'leverage', size: 9, stabilized: true },
      { timeLimit: 0 },
    );
    expect(attempts).toBe(1);
  });

  test('of dependent features are drawn where the law allows', async () => {
    const dependent = range(50).map((i) => [1, i, 2 * i + 3]);
    for (const method of ['uniform', 'leverage'] as const) {
      const solution = weightedSampleSync({ matrix: dependent, method, size: 10 });
      expectSample(solution, 50, 2, 10);
    }
    for (const order of [
      { method: 'volume', size: 10 },
      { method: 'volumeRescaled', size: 10 },
      { method: 'dpp' },
      { method: 'repeatedDpp', repeats: 2 },
    ] as const) {
      const error = await expectError(
        () => weightedSample({ matrix: dependent, ...order }),
        'NUMERICAL_BREAKDOWN',
      );
      expect(error.message).toContain('rank is 2');
    }
    await expectError(() => weightedSample({ matrix: [[0], [0]], method: 'dpp' }), 'NUMERICAL_BREAKDOWN');
  });

  test('in the making can be stopped', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const large = features(7, 6000, 200);
    const running = failureOf(() =>
      weightedSample({ matrix: large, method: 'repeatedDpp', repeats: 30 }, { signal: controller.signal }),
    );
    setTimeout(() => controller.abort(reason), 20);
    expect(await running).toBe(reason);
    expectSample(await weightedSample({ matrix, method: 'dpp' }), 6, 2, 2);
  });
});

test('what cannot be drawn is refused', async () => {
  const refused = (problem: object, path: string) =>
    expectError(() => weightedSample(problem as Problem), 'INVALID_INPUT', path);
  const volume = { matrix, method: 'volume', size: 3 };
  const points = { points: [[0], [0.5], [1]], basis: 'legendre', degree: 1, method: 'dpp' };
  await refused({ matrix, method: 'volume' }, 'size');
  for (const method of ['uniform', 'leverage', 'volume', 'volumeRescaled']) {
    await refused({ matrix, method, size: 1 }, 'size');
    await refused({ matrix, method, size: 7 }, 'size');
  }
  await refused({ ...volume, size: 2.5 }, 'size');
  await refused({ ...volume, size: -3 }, 'size');
  await refused({ matrix, method: 'dpp', size: 3 }, 'size');
  await refused({ matrix, method: 'repeatedDpp' }, 'repeats');
  await refused({ matrix, method: 'repeatedDpp', repeats: 0 }, 'repeats');
  await refused({ matrix, method: 'repeatedDpp', repeats: 4 }, 'repeats');
  await refused({ matrix, method: 'repeatedDpp', repeats: 3, size: 3 }, 'size');
  await refused({ ...volume, repeats: 2 }, 'repeats');
  await refused({ ...volume, stabilized: true }, 'stabilized');
  await refused({ ...volume, method: 'best' }, 'method');
  await refused({ matrix, size: 3 }, 'method');
  await refused({ method: 'volume', size: 3 }, 'matrix');
  await refused({ ...volume, matrix: [[1, 2, 3]] }, 'matrix');
  await refused({ ...volume, matrix: [] }, 'matrix');
  await refused(
    {
      ...volume,
      matrix: [
        [1, 2],
        [1, Number.NaN],
        [0, 1],
      ],
    },
    'matrix[1][1]',
  );
  await refused({ ...volume, points: [[1]] }, 'matrix');
  await refused({ ...volume, basis: 'legendre' }, 'basis');
  await refused({ ...volume, degree: 2 }, 'degree');
  await refused({ ...points, basis: undefined }, 'basis');
  await refused({ ...points, basis: 'hermite' }, 'basis');
  await refused({ ...points, degree: undefined }, 'degree');
  await refused({ ...points, degree: 3 }, 'degree');
  await refused({ ...points, points: [[0], [1.5]] }, 'points[1][0]');
  await refused({ ...points, points: [[0], [Number.NaN]] }, 'points[1][0]');
});
