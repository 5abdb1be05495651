import { minimize } from 'superlinear/stochastic';

// The point in the unit ball with the smallest mean squared distance to 1000 points.
const points = Array.from({ length: 1000 }, (_, i) => [2 + Math.sin(i), Math.cos(i)]);
const found = await minimize({
  dimension: 2,
  componentCount: points.length,
  gradient(x, indices, weights, out) {
    let value = 0;
    out.fill(0);
    indices.forEach((i, k) => {
      const weight = weights[k] ?? 0;
      points[i]?.forEach((coordinate, j) => {
        const error = (x[j] ?? 0) - coordinate;
        value += (weight * error ** 2) / 2;
        out[j] = (out[j] ?? 0) + weight * error;
      });
    });
    return value;
  },
  set: [{ kind: 'ball', size: 2, radius: 1 }],
  learningRate: 0.5,
});
console.log(found.solution, found.gradientNorm); // about (1, 0)

export {};
