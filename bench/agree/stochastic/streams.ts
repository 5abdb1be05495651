// Regression of streams against scikit-learn's kernel ridge regression with the same kernel. The kernel of two rows is read from
// regressions of one row each: with the ridge r, a row of response 1 predicts k/(r + k) for itself.

import { stochastic } from 'superlinear';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Model {
  readonly matrix: number[][];
  readonly response: number[][];
  readonly tests: number[][];
  readonly groups: number;
  readonly bins: number;
  readonly ridge: number;
  readonly solver: 'exact' | 'sparse';
  /** Centers and scales, unless they are to be those of the rows. */
  readonly standard?: { readonly center: number[]; readonly scale: number[] };
  /** The values of the kernel of all rows and of the tests, with each row. */
  readonly kernel: number[][];
}

type Shape = Omit<Model, 'kernel' | 'solver'>;

/** Means and standard deviations of columns. */
function standardOf(matrix: readonly (readonly number[])[]) {
  const columns = (matrix[0] as readonly number[]).map((_, j) => matrix.map((row) => row[j] as number));
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const center = columns.map(mean);
  const scale = columns.map((column, j) => {
    const deviation = Math.sqrt(mean(column.map((x) => (x - (center[j] as number)) ** 2)));
    return deviation > 0 ? deviation : 1;
  });
  return { center, scale };
}

function problemOf({ matrix, response, groups, bins, standard }: Shape): stochastic.StreamRegressionProblem {
  const [dimension, outputs] = [matrix[0]?.length as number, response[0]?.length as number];
  return { dimension, outputs, groups, bins, ...standard };
}

function kernelOf(shape: Shape): number[][] {
  const rows = [...shape.matrix, ...shape.tests];
  const standard = shape.standard ?? standardOf(shape.matrix);
  return shape.matrix.map((row, i) => {
    const single = stochastic.streamRegressionSync({
      ...problemOf(shape),
      ...standard,
      outputs: 1,
      ridge: 1,
    });
    single.learn([row], [1]);
    const predictions = Array.from(single.predict(rows));
    single.close();
    const own = predictions[i] as number;
    const size = own / (1 - own);
    return predictions.map((prediction) => prediction * (1 + size));
  });
}

const modelOf =
  (solver: Model['solver'], isAutomatic: boolean) =>
  (random: Random): Model => {
    const [rows, dimension, outputs] = [random.integer(1, 25), random.integer(1, 3), random.integer(1, 2)];
    const units = random.list(dimension, () => random.decade(-3, 3));
    const row = () => units.map((unit) => unit * random.normal());
    const matrix = random.list(rows, row);
    const shape = {
      matrix,
      response: random.normals(rows, outputs),
      tests: random.list(3, row),
      groups: random.integer(1, 3),
      bins: random.integer(3, 6),
      ridge: random.decade(-2, 1),
      ...(!isAutomatic && {
        standard: { center: units.map((unit) => unit * random.normal()), scale: units },
      }),
    };
    return { ...shape, solver, kernel: kernelOf(shape) };
  };

interface Predictions extends Reply {
  readonly predictions: number[][];
}

interface Learned {
  readonly predictions: Float64Array;
  readonly residual: number;
}

export const streams = [
  subject<Model, Learned, Predictions>({
    method: 'streamRegression',
    kinds: {
      exact: modelOf('exact', false),
      'exact, standardized': modelOf('exact', true),
      polished: modelOf('sparse', false),
      'polished, standardized': modelOf('sparse', true),
    },
    peer: 'kernelRidge',
    // Rows and kernel belong together: nothing is left out.
    codes: ['matrix', 'response', 'tests', 'groups', 'bins', 'ridge', 'standard', 'kernel', 'solver'],
    solve(problem, options) {
      const { matrix, response, tests, ridge, solver, ...shape } = problem as Model;
      const settings = problemOf({ matrix, response, tests, ridge, ...shape });
      const regression = stochastic.streamRegressionSync({ ...settings, ridge, solver }, options);
      try {
        regression.learn(matrix, response.flat());
        if (solver === 'sparse') regression.polish({ tolerance: 1e-14, maxIterations: 10_000 });
        return { predictions: regression.predict([...matrix, ...tests]), residual: regression.residual() };
      } finally {
        regression.close();
      }
    },
    *judge({ response, ridge }, { solution }, { predictions }) {
      if (solution === undefined) return;
      const size = 1 + Math.max(...response.flat().map(Math.abs));
      const slack = (1e-9 * size) / Math.min(1, ridge);
      for (const [k, expected] of predictions.flat().entries())
        yield* compareFigures('a prediction', solution.predictions[k] as number, expected, slack);
      yield* compareFigures('the residual', solution.residual, 0, 1e-11);
    },
  }),
];
