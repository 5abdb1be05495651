import { coordinate, federated } from 'superlinear';

const { parameters } = await federated.simulate({
  settings: { loss: 'logistic', local: { learningRate: 1 } },
  clients: [
    { matrix: [[0.1], [0.9]], response: [0, 1] },
    { matrix: [[0.3], [0.8]], response: [0, 1] },
  ],
  rounds: 50,
});
const model = {
  coefficients: parameters.slice(0, -1),
  intercept: parameters.at(-1) ?? 0,
  loss: 'logistic',
  classes: [0, 1],
} as const;
const { response, probabilities } = await coordinate.predict({ model, matrix: [[0.2], [1]] });
console.log(response, probabilities); // 0 and 1

export {};
