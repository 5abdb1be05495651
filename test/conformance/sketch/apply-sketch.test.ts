/** Products with sketches against the definitions of the random matrices. */

import * as fc from 'fast-check';
import { load, type Matrix, sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyApplySketch } from '../../certificates/sketch.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { testNatively } from '../../support/natively.js';
import { uniform } from '../../support/random.js';

const { applySketch, applySketchSync } = sketch;

const KINDS = ['gaussian', 'srht', 'countSketch', 'sparseSign'] as const;
type Kind = (typeof KINDS)[number];

beforeAll(() => load('sketch'));

checkSolver({
  method: 'sketch.applySketch',
  certify: certifyApplySketch,
  solve: applySketch,
  solveSync: applySketchSync,
  random: true,
  problem: () => ({
    matrix: { rows: 6, columns: 2, data: new Float64Array([1, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5]) },
    kind: 'sparseSign' as const,
    rows: 4,
    columns: 6,
    nonzeros: 2,
    transpose: false,
  }),
  // Each of six ones is added to two of four rows with a sign, divided by √2.
  verify({ product }) {
    expect([product.rows, product.columns]).toEqual([4, 2]);
    for (let i = 0; i < 4; i++) {
      const multiple = (product.data[2 * i] as number) * Math.SQRT2;
      expectClose(multiple, Math.round(multiple), 1e-14);
    }
  },
});

function identity(size: number): Matrix {
  const data = new Float64Array(size * size);
  for (let i = 0; i < size; i++) data[i * size + i] = 1;
  return { rows: size, columns: size, data };
}

const entry = ({ columns, data }: Matrix, i: number, j: number) => data[i * columns + j] as number;

/** The random matrix itself. */
async function explicit(kind: Kind, rows: number, columns: number, seed = 0): Promise<Matrix> {
  return (await applySketch({ matrix: identity(columns), kind, rows }, { seed })).product;
}

function multiply(a: Matrix, b: Matrix): Float64Array {
  return Float64Array.from({ length: a.rows * b.columns }, (_, at) => {
    const [i, j] = [Math.floor(at / b.columns), at % b.columns];
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += entry(a, i, k) * entry(b, k, j);
    return sum;
  });
}

function transposed(matrix: Matrix): Matrix {
  const { rows, columns } = matrix;
  const data = Float64Array.from({ length: rows * columns }, (_, at) =>
    entry(matrix, at % rows, Math.floor(at / rows)),
  );
  return { rows: columns, columns: rows, data };
}

function random(rows: number, columns: number, seed: number): Matrix {
  return { rows, columns, data: uniform(seed, rows * columns).map((value) => 2 * value - 1) };
}

describe('the random matrices', () => {
  test('sparse signs stand one in each band of rows', async () => {
    const [rows, columns, nonzeros] = [20, 300, 8];
    const matrix = await explicit('sparseSign', rows, columns);
    for (let j = 0; j < columns; j++) {
      for (let band = 0; band < nonzeros; band++) {
        const [first, end] = [band, band + 1].map((k) => Math.floor((k * rows) / nonzeros)) as [
          number,
          number,
        ];
        const entries = Array.from({ length: end - first }, (_, i) => entry(matrix, first + i, j));
        expectAllClose(
          entries.map(Math.abs).filter((value) => value > 0),
          [1 / Math.sqrt(8)],
          1e-15,
        );
      }
    }
  });

  test('a count sketch has one sign in each column', async () => {
    const matrix = await explicit('countSketch', 20, 300);
    for (let j = 0; j < 300; j++) {
      const column = Array.from({ length: 20 }, (_, i) => Math.abs(entry(matrix, i, j)));
      expect(column.filter((value) => value === 1)).toHaveLength(1);
      expect(column.filter((value) => value === 0)).toHaveLength(19);
    }
  });

  testNatively('the Hadamard transform has signs everywhere, and orthogonal rows', async () => {
    for (const [rows, columns] of [
      [10, 64],
      [30, 50],
      [64, 64],
      [200, 256],
    ] as const) {
      const matrix = await explicit('srht', rows, columns);
      expectAllClose(matrix.data.map(Math.abs), new Float64Array(rows * columns).fill(rows ** -0.5), 1e-14);
      if (columns === 50) continue;
      // S S' is n / s times the identity if n is a power of two.
      const scaled = identity(rows).data.map((value) => (value * columns) / rows);
      expectAllClose(multiply(matrix, transposed(matrix)), scaled, 1e-12);
    }
  });

  test('normal entries have the moments of the normal distribution', async () => {
    const [rows, columns] = [100, 400];
    const { data } = await explicit('gaussian', rows, columns);
    const moment = (power: number) =>
      data.reduce((sum, value) => sum + (value * Math.sqrt(rows)) ** power, 0) / data.length;
    for (const [power, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ] as const) {
      const standardError = Math.sqrt(variance / data.length);
      expect(Math.abs(moment(power) - expected)).toBeLessThan(5 * standardError);
    }
  });

  test.each(KINDS)('%s keeps inner products on average', async (kind) => {
    const [n, rows, seeds] = [40, 16, 2000];
    const matrix = random(n, 2, 1);
    const estimates = Array.from({ length: seeds }, (_, seed) => {
      const { product } = applySketchSync({ matrix, kind, rows }, { seed });
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += entry(product, i, 0) * entry(product, i, 1);
      return sum;
    });
    const expected = multiply(transposed(matrix), matrix)[1] as number;
    const mean = estimates.reduce((sum, value) => sum + value, 0) / seeds;
    const variance = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seeds - 1);
    expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(variance / seeds));
  });

  test('a sparse sign sketch with as many nonzeros as rows has no zeros', async () => {
    const { product } = await applySketch({
      matrix: identity(30),
      kind: 'sparseSign',
      rows: 5,
      nonzeros: 5,
    });
    expectAllClose(product.data.map(Math.abs), new Float64Array(150).fill(5 ** -0.5), 1e-15);
    // The default is 8 nonzeros per column, limited by the number of rows.
    const few = await applySketch({ matrix: identity(30), kind: 'sparseSign', rows: 5 });
    expect(few).toEqual({ product });
  });
});

