// Regressions on several series, and the loss of forced runs of a network, against NumPy.

import { dynamics } from 'superlinear';
import { certifyFitPredictor } from '../../../test/certificates/dynamics.js';
import { certifyReconstruct } from '../../../test/certificates/dynamics-systems.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

/** Series of one linear process, from different starts. */
interface Several {
  readonly series: number[][][];
  readonly order: number;
}

const several =
  (scale: number) =>
  (random: Random): Several => {
    const [columns, order] = [random.integer(1, 3), random.integer(1, 3)];
    const matrix = random.matrix(columns, columns, () => (0.8 / columns) * random.normal());
    const series = random.list(random.integer(2, 5), () => {
      const rows = [random.list(columns, () => 3 * random.normal())];
      const length = random.integer(order + 1, 40);
      while (rows.length < length) {
        const last = rows.at(-1) as number[];
        rows.push(matrix.map((row) => row.reduce((sum, a, j) => sum + a * at(last, j), 1 + random.normal())));
      }
      return rows.map((row) => row.map((value) => scale * value));
    });
    return { series, order };
  };

/** A map with hinges, and a series along which it runs. */
interface Forced {
  readonly series: number[][];
  readonly interval: number;
  readonly linear: number[][];
  readonly offset: number[];
  readonly weights: number[][];
  readonly directions: number[][];
  readonly thresholds: number[];
}

const forced =
  (scale: number) =>
  (random: Random): Forced => {
    const [columns, pieces] = [random.integer(1, 4), random.integer(0, 3)];
    const normals = (rows: number, width: number, size: number) =>
      random.matrix(rows, width, () => size * random.normal());
    return {
      series: normals(random.integer(120, 160), columns, scale),
      interval: random.integer(1, 30),
      linear: normals(columns, columns, 0.5 / columns),
      offset: random.list(columns, () => scale * random.normal()),
      weights: normals(columns, pieces, 0.3),
      directions: normals(pieces, columns, 0.5),
      thresholds: random.list(pieces, () => scale * random.normal()),
    };
  };

export const training = [
  subject<
    Several,
    dynamics.FitPredictorSolution,
    Reply & { readonly parameters: number[][]; readonly condition: number }
  >({
    method: 'fitPredictor',
    part: 'several series',
    kinds: { plain: several(1), small: several(1e-9), large: several(1e9) },
    codes: ['order'],
    peer: 'stacked_regression',
    pose: ({ series, order }) => ({ series, method: 'linear', order, ridge: 0 }),
    solve: (problem, options) => dynamics.fitPredictorSync(problem as dynamics.FitPredictorProblem, options),
    certify: certifyFitPredictor as (problem: object, solution: dynamics.FitPredictorSolution) => void,
    *judge({ series }, { solution }, { parameters, condition }) {
      if (solution === undefined || condition > 1e3) return;
      const unit = Math.max(...series.flat(2).map(Math.abs));
      const width = (parameters[0]?.length ?? 1) - 1;
      for (const [k, own] of parameters.entries()) {
        for (let j = 0; j < width; j++)
          yield* compareFigures(
            'a coefficient',
            at(solution.coefficients?.data ?? [], k * width + j),
            at(own, j),
            1e-8,
          );
        yield* compareFigures('a constant', at(solution.constants ?? [], k), at(own, width), 1e-8 * unit);
      }
    },
  }),
  subject<Forced, dynamics.ReconstructSolution, Reply & { readonly loss: number }>({
    method: 'reconstruct',
    part: 'teacherForcing',
    kinds: { plain: forced(1), small: forced(1e-6), large: forced(1e6) },
    codes: ['interval'],
    peer: 'forced_loss',
    pose: ({ series, interval, ...model }) => ({
      series,
      method: 'teacherForcing',
      pieces: model.thresholds.length,
      smoothing: 'none',
      holdOut: 0,
      initial: {
        ...model,
        weights: { rows: model.offset.length, columns: model.thresholds.length, data: model.weights.flat() },
        directions: {
          rows: model.thresholds.length,
          columns: model.offset.length,
          data: model.directions.flat(),
        },
        initial: model.offset,
      },
      hiddenStates: 0,
      steps: 2,
      batchSize: 1,
      window: series.length - 1,
      forcingInterval: interval,
    }),
    solve: (problem, options) => dynamics.reconstructSync(problem as dynamics.ReconstructProblem, options),
    certify: certifyReconstruct as (problem: object, solution: dynamics.ReconstructSolution) => void,
    *judge(_, { solution }, { loss }) {
      const found = solution?.history?.[0]?.loss;
      // Runs that explode multiply rounding.
      if (found !== undefined && loss < 1e6)
        yield* compareFigures('the loss', found, loss, 1e-9 * (1 + loss));
    },
  }),
];
