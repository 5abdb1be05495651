import { minimizeTargets } from 'superlinear/stochastic';

// A curve that saturates, through a loss that only a simulation knows; here it is that of three responses.
const responses = [1, 2, 2.5];
const curve = await minimizeTargets({
  matrix: [[1], [3], [6]],
  model: { formula: 'c[0] * row[0] / (c[1] + row[0])', inputs: { c: 2, row: 1 } },
  initial: [1, 1],
  targetSmoothness: 1,
  targetGradient(predictions, indices, out) {
    const errors = predictions.map((z, k) => z - (responses[indices[k] ?? 0] ?? 0));
    out.set(errors);
    return errors.reduce((sum, error) => sum + error ** 2, 0) / 2 / errors.length;
  },
});
console.log(curve.status, curve.iterations, curve.coefficients);

export {};
