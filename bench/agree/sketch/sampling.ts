// Random sketches: products by their own matrix, bounds of errors by those that LAPACK knows, and features by NumPy's polynomials.

import { type Matrix, type SyncRunOptions, sketch } from 'superlinear';
import {
  certifyBasisMatrix,
  certifyRandomizedRangeFinder,
  certifySketchedLstsq,
} from '../../../test/certificates/sketch.js';
import { at, largest, norm } from '../../../test/certificates/support.js';
import { matrixProduct, transposed } from '../../../test/support/matrices.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { compareFigures } from '../verdict.js';

const onTables = <Model extends object>(model: (random: Random, matrix: Table) => Model) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, (random: Random) => model(random, table(random))]),
  );

const denseOf = (rows: Table, columns: number): Matrix => ({
  rows: rows.length,
  columns,
  data: Float64Array.from(rows.flat()),
});

interface Sketched {
  readonly matrix: Table;
  readonly kind: sketch.SketchKind;
  readonly rows: number;
}

/** The product, that of the transposed sketch with the product, and the sketch itself as the product with the identity. */
interface Products {
  readonly product: Matrix;
  readonly back: Matrix;
  readonly sketch: Matrix;
}

const products = subject<Sketched, Products>({
  method: 'applySketch',
  kinds: onTables((random, matrix) => ({
    matrix,
    kind: random.pick(['gaussian', 'srht', 'countSketch', 'sparseSign'] as const),
    rows: random.integer(1, matrix.length),
  })),
  axes: [['matrix.*']],
  codes: ['rows', 'kind'],
  solve: (problem, options) => {
    const { matrix, kind, rows } = problem as Sketched;
    const [size, columns] = [matrix.length, (matrix[0] ?? []).length];
    const identity = denseOf(
      matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0))),
      size,
    );
    const { product } = sketch.applySketchSync({ matrix: denseOf(matrix, columns), kind, rows }, options);
    const back = { matrix: product, kind, rows, columns: size, transpose: true };
    return {
      product,
      back: sketch.applySketchSync(back, options).product,
      sketch: sketch.applySketchSync({ matrix: identity, kind, rows }, options).product,
    };
  },
  *judge({ matrix }, { solution }) {
    if (solution === undefined) return;
    const { product, back, sketch } = solution;
    const own = matrixProduct(sketch, denseOf(matrix, product.columns));
    const size = largest(sketch.data) * matrix.length;
    const slack = 1e-13 * size * largest(matrix.flat());
    for (const [k, value] of product.data.entries())
      yield* compareFigures('an entry of the product', value, at(own.data, k), slack);
    const ownBack = matrixProduct(transposed(sketch), product);
    for (const [k, value] of back.data.entries())
      yield* compareFigures(
        'an entry of the product with the transpose',
        value,
        at(ownBack.data, k),
        slack * size,
      );
  },
});

interface Ranged {
  readonly matrix: Table;
  readonly rank: number;
}

const ranges = subject<Ranged, sketch.RandomizedRangeFinderSolution, Reply & { values: number[] }>({
  method: 'randomizedRangeFinder',
  kinds: onTables((random, matrix) => ({
    matrix,
    rank: random.integer(1, Math.min(matrix.length, (matrix[0] ?? []).length)),
  })),
  axes: [['matrix'], ['matrix.*']],
  codes: ['rank'],
  peer: 'singular_values',
  solve: (problem, options: SyncRunOptions) =>
    sketch.randomizedRangeFinderSync(problem as sketch.RandomizedRangeFinderProblem, options),
  certify: certifyRandomizedRangeFinder,
  *judge(_, { solution }, { values }) {
    if (solution === undefined) return;
    // No basis of this rank has an error below the next singular value.
    const next = values[solution.rank] ?? 0;
    if (solution.errorBound < next * (1 - 1e-12))
      yield { cause: 'the bound is below the least error', detail: `${solution.errorBound}, ${next}` };
  },
});

interface System {
  readonly matrix: Table;
  readonly rightSide: number[];
  readonly accuracy: number;
}

const system = (random: Random): System => {
  const [n, d] = [random.integer(50, 400), random.integer(1, 4)];
  const matrix = random.normals(n, d).map((row) => row.map((value, j) => value * 10 ** j));
  return {
    matrix,
    rightSide: predicted(random, matrix).map((value) => value + random.normal()),
    accuracy: random.pick([0.5, 0.9]),
  };
};

type Solved = Reply & { readonly solution: number[] };

