/** Models fitted to targets: references, monotonicity, several predictions, batches, formulas, callbacks, and bad input. */

import { load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleOfTargets } from '../../../ts/claims/support/stochastic-descent.js';
import { certifyMinimizeTargets } from '../../certificates/stochastic-minimize.js';
import { range } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { minimizeTargets, minimizeTargetsSync, minimizeTargetsDialogue } = stochastic;

/** Half the squared errors of a line through points with noise. */
const RESPONSE = [1, 3.1, 4.9, 7.2];
const MATRIX = [
  [0, 1],
  [1, 1],
  [2, 1],
  [3, 1],
];
const squares: stochastic.TargetFunctions<number>['targetGradient'] = (z, indices, out) => {
  let loss = 0;
  z.forEach((entry, k) => {
    const error = entry - (RESPONSE[indices[k] as number] as number);
    out[k] = error;
    loss += (error * error) / 2 / z.length;
  });
  return loss;
};
const line = () => ({ matrix: MATRIX, targetSmoothness: 1, targetGradient: squares });

checkSolver({
  method: 'stochastic.minimizeTargets',
  loads: ['stochastic-targets'],
  certify: certifyMinimizeTargets as never,
  solve: minimizeTargets,
  solveSync: minimizeTargetsSync,
  problem: line as () => stochastic.SyncMinimizeTargetsFunctionProblem,
  verify({ status, coefficients, iterations }) {
    expect(status).toBe('converged');
    expectAllClose(coefficients, [2.04, 0.99], 1e-12);
    // The surrogate is the loss itself.
    expect(iterations).toBe(2);
  },
  limited: () => ({ ...line(), maxIterations: 1 }),
});

