import { coordinate } from 'superlinear';

const matrix = [
  [1, 2, 0],
  [2, -1, 1],
  [0, 1, 3],
  [1, 0, -1],
  [-1, 1, 2],
  [3, 1, 1],
];
const { lambdaMin, lambda1se, curves, model } = await coordinate.crossValidate({
  matrix,
  response: [1, 2, -1, 0.5, -2, 3],
  folds: [0, 1, 2, 0, 1, 2],
});
console.log(lambdaMin, lambda1se, curves[0]?.means, model.support);

export {};
