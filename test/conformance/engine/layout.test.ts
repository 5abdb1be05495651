/** Matrices that name their layout: by columns, as tables are, wherever a dense matrix is taken. */

import {
  type AnyMatrixInput,
  bilevel,
  constrained,
  coordinate,
  expression,
  linear,
  load,
  sketch,
  transport,
} from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';

beforeAll(() => load('expression'));

const ROWS = [
  [1, 2],
  [1, 3],
  [1, 5],
  [1, 7],
];
const layout = 'columnMajor' as const;
const byColumns = { rows: 4, columns: 2, data: [1, 1, 1, 1, 2, 3, 5, 7], layout };
const rightSide = [1, 2, 4, 5];

/** The bits of a solution. */
const textOf = (solution: object) => JSON.stringify(solution);

const takers: Record<string, (matrix: AnyMatrixInput & object) => Promise<object>> = {
  'sketch.lstsq': (matrix) => sketch.lstsq({ matrix: matrix as never, rightSide }),
  'coordinate.lasso': (matrix) => coordinate.lasso({ matrix, response: rightSide, lambdaRatio: 0.1 }),
  'bilevel.tunePenalties': (matrix) => bilevel.tunePenalties({ matrix, response: rightSide, folds: 2 }),
  'constrained.quadraticProgram': (matrix) =>
    constrained.quadraticProgram({ linear: [1, 1], constraintMatrix: matrix, constraintLower: rightSide }),
  'transport.exact': (matrix) => transport.exact({ cost: matrix as never }),
  'linear.solve, as right sides': (matrix) =>
    linear.solve({
      matrix: [
        [2, 1, 0, 0],
        [1, 2, 1, 0],
        [0, 1, 2, 1],
        [0, 0, 1, 2],
      ],
      rightSide: matrix as never,
    }),
};

test.each(Object.entries(takers))('%s takes a matrix by columns, with the same bits', async (_, take) => {
  const expected = textOf(await take(ROWS));
  expect(textOf(await take(byColumns))).toBe(expected);
  expect(textOf(await take({ ...byColumns, data: Float64Array.from(byColumns.data) }))).toBe(expected);
  expect(textOf(await take({ rows: 4, columns: 2, data: ROWS.flat(), layout: 'rowMajor' }))).toBe(expected);
  expect(textOf(await take(JSON.parse(JSON.stringify(byColumns))))).toBe(expected);
});

test('curve fits, prepared systems and constants of expressions take them too', async () => {
  const model = ([a, b]: Float64Array, [x, z]: Float64Array) =>
    (a as number) * (x as number) + (b as number) * (z as number);
  const fitted = (x: typeof byColumns | typeof ROWS) =>
    constrained.curveFit({ model: model as never, x: x as never, y: rightSide, initial: [1, 1] });
  expect(textOf((await fitted(byColumns)).solution)).toBe(textOf((await fitted(ROWS)).solution));

  const prepared = await linear.prepare({
    matrix: [
      [2, 0],
      [0, 4],
    ],
  });
  const sides = { rows: 2, columns: 3, data: [2, 4, 6, 8, 10, 12], layout };
  const solved = prepared.solve(sides) as { data: Float64Array };
  expect([...solved.data]).toEqual([1, 3, 5, 1, 2, 3]);

  const held = expression.read('sum(m @ x)', { x: 2 }, { m: byColumns } as never);
  const { values } = await expression.evaluate({ function: held, points: { x: [1, 10] } });
  expect([...values]).toEqual([174]);
});

test('single precision stays single', async () => {
  const data = Float32Array.from(byColumns.data);
  const expected = await sketch.lstsq({
    matrix: { rows: 4, columns: 2, data: Float32Array.from(ROWS.flat()) },
    rightSide,
  });
  const found = await sketch.lstsq({ matrix: { rows: 4, columns: 2, data, layout }, rightSide });
  expect(textOf(found)).toBe(textOf(expected));
});

test.each([
  ['an entry', { ...byColumns, data: [1, 1, 1, 1, 2, 3, Number.NaN, 7] }, 'matrix.data[6]'],
  ['a text', { ...byColumns, data: [1, 1, 1, 1, 2, '3', 5, 7] }, 'matrix.data[5]'],
  ['a layout', { ...byColumns, layout: 'fortran' }, 'matrix.layout'],
  ['no layout', { ...byColumns, layout: null }, 'matrix.layout'],
  ['too few entries', { ...byColumns, data: [1, 2, 3] }, 'matrix'],
  ['a sparse matrix', { ...byColumns, indptr: [0, 1, 2, 2, 2], indices: [0, 1] }, 'matrix.layout'],
])('%s that is wrong is named as it was given', async (_, matrix, path) => {
  await expectError(() => sketch.lstsq({ matrix: matrix as never, rightSide }), 'INVALID_INPUT', path);
});

test('a layout of the problem and one of its matrix are refused together', async () => {
  const problem = { matrix: byColumns, layout, response: rightSide, lambdaRatio: 0.1 };
  await expectError(() => coordinate.lasso(problem), 'INVALID_INPUT', 'matrix.layout');
});

test('a list of rows is refused where the problem says columns', async () => {
  const problem = { matrix: ROWS, layout, response: rightSide, lambdaRatio: 0.1 };
  await expectError(() => coordinate.lasso(problem), 'INVALID_INPUT', 'layout');
});

test('a response by columns may stand beside a matrix by columns', async () => {
  const { rows, columns, data } = byColumns;
  const problem = {
    matrix: { rows, columns, data },
    layout,
    loss: 'multiSquared',
    lambdaRatio: 0.1,
  } as const;
  const response = [
    [1, 3],
    [2, 1],
    [4, 0],
    [5, 2],
  ];
  const table = { rows: 4, columns: 2, data: [1, 2, 4, 5, 3, 1, 0, 2], layout };
  const expected = textOf(await coordinate.fit({ ...problem, response }));
  expect(textOf(await coordinate.fit({ ...problem, response: table }))).toBe(expected);
});