describe('stochastic.minimizeTargets', () => {
  beforeAll(() => load('stochastic-targets'));

  test('logistic regression descends to the optimum, and never rises', async () => {
    const { matrix, targetGradient } = sampleOfTargets();
    const problem = { matrix, targetGradient, targetSmoothness: 0.25 };
    const exact = await minimizeTargets({
      ...problem,
      innerSteps: 200,
      innerTolerance: 1e-14,
      maxIterations: 11,
    });
    expectClose(exact.history[1] as number, 0.443526914225956, 1e-12);
    expectClose(exact.history[10] as number, 0.401229682094762, 1e-12);
    const found = await minimizeTargets({ ...problem, maxIterations: 100 });
    expectClose(found.objective as number, 0.400572323146316, 1e-12);
    found.history.forEach((loss, k) => {
      // Rounding errors at the minimum are no rise.
      if (k > 0) expect(loss).toBeLessThanOrEqual((found.history[k - 1] as number) + 1e-14);
    });
  });

  test('too small a smoothness is corrected by halvings', async () => {
    const found = await minimizeTargets({ ...line(), targetSmoothness: 0.01 });
    expect(found.status).toBe('converged');
    expect(found.backtracks).toBeGreaterThan(0);
    expectAllClose(found.coefficients, [2.04, 0.99], 1e-6);
  });

  test('several predictions, sparse rows, and dependent columns', async () => {
    const matrix = MATRIX.map(([a = 0, b = 0]) => [a, b, a + b]);
    const targets = RESPONSE.flatMap((y) => [y, -2 * y]);
    const targetGradient: typeof squares = (z, indices, out) => {
      let loss = 0;
      z.forEach((entry, k) => {
        const error = entry - (targets[2 * (indices[k >> 1] as number) + (k & 1)] as number);
        out[k] = error;
        loss += (error * error) / z.length;
      });
      return loss;
    };
    const sparse = {
      rows: 4,
      columns: 3,
      indptr: [0, 3, 6, 9, 12],
      indices: matrix.flatMap(() => [0, 1, 2]),
      data: matrix.flat(),
    };
    for (const given of [matrix, sparse]) {
      const problem = { matrix: given, outputs: 2, targetSmoothness: 1, targetGradient };
      const { coefficients, status } = await minimizeTargets(problem);
      expect(status).toBe('converged');
      // The smallest of all optima: (2.04, 0.99, 0) projected off the null vector (1, 1, -1).
      const smallest = [2.04 - 1.01, 0.99 - 1.01, 1.01];
      expectAllClose(
        coefficients,
        smallest.flatMap((x) => [x, -2 * x]),
        1e-10,
      );
    }
  });

  test('batches come near the optimum', async () => {
    const { matrix, targetGradient } = sampleOfTargets();
    for (const sampling of ['shuffle', 'uniform'] as const) {
      const settings = { targetSmoothness: 0.25, batchSize: 100, maxIterations: 200, sampling };
      const found = await minimizeTargets({ matrix, targetGradient, ...settings });
      expect(found).toMatchObject({ status: 'iterationLimit', iterations: 200 });
      expect((found.objective as number) - 0.400572323146316).toBeLessThan(0.02);
    }
  });

  test('a formula and a callback are the same model, and converge to its least squares', async () => {
    // Michaelis and Menten's curve; the parameters are those of constrained.curveFit's least squares.
    const places = [0.02, 0.06, 0.11, 0.22, 0.56, 1.1];
    const rates = [61.5, 102.5, 129.5, 155.5, 196, 203.5];
    const targetGradient: typeof squares = (z, indices, out) => {
      const errors = Array.from(z, (entry, k) => entry - (rates[indices[k] as number] as number));
      out.set(errors);
      return errors.reduce((sum, error) => sum + (error * error) / 2 / errors.length, 0);
    };
    const settings = { initial: [150, 0.1], targetSmoothness: 1, targetGradient };
    const formula = { formula: 'c[0] * row[0] / (c[1] + row[0])', inputs: { c: 2, row: 1 } };
    const matrix = places.map((place) => [place]);
    const byFormula = await minimizeTargets({ ...settings, matrix, model: formula });
    const asked = {
      ...settings,
      rowCount: 6,
      predictions([a = 0, b = 0]: Float64Array, indices: Float64Array) {
        return indices.map((i) => (a * (places[i] as number)) / (b + (places[i] as number)));
      },
      predictionGradient(
        [a = 0, b = 0]: Float64Array,
        indices: Float64Array,
        weights: Float64Array,
        out: Float64Array,
      ) {
        out.fill(0);
        indices.forEach((i, k) => {
          const [x, weight] = [places[i] as number, weights[k] as number];
          out[0] = (out[0] as number) + (weight * x) / (b + x);
          out[1] = (out[1] as number) - (weight * a * x) / (b + x) ** 2;
        });
      },
    };
    const byCallback = await minimizeTargets(asked);
    for (const found of [byFormula, byCallback]) {
      expect(found.status).toBe('converged');
      expect(found.iterations).toBeLessThanOrEqual(6);
      found.history.forEach((loss, k) => {
        if (k > 0) expect(loss).toBeLessThanOrEqual((found.history[k - 1] as number) * (1 + 1e-14));
      });
    }
    const sparse = { rows: 6, columns: 1, indptr: range(7), indices: range(6).map(() => 0), data: places };
    expectAllClose(
      (await minimizeTargets({ ...settings, matrix: sparse, model: formula })).coefficients,
      byFormula.coefficients,
      1e-9,
    );
    expectAllClose(byCallback.coefficients, byFormula.coefficients, 1e-6);
    certifyMinimizeTargets(asked, byCallback);
  });

  test('a network is fitted by batches, with parameters and several predictions', async () => {
    const points = range(60).map((i) => [Math.sin(3 * i), Math.cos(7 * i)]);
    const truths = points.flatMap(([a = 0, b = 0]) => [Math.tanh(a + b), Math.tanh(2 * a - b)]);
    const targetGradient: typeof squares = (z, indices, out) => {
      let loss = 0;
      z.forEach((entry, k) => {
        const error = entry - (truths[2 * (indices[k >> 1] as number) + (k & 1)] as number);
        out[k] = error;
        loss += (error * error) / z.length;
      });
      return loss;
    };
    const problem = {
      matrix: points,
      model: {
        formula: 'slope * tanh(reshape(w, [2, 2]) @ row)',
        inputs: { slope: [], row: 2, w: 4 },
      },
      variables: 'w',
      parameters: { slope: 1 },
      outputs: 2,
      initial: [0.5, 0.1, 0.3, 0.2],
      targetSmoothness: 1,
      targetGradient,
    };
    const whole = await minimizeTargets(problem);
    expect(whole.status).toBe('converged');
    expectAllClose(whole.coefficients, [1, 1, 2, -1], 1e-6);
    const byBatches = await minimizeTargets({ ...problem, batchSize: 20, maxIterations: 60 });
    expectAllClose(byBatches.coefficients, [1, 1, 2, -1], 1e-3);
  });

  test('a time limit leaves the coefficients so far', async () => {
    const [rows, columns] = [20_000, 100];
    const data = Float64Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k));
    const targetGradient: typeof squares = (z, _, out) => {
      out.set(z.map((entry, k) => entry - Math.cos(k)));
      return out.reduce((sum, error) => sum + error ** 2 / 2 / z.length, 0);
    };
    const problem = { matrix: { rows, columns, data }, targetSmoothness: 1, targetGradient };
    const settings = { innerSteps: 1_000_000, innerTolerance: 1e-300 };
    const found = await minimizeTargets({ ...problem, ...settings }, { timeLimit: 0.3 });
    expect(found.status).toBe('timeLimit');
    expect(found.coefficients).toHaveLength(columns);
  });

  test('a dialogue asks the same questions', async () => {
    const { targetGradient, ...data } = line();
    const dialogue = minimizeTargetsDialogue(data);
    while (dialogue.question !== undefined) {
      const { point, items } = dialogue.question;
      const out = new Float64Array(items);
      dialogue.answer([targetGradient(point.subarray(0, items), point.subarray(items), out), ...out]);
    }
    expect(dialogue.solution).toEqual(await minimizeTargets(line()));
  });

  test('wrong problems and answers are refused by name', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => minimizeTargets({ ...line(), ...problem } as never), 'INVALID_INPUT', path);
    await refused({ targetGradient: () => 1 }, 'targetGradient');
    await refused({ targetGradient: () => undefined }, 'targetGradient');
    await refused({ targetSmoothness: 0 }, 'targetSmoothness');
    await refused({ targetSmoothness: undefined }, 'targetSmoothness');
    await refused({ batchSize: 5 }, 'batchSize');
    await refused({ outputs: 0 }, 'outputs');
    await refused({ innerSteps: 0 }, 'innerSteps');
    await refused({ initial: [1] }, 'initial');
    await refused({ linearizations: 0 }, 'linearizations');
    await refused({ matrix: [[1, Number.NaN]] }, 'matrix[0][1]');
    await refused({ matrix: undefined }, 'matrix');
    await refused({ parameters: { a: 1 } }, 'parameters');
    await refused({ rowCount: 4 }, 'rowCount');
    const model = { formula: 'c * row[0]', inputs: { c: [], row: 2 } };
    await refused({ model }, 'initial');
    await refused({ model, initial: [1, 2] }, 'initial');
    await refused({ model, initial: [1], outputs: 2 }, 'outputs');
    await refused({ model, initial: [1], variables: 'row' }, 'variables');
    await refused({ model: { ...model, inputs: { c: [], row: 3 } }, initial: [1] }, 'model.inputs');
    await refused(
      { model: { formula: 'c * k', inputs: { c: [], k: [], row: 2 } }, initial: [1] },
      'parameters.k',
    );
    const predictions = () => [1, 2, 3, 4];
    await refused({ predictions }, 'predictionGradient');
    await refused({ predictions, predictionGradient: predictions }, 'matrix');
    const asked = { matrix: undefined, predictions, predictionGradient: () => [1] };
    await refused({ ...asked, initial: [1] }, 'rowCount');
    await refused({ ...asked, rowCount: 4 }, 'initial');
    await refused({ ...asked, rowCount: 3, initial: [1] }, 'predictions');
    await refused(
      { ...asked, rowCount: 4, initial: [1], predictions: () => [1, 2, 3, Number.NaN] },
      'predictions',
    );
  });
});
