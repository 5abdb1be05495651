import { coordinate, stochastic } from 'superlinear';

const model = await stochastic.fit({
  matrix: [
    [0, 1],
    [1, 0],
    [1, 1],
    [2, 1],
  ],
  response: ['no', 'no', 'yes', 'yes'],
  loss: 'hinge',
  lambda: 0.01,
  learningRate: 1,
  epochs: 100,
});
console.log(model.coefficients, model.intercept, model.relativeGap); // the gap is about 0.05
const { response } = await coordinate.predict({ model, matrix: [[3, 1]] });
console.log(response); // ['yes']

export {};
