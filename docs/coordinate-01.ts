import { coordinate } from 'superlinear';

const data = {
  matrix: [
    [1, 2],
    [2, -1],
    [0, 1],
    [1, 1],
  ],
  response: [1, 2, -1, 0],
};
const { lambdaMax } = await coordinate.lambdaMax(data);
const problem = { ...data, lambda: 0.1 * lambdaMax };
const point = { coefficients: [0.5, 0], intercept: 0 };
console.log(
  await coordinate.dualityGap({ ...problem, point }),
  await coordinate.kktViolation({ ...problem, point }),
);

export {};
