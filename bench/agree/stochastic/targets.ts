// Models fitted to targets against the minimum of the loss by SciPy.

import { stochastic } from 'superlinear';
import { certifyMinimizeTargets } from '../../../test/certificates/stochastic-minimize.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareMinima, ourSide } from '../verdict.js';

type Loss = 'squared' | 'logistic' | 'softAbsolute';

interface Model {
  readonly matrix: number[][];
  readonly response: number[][];
  readonly loss: Loss;
  readonly form: 'linear' | 'formula' | 'callback';
}

/** Values and slopes of the losses of one prediction, and their smoothness. */
const LOSSES: Readonly<Record<Loss, { smoothness: number; of(z: number, y: number): [number, number] }>> = {
  squared: { smoothness: 1, of: (z, y) => [(z - y) ** 2 / 2, z - y] },
  // Responses are any numbers from 0 to 1, so there is a minimum.
  logistic: {
    smoothness: 0.25,
    of: (z, y) => [Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - y * z, 1 / (1 + Math.exp(-z)) - y],
  },
  softAbsolute: {
    smoothness: 1,
    of: (z, y) => [Math.hypot(1, z - y) - 1, (z - y) / Math.hypot(1, z - y)],
  },
};

const modelOf =
  (form: Model['form'], unit: (random: Random) => number) =>
  (random: Random): Model => {
    const loss = random.pick(['squared', 'logistic', 'softAbsolute'] as const);
    const [columns, outputs] = [random.integer(1, 5), form === 'linear' ? random.integer(1, 2) : 1];
    const units = random.list(columns, () => unit(random));
    const matrix = random.matrix(random.integer(columns, 20), columns, (_, j) => {
      return (units[j] as number) * random.normal();
    });
    const response = random.matrix(matrix.length, outputs, () =>
      loss === 'logistic' ? random.uniform(0.1, 0.9) : random.normal(),
    );
    return { matrix, response, loss, form };
  };

/** The mean loss of rows, whose gradients are written. */
function lossOf({ loss, response }: Model, z: Float64Array, indices: Float64Array, out: Float64Array) {
  const outputs = response[0]?.length as number;
  let sum = 0;
  for (const [k, prediction] of z.entries()) {
    const row = response[indices[Math.floor(k / outputs)] as number] as number[];
    const [value, slope] = LOSSES[loss].of(prediction, row[k % outputs] as number);
    out[k] = slope;
    sum += value;
  }
  return (sum * outputs) / z.length;
}

/** Coefficients c of a nonlinear model with the predictions of the linear one with c + c³/3. */
const nonlinear = ({ matrix }: Model) => ({
  predictions: (c: Float64Array, indices: Float64Array) =>
    indices.map((i) =>
      (matrix[i] as number[]).reduce(
        (sum, x, j) => sum + x * ((c[j] as number) + (c[j] as number) ** 3 / 3),
        0,
      ),
    ),
  predictionGradient: (c: Float64Array, indices: Float64Array, weights: Float64Array) =>
    c.map((value, j) =>
      indices.reduce(
        (sum, i, k) => sum + (weights[k] as number) * (matrix[i]?.[j] as number) * (1 + value ** 2),
        0,
      ),
    ),
});

function poseOf(model: Model): stochastic.SyncMinimizeTargetsFunctionProblem {
  const { matrix, response, loss, form } = model;
  const columns = matrix[0]?.length as number;
  const rest = {
    targetSmoothness: LOSSES[loss].smoothness,
    targetGradient: (z: Float64Array, indices: Float64Array, out: Float64Array) =>
      lossOf(model, z, indices, out),
    tolerance: 1e-9,
    maxIterations: 2000,
    innerSteps: 200,
    innerTolerance: 1e-12,
    outputs: response[0]?.length as number,
  };
  if (form === 'linear') return { matrix, ...rest };
  const initial = new Array<number>(columns).fill(0);
  if (form === 'callback') return { rowCount: matrix.length, initial, ...nonlinear(model), ...rest };
  const formula = { formula: 'dot(row, c + c^3 / 3)', inputs: { row: columns, c: columns } };
  return { matrix, model: formula, initial, ...rest };
}

interface Minimum extends Reply {
  readonly objective: number;
  /** The least curvature at the minimum. */
  readonly curvature: number;
}

const one = () => 1;
const decades = (random: Random) => random.decade(-1.5, 1.5);

export const targets = [
  subject<Model, stochastic.MinimizeTargetsSolution, Minimum>({
    method: 'minimizeTargets',
    kinds: {
      linear: modelOf('linear', one),
      'linear, scaled columns': modelOf('linear', decades),
      'a formula': modelOf('formula', one),
      'a formula, scaled columns': modelOf('formula', decades),
      'a callback': modelOf('callback', one),
    },
    axes: [['matrix', 'response'], ['matrix.*']],
    peer: 'glm',
    pose: poseOf,
    solve: (problem, options) =>
      stochastic.minimizeTargetsSync(problem as stochastic.SyncMinimizeTargetsFunctionProblem, options),
    certify: (problem, solution) =>
      certifyMinimizeTargets(problem as stochastic.SyncMinimizeTargetsFunctionProblem, solution),
    // The last digits of a minimum may be lost to rounding.
    isAtPrecision: ({ status }) => status === 'stalled',
    exceptions: [
      {
        cause: /(iteration|time)Limit where the peer says solved/,
        reason:
          'steps in the space of predictions converge linearly, slowly where the loss is flat along some',
      },
    ],
    *judge({ response }, outcome, { objective, curvature }) {
      const status = outcome.status === 'stalled' ? 'converged' : outcome.status;
      const ours = ourSide({ ...outcome, status }, (solution) => ({ value: solution.objective as number }));
      const theirs = { status: 'converged', merit: { value: objective } };
      const unit = 1 + Math.max(...response.flat().map((y) => y * y));
      // The gradient bounds the distance of the objective from the minimum.
      const bound = (outcome.solution?.gradientNorm ?? 0) ** 2 / Math.max(curvature, 1e-300);
      yield* compareMinima(ours, theirs, { unit, tolerance: 1e-9 + bound / unit });
    },
  }),
];
