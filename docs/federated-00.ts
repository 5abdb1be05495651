import { federated } from 'superlinear';

const { parameters, objective, time, bytesUp } = await federated.simulate({
  settings: { algorithm: 'scaffold', loss: 'squared', local: { steps: 5, learningRate: 0.05 } },
  clients: [
    { matrix: [[1], [2], [3]], response: [2, 4, 6], speed: 1 },
    { matrix: [[2], [4], [5]], response: [5, 9, 11], speed: 4, lossProbability: 0.1 },
  ],
  rounds: 200,
});
console.log(parameters, objective, time, bytesUp);

export {};
