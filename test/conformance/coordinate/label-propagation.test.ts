/**
 * Label propagation: harmonic functions by rational arithmetic, random walks, label spreading by its equations, and
 * unreachable nodes.
 */

import * as fc from 'fast-check';
import { coordinate, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyLabelPropagation } from '../../certificates/graphs.js';
import { grid, knownValues, LATTICES, latticeEdges, symmetric } from '../../data/coordinate-graphs.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { labelPropagation, labelPropagationSync, solveGraphQuadratic } = coordinate;

const CHAIN = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 4],
];

checkSolver<
  coordinate.LabelPropagationProblem,
  coordinate.LabelPropagationSolution,
  coordinate.GraphProgress
>({
  method: 'coordinate.labelPropagation',
  certify: certifyLabelPropagation,
  mayBeNaN: ['labels'],
  mayBeNull: ['labels'],
  solve: labelPropagation,
  solveSync: labelPropagationSync,
  problem: () => ({
    edges: CHAIN,
    labels: [0, -1, -1, -1, 1],
    alpha: 0,
    method: 'cg',
    tolerance: 1e-12,
    maxIterations: 50,
    defaultLabel: -1,
  }),
  verify({ status, labels, scores, classes, unreachable }) {
    expect(status).toBe('converged');
    expect([...(labels ?? [])]).toEqual([0, 0, 0, 1, 1]);
    expect([...(classes ?? [])]).toEqual([0, 1]);
    expectAllClose(scores?.data ?? [], [1, 0, 0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 0, 1], 1e-12);
    expect(unreachable.length).toBe(0);
  },
  long: () => ({
    edges: latticeEdges(300, 300),
    values: Float64Array.from({ length: 90_000 }, (_, i) => (i % 89_999 === 0 ? i : Number.NaN)),
    method: 'forestBcd',
    maxIterations: 1_000_000,
  }),
  limited: () => ({
    edges: latticeEdges(9, 9),
    values: knownValues(81, 0.05, 1),
    method: 'cg',
    maxIterations: 1,
  }),
});