const sketched = (kind: sketch.SketchKind, inNorm: sketch.SketchedLstsqNorm) =>
  subject<System, sketch.SketchedLstsqSolution, Solved>({
    method: 'sketchedLstsq',
    part: `by ${kind}`,
    kinds: { [inNorm]: system },
    axes: [['matrix', 'rightSide']],
    codes: ['accuracy'],
    peer: 'least_squares',
    pose: (model) => ({ ...model, kind, norm: inNorm, failureProbability: 1e-6 }),
    solve: (problem, options) => sketch.sketchedLstsqSync(problem as sketch.SketchedLstsqProblem, options),
    certify: certifySketchedLstsq,
    *judge(_, { solution }, { solution: exact }) {
      if (solution === undefined) return;
      const apart = exact.map((value, k) => value - at(solution.solution as Float64Array, k));
      const error = inNorm === 'infinity' ? largest(apart) : norm(apart);
      yield* compareFigures('the error', error, 0, at(solution.errorBounds, 0) + 1e-10 * largest(exact));
    },
  });

interface Features {
  readonly points: Table;
  readonly basis: sketch.BasisKind;
  readonly degree: number;
  readonly degreeKind: sketch.DegreeKind;
}

const features = subject<Features, sketch.BasisMatrixSolution, Reply & { values: number[][][] }>({
  method: 'basisMatrix',
  kinds: Object.fromEntries(
    (['legendre', 'chebyshev', 'fourier'] as const).map((basis) => [
      basis,
      (random: Random): Features => {
        const count = random.integer(1, 3);
        return {
          points: random.matrix(random.integer(1, 6), count, () =>
            random.pick([random.uniform(-1, 1), -1, 0, 1]),
          ),
          basis,
          degree: random.integer(0, count === 1 ? 20 : 4),
          degreeKind: random.pick(['total', 'tensor']),
        };
      },
    ]),
  ),
  axes: [['points'], ['points.*']],
  codes: ['degree'],
  peer: 'functions',
  solve: (problem, options) => sketch.basisMatrixSync(problem as sketch.BasisMatrixProblem, options),
  certify: certifyBasisMatrix,
  *judge({ points, basis, degree, degreeKind }, { solution }, { values }) {
    if (solution === undefined) return;
    const { matrix, multiIndices } = solution;
    const count = (points[0] ?? []).length;
    const degreeOf = (index: number) => (basis === 'fourier' ? Math.ceil(index / 2) : index);
    const all = Array.from({ length: matrix.columns }, (_, j) =>
      Array.from(multiIndices.slice(count * j, count * (j + 1))),
    );
    yield* compareFigures('the number of different columns', new Set(all.map(String)).size, all.length, 0);
    yield* compareFigures(
      'the number of columns',
      all.length,
      countOf({ basis, degree, degreeKind, count }),
      0,
    );
    for (const index of all) {
      const degrees = index.map(degreeOf);
      const highest = degreeKind === 'total' ? degrees.reduce((a, b) => a + b, 0) : Math.max(...degrees);
      if (highest > degree) yield { cause: 'a degree is above the limit', detail: String(index) };
    }
    for (const [i, value] of matrix.data.entries()) {
      const [row, column] = [Math.floor(i / matrix.columns), i % matrix.columns];
      const factors = (all[column] as number[]).map((index, k) =>
        at((values[row]?.[k] ?? []) as number[], index),
      );
      const expected = factors.reduce((product, factor) => product * factor, 1);
      yield* compareFigures('a feature', value, expected, 1e-12 * (1 + degree) ** count * 7 ** count);
    }
  },
});

/** The number of products of functions of these degrees. */
function countOf({ basis, degree, degreeKind, count }: Omit<Features, 'points'> & { count: number }): number {
  const functions = (d: number) => (basis === 'fourier' && d > 0 ? 2 : 1);
  const upTo = (left: number, coordinates: number): number => {
    if (coordinates === 0) return 1;
    let sum = 0;
    for (let d = 0; d <= left; d++)
      sum += functions(d) * upTo(degreeKind === 'total' ? left - d : left, coordinates - 1);
    return sum;
  };
  return upTo(degree, count);
}

export const sampling = [
  products,
  ranges,
  features,
  ...(['gaussian', 'srht'] as const).map((kind) => sketched(kind, 'infinity')),
  ...(['gaussian', 'srht', 'countSketch', 'sparseSign'] as const).map((kind) => sketched(kind, 'euclidean')),
];
