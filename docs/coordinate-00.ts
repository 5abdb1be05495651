import { coordinate } from 'superlinear';

const { coefficients, intercept, support, relativeGap } = await coordinate.fit({
  matrix: [
    [1, 2, 0],
    [2, -1, 1],
    [0, 1, 3],
    [1, 0, -1],
    [-1, 1, 2],
    [3, 1, 1],
  ],
  response: [1, 2, -1, 0.5, -2, 3],
  loss: 'squared',
  penalty: 'l1',
  lambdaRatio: 0.1, // a tenth of the smallest lambda that leaves nothing
});
console.log(coefficients, intercept, support, relativeGap);

export {};
