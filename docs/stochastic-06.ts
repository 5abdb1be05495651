import { minimizeTargets } from 'superlinear/stochastic';

const matrix = Array.from({ length: 200 }, (_, i) => [1, Math.sin(i), Math.cos(3 * i)]);
const signs = matrix.map((_, i) => (Math.sin(i) + Math.sin(7 * i) > 0 ? 1 : -1));
const model = await minimizeTargets({
  matrix,
  targetSmoothness: 0.25, // of the logistic loss
  targetGradient(predictions, indices, out) {
    let loss = 0;
    predictions.forEach((z, k) => {
      const sign = signs[indices[k] ?? 0] ?? 0;
      loss += Math.log1p(Math.exp(-sign * z)) / predictions.length;
      out[k] = -sign / (1 + Math.exp(sign * z));
    });
    return loss;
  },
});
console.log(model.status, model.iterations, model.coefficients);

export {};