describe('products', () => {
  test.each(KINDS)('with %s and with its transpose are those of one matrix', async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 2 ** 53 - 1 }),
        async (columns, width, part, seed) => {
          const rows = 1 + Math.floor(part * (columns - 1));
          const whole = await explicit(kind, rows, columns, seed);
          const [a, b] = [random(columns, width, 1), random(rows, width, 2)];
          const direct = await applySketch({ matrix: a, kind, rows }, { seed });
          expectAllClose(direct.product.data, multiply(whole, a), 1e-12);
          const back = await applySketch({ matrix: b, kind, rows, columns, transpose: true }, { seed });
          expect(back.product.rows).toBe(columns);
          expectAllClose(back.product.data, multiply(transposed(whole), b), 1e-12);
        },
      ),
      { numRuns: 40, seed: 11 },
    );
  });

  test.each(KINDS)('with %s take sparse and single-precision matrices', async (kind) => {
    const dense = random(500, 7, 3);
    const single = Float32Array.from(dense.data, (value, k) => (k % 3 === 0 ? value : 0));
    const entries = Array.from(single, (value, k) => ({ value, row: Math.floor(k / 7), column: k % 7 }));
    const stored = entries.filter(({ value }) => value !== 0);
    const sparse = {
      rows: 500,
      columns: 7,
      indptr: Array.from({ length: 501 }, (_, i) => stored.filter(({ row }) => row < i).length),
      indices: stored.map(({ column }) => column),
      data: stored.map(({ value }) => value),
    };
    const products = [];
    for (const matrix of [
      { rows: 500, columns: 7, data: Float64Array.from(single) },
      { rows: 500, columns: 7, data: single },
      sparse,
    ]) {
      products.push((await applySketch({ matrix, kind, rows: 32 }, { seed: 5 })).product.data);
    }
    expect(products[1]).toEqual(products[0]);
    expectAllClose(products[2] as Float64Array, products[0] as Float64Array, 1e-13);
  });
});

describe('what is refused', () => {
  const matrix = random(6, 2, 1);

  test.each<[string, object]>([
    ['rows', { rows: 0 }],
    ['rows', { rows: 9, kind: 'srht' }],
    ['kind', { kind: 'hadamard' }],
    ['nonzeros', { nonzeros: 2, kind: 'countSketch' }],
    ['nonzeros', { nonzeros: 0 }],
    ['nonzeros', { nonzeros: 5 }],
    ['columns', { columns: 5 }],
    ['columns', { transpose: true, rows: 6 }],
    ['columns', { transpose: true, rows: 6, columns: 0 }],
    ['matrix', { transpose: true, columns: 10 }],
    ['matrix', { matrix: { rows: 0, columns: 2, data: [] } }],
    ['matrix[0][1]', { matrix: [[1, Number.NaN]] }],
    [
      'matrix[1][0]',
      {
        matrix: [
          [1, 2],
          [Number.POSITIVE_INFINITY, 3],
          [1, 1],
          [1, 1],
        ],
        transpose: true,
        columns: 9,
      },
    ],
    ['matrix.indices[1]', { matrix: { rows: 1, columns: 3, indptr: [0, 2], indices: [1, 1], data: [1, 1] } }],
  ])('%s in %o', async (path, changes) => {
    const problem = { matrix, kind: 'sparseSign', rows: 4, ...changes } as sketch.ApplySketchProblem;
    await expectError(() => applySketch(problem), 'INVALID_INPUT', path);
  });

  test('sums that overflow, and sketches that are too large', async () => {
    const huge = { rows: 2, columns: 1, data: [1.7e308, 1.7e308] };
    await expectError(() => applySketch({ matrix: huge, kind: 'srht', rows: 2 }), 'NUMERICAL_BREAKDOWN');
    const rows = 2 ** 32 - 1;
    await expectError(() => applySketch({ matrix, kind: 'gaussian', rows }), 'INVALID_INPUT', 'rows');
  });
});
