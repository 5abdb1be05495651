import { coordinate } from 'superlinear';

const matrix = [
  [1, 2, 0],
  [2, -1, 1],
  [0, 1, 3],
  [1, 0, -1],
  [-1, 1, 2],
  [3, 1, 1],
];
const { lambdas, nonzeros, devianceRatios } = await coordinate.path({
  matrix,
  response: [1, 2, -1, 0.5, -2, 3],
  count: 10,
});
console.log(lambdas, nonzeros, devianceRatios);

export {};