describe('coordinate.labelPropagation', () => {
  beforeAll(() => load('coordinate'));

  test.each(LATTICES)('values are harmonic on a lattice of nine nodes', async ({ known, values }) => {
    const given = Float64Array.from(
      { length: 9 },
      (_, node) => (known as Record<number, number>)[node] ?? Number.NaN,
    );
    const found = await labelPropagation({ edges: latticeEdges(3, 3), values: given });
    expectAllClose(found.values, values, 1e-13);
    expect(found.labels).toBeUndefined();
  });

  test('is the quadratic that it stands for', async () => {
    const { matrix, rightSide } = grid(30, 30, 0.05, 3);
    const given = knownValues(900, 0.05, 3);
    const { solution } = await solveGraphQuadratic({ matrix, rightSide, tolerance: 1e-13 });
    const { values } = await labelPropagation({
      edges: latticeEdges(30, 30),
      values: given,
      tolerance: 1e-13,
    });
    expectAllClose(
      values.filter((_, node) => Number.isNaN(given[node])),
      solution,
      1e-9,
    );
    expect(values.filter((_, node) => !Number.isNaN(given[node]))).toEqual(
      given.filter((value) => !Number.isNaN(value)),
    );
  });

  test('labels are strings, booleans or numbers, and null where they are sought', async () => {
    const edges = [...CHAIN, [5, 6]];
    const numbers = await labelPropagation({ edges, labels: [0, null, null, null, 1, null, null] });
    const classic = await labelPropagation({ edges, labels: [0, -1, -1, -1, 1, -1, -1] });
    expect(numbers).toEqual(classic);
    expect(Array.from(numbers.labels)).toEqual([0, 0, 0, 1, 1, -1, -1]);

    const problem = { edges, labels: ['b', null, null, null, 'a', null, null] };
    const words = await labelPropagation(problem);
    expect(words.labels).toEqual(['b', 'b', 'a', 'a', 'a', null, null]);
    expect(words.classes).toEqual(['a', 'b']);
    expectAllClose(words.scores.data.subarray(0, 10), [0, 1, 0.25, 0.75, 0.5, 0.5, 0.75, 0.25, 1, 0], 1e-12);
    certifyLabelPropagation(problem, words);

    const truths = labelPropagationSync({
      edges,
      labels: [true, null, null, null, false, null, null],
      alpha: 0.5,
    });
    expect(truths.labels).toEqual([true, true, false, false, false, null, null]);
    expect(truths.classes).toEqual([false, true]);
  });

  test('labels of no kind or of several are refused', async () => {
    const refused = (labels: unknown, path: string, change = {}) =>
      expectError(
        () => labelPropagation({ edges: CHAIN, labels, ...change } as coordinate.LabelPropagationProblem),
        'INVALID_INPUT',
        path,
      );
    await refused(['a', null, true, null, null], 'labels[2]');
    await refused([null, null, null, null, null], 'labels');
    await refused(['a', null, 1, null, null], 'labels[0]');
    await refused([0, null, 1.5, null, null], 'labels[2]');
    await refused(['a', null, null, null, 'b'], 'defaultLabel', { defaultLabel: 3 });
  });

  test('scores of all classes sum to 1 and lie between 0 and 1, whatever class needs no solve', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 5 }), async (seed, classes) => {
        const next = mulberry32(seed);
        const labels = Array.from({ length: 48 }, () =>
          next() < 0.2 ? 3 * Math.floor(next() * classes) : -1,
        );
        labels[0] = 0;
        const found = await labelPropagation({ edges: latticeEdges(6, 8), labels, tolerance: 1e-12 });
        expectFinite(found);
        const width = found.classes.length;
        for (let node = 0; node < 48; node++) {
          const row = found.scores.data.subarray(node * width, (node + 1) * width);
          expectClose(
            row.reduce((total, score) => total + score),
            1,
            1e-12,
          );
          for (const score of row) expect(score).toBeGreaterThan(-1e-10);
          expect(found.labels[node]).toBe(found.classes[row.indexOf(Math.max(...row))]);
        }
        // Each class separately, as values.
        for (const [k, label] of found.classes.entries()) {
          const values = labels.map((own) => (own < 0 ? Number.NaN : Number(own === label)));
          const alone = await labelPropagation({ edges: latticeEdges(6, 8), values, tolerance: 1e-12 });
          expectAllClose(
            alone.values,
            found.scores.data.filter((_, place) => place % width === k),
            1e-9,
          );
        }
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  test('spreading satisfies its equations', async () => {
    const edges = [...latticeEdges(5, 6), [0, 29], [3, 17]];
    const labels = new Float64Array(30).fill(Number.NaN);
    labels.set([0, 1, 2]);
    for (const alpha of [0.2, 0.9, 0.99]) {
      const { scores } = await labelPropagation({ edges, labels, alpha, tolerance: 1e-13 });
      const degrees = new Float64Array(30);
      for (const node of edges.flat()) degrees[node] = (degrees[node] as number) + 1;
      for (let column = 0; column < 3; column++) {
        const f = scores.data.filter((_, place) => place % 3 === column);
        const smoothed = new Float64Array(30);
        for (const [i, j] of edges as [number, number][]) {
          const weight = 1 / Math.sqrt((degrees[i] as number) * (degrees[j] as number));
          smoothed[i] = (smoothed[i] as number) + weight * (f[j] as number);
          smoothed[j] = (smoothed[j] as number) + weight * (f[i] as number);
        }
        const given = Float64Array.from(labels, (label) => Number(label === column));
        expectAllClose(
          f,
          smoothed.map((value, i) => alpha * value + (1 - alpha) * (given[i] as number)),
          1e-12,
        );
      }
    }
  });

  test('nodes that no label reaches get the default label, and no NaN', async () => {
    const edges = [
      [0, 1, 2],
      [2, 3, 1],
      [1, 2, 0],
      [4, 4, 1],
    ];
    for (const alpha of [0, 0.5]) {
      const found = await labelPropagation({
        edges,
        labels: [5, -1, -1, -1, -1, 2],
        alpha,
        defaultLabel: -7,
      });
      expectFinite(found);
      expect(Array.from(found.labels)).toEqual([5, 5, -7, -7, -7, 2]);
      expect(Array.from(found.unreachable)).toEqual([2, 3, 4]);
      expect(Array.from(found.scores.data.subarray(4, 10))).toEqual(new Array(6).fill(0));
    }
    const values = await labelPropagation({
      edges,
      values: [5, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 2],
    });
    expect(Array.from(values.values)).toEqual([5, 5, 0, 0, 0, 2]);
  });

  test('equal scores go to the lowest class, and known labels stay', async () => {
    const { labels } = await labelPropagation({ edges: CHAIN, labels: [8, -1, -1, -1, 4] });
    expect(Array.from(labels)).toEqual([8, 8, 4, 4, 4]);
    const all = await labelPropagation({ edges: CHAIN, labels: [1, 0, 1, 0, 1] });
    expect(Array.from(all.labels)).toEqual([1, 0, 1, 0, 1]);
  });

  test('a matrix of weights, and edges in either direction that add up, are the same', async () => {
    const weights = symmetric(
      [9, 0, 0],
      [
        [0, 1, 3],
        [1, 2, 1],
      ],
    );
    const edges = [
      [1, 0, 2],
      [0, 1, 1],
      [1, 2, 1],
      [0, 0, 9],
    ];
    const labels = [0, -1, 1];
    const found = await labelPropagation({ weights, labels });
    expect(await labelPropagation({ edges, labels })).toEqual(found);
    expectAllClose(found.scores.data, [1, 0, 0.75, 0.25, 0, 1], 1e-14);
  });

  test('refuses what it cannot take, and names it', async () => {
    const refused = (change: object, path: string) =>
      expectError(
        () => labelPropagation({ edges: CHAIN, labels: [0, -1, -1, -1, 1], ...change } as never),
        'INVALID_INPUT',
        path,
      );
    const weights = symmetric([0, 0], [[0, 1, 1]]);
    await refused({ edges: undefined }, 'weights');
    await refused({ weights }, 'edges');
    await refused({ edges: [[0, 5]] }, 'edges[0][1]');
    await refused({ edges: [[0.5, 1]] }, 'edges[0][0]');
    await refused({ edges: [[0, 1, -1]] }, 'edges[0][2]');
    await refused({ edges: [[0, 1, 1, 1]] }, 'edges');
    await refused({ edges: [[0]] }, 'edges');
    await refused({ edges: undefined, weights }, 'weights');
    await refused(
      { edges: undefined, labels: [0, 1], weights: symmetric([0, 0], [[0, 1, -1]]) },
      'weights.data[1]',
    );
    await refused({ labels: undefined }, 'labels');
    await refused({ values: [1, 2, 3, 4, 5] }, 'values');
    await refused({ labels: undefined, values: [1, 2, 3, 4, Number.POSITIVE_INFINITY] }, 'values[4]');
    await refused({ labels: undefined, values: new Float64Array(5).fill(Number.NaN) }, 'values');
    await refused({ labels: [-1, -1, -1, -1, -1] }, 'labels');
    await refused({ labels: [0, -2, -1, -1, -1] }, 'labels[1]');
    await refused({ labels: [0, 0.5, -1, -1, -1] }, 'labels[1]');
    await refused({ alpha: 1 }, 'alpha');
    await refused({ alpha: -0.1 }, 'alpha');
    await refused({ tolerance: 0 }, 'tolerance');
    await refused({ maxIterations: 0 }, 'maxIterations');
    await refused({ method: 'harmonic' }, 'method');
  });
});
