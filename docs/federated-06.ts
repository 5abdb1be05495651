import { federated } from 'superlinear';

// Each client has seen events at these distances: the scale of an exponential distribution.
const distances = [
  [1, 2, 4],
  [1, 3, 5, 7],
];
const { table } = await federated.compare({
  candidates: [1, 4].map((steps) => ({ local: { steps, learningRate: 0.2 } })),
  initial: [1],
  clients: distances.map(({ length }) => ({ rowCount: length })),
  gradient(client, [scale = 1], rows, weights, out) {
    out.fill(0);
    return rows.reduce((loss, i, k) => {
      const [distance, weight] = [distances[client]?.[i] ?? 0, weights[k] ?? 0];
      out[0] = (out[0] ?? 0) + weight * (1 / scale - distance / scale ** 2);
      return loss + weight * (Math.log(scale) + distance / scale);
    }, 0);
  },
  target: 2.191,
});
console.log(table);

export {};
