/** Forests: rational pivots, the combs of a lattice, and message passing compared with dense elimination. */

import * as fc from 'fast-check';
import { coordinate, load, type SparseMatrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyForest } from '../../certificates/graphs.js';
import { solved } from '../../certificates/support.js';
import { latticeEdges, symmetric, TREE } from '../../data/coordinate-graphs.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { forest, forestSync } = coordinate;

checkSolver<coordinate.ForestProblem, coordinate.ForestSolution, unknown>({
  method: 'coordinate.forest',
  certify: certifyForest,
  solve: forest,
  solveSync: forestSync,
  problem: () => ({ matrix: TREE.matrix, order: [6, 5, 4, 3, 2, 1, 0], rightSide: TREE.rightSide }),
  verify({ size, members, parents, pivots, solution }) {
    expect(size).toBe(7);
    expect(Array.from(members)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(Array.from(parents)).toEqual([-1, 0, 1, 1, 3, 3, 5]);
    expectAllClose(pivots, TREE.pivots, 1e-14);
    expectAllClose(solution ?? [], TREE.solution, 1e-14);
  },
});

/** The number of edges between members. */
function edgesWithin({ rows, indptr, indices }: SparseMatrix, isMember: (node: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < rows; i++)
    for (let k = indptr[i] as number; k < (indptr[i + 1] as number); k++)
      if ((indices[k] as number) > i && isMember(i) && isMember(indices[k] as number)) count++;
  return count;
}

function randomMatrix(seed: number, nodes: number, share: number) {
  const next = mulberry32(seed);
  const entries: [number, number, number][] = [];
  for (let i = 0; i < nodes; i++)
    for (let j = i + 1; j < nodes; j++) if (next() < share) entries.push([i, j, next() - 0.5]);
  const matrix = symmetric(
    Array.from({ length: nodes }, () => nodes / 2),
    entries,
  );
  return { matrix, rightSide: Float64Array.from({ length: nodes }, () => next() - 0.5) };
}

/** The solution of the members' equations by dense Gaussian elimination. */
function denseSolution(matrix: SparseMatrix, members: number[], b: Float64Array): number[] {
  const rows = members.map((i) => {
    const row = new Array(matrix.rows).fill(0);
    for (let k = matrix.indptr[i] as number; k < (matrix.indptr[i + 1] as number); k++)
      row[matrix.indices[k] as number] = matrix.data[k];
    return members.map((j) => row[j] as number);
  });
  return solved(
    rows,
    members.map((i) => b[i] as number),
  );
}

describe('coordinate.forest', () => {
  beforeAll(() => load('coordinate'));

  test('has no cycle, cannot grow, and its solve is that of dense elimination', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 40 }), async (seed, nodes) => {
        const { matrix, rightSide } = randomMatrix(seed, nodes, 0.15);
        const found = await forest({ matrix, rightSide });
        const members = Array.from(found.members);
        const inside = new Set(members);
        // As many nodes with a parent as edges: there is no cycle.
        const links = Array.from(found.parents).filter((parent) => parent >= 0).length;
        expect(edgesWithin(matrix, (node) => inside.has(node))).toBe(links);
        for (let node = 0; node < nodes; node++) {
          if (inside.has(node)) continue;
          const more = await forest({ matrix, order: [...members, node] });
          expect(more.size).toBe(members.length);
        }
        const solution = members.map((node) => found.solution?.[node] as number);
        expectAllClose(solution, denseSolution(matrix, members, rightSide), 1e-12);
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  test('two of them cover a lattice: combs that reach into each other', async () => {
    const edges = latticeEdges(20, 30);
    const matrix = symmetric(
      Array.from({ length: 600 }, () => 4),
      edges.map(([i, j]) => [i, j, -1] as const),
    );
    const first = await forest({ matrix });
    const isMember = new Set(first.members);
    const order = Array.from({ length: 600 }, (_, node) => node).filter((node) => !isMember.has(node));
    expect(first.size).toBeGreaterThan(300);
    expect((await forest({ matrix, order })).size).toBe(order.length);
  });

  test('only named rows belong to it, in the order of their names', async () => {
    const triangle = symmetric(
      [3, 3, 3],
      [
        [0, 1, -1],
        [1, 2, -1],
        [0, 2, -1],
      ],
    );
    expect(Array.from((await forest({ matrix: triangle })).members)).toEqual([0, 1]);
    expect(Array.from((await forest({ matrix: triangle, order: [2, 1, 0] })).members)).toEqual([1, 2]);
    expect(Array.from((await forest({ matrix: triangle, order: [2] })).members)).toEqual([2]);
  });

  test('refuses what it cannot take, and names it', async () => {
    const { matrix, rightSide } = TREE;
    const refused = (change: object, path: string) =>
      expectError(() => forest({ matrix, rightSide, ...change } as never), 'INVALID_INPUT', path);
    await refused({ matrix: { ...matrix, rows: 6 } }, 'matrix');
    await refused({ matrix: { ...matrix, data: matrix.data.with(1, 5) } }, 'matrix.data[1]');
    await refused({ matrix: symmetric([1, 1], [[0, 1, 1]]), rightSide: [0, 0] }, 'matrix');
    await refused({ order: [0, 0] }, 'order[1]');
    await refused({ order: [7] }, 'order[0]');
    await refused({ order: [-1] }, 'order[0]');
    await refused({ rightSide: [1] }, 'rightSide');
  });
});
