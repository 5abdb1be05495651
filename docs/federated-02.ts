import { federated } from 'superlinear';

const clients = [1, 2, 5].map((speed) => ({
  matrix: [[1], [2], [3]],
  response: [speed, 2 * speed, 3 * speed],
  speed,
}));
const local = { steps: 2, learningRate: 0.02 };
const { table } = await federated.compare({
  candidates: [
    { local, intercept: false },
    { local, intercept: false, aggregation: { kind: 'immediate' } },
    { local, intercept: false, aggregation: { kind: 'fixedInterval', interval: 4 } },
  ],
  clients,
  rounds: 1000,
  target: 7,
});
console.log(table);

export {};
