import { ode } from 'superlinear';

const { states } = await ode.solve({
  field: {
    formula:
      '[-0.04 * y[0] + 1e4 * y[1] * y[2], 0.04 * y[0] - 1e4 * y[1] * y[2] - 3e7 * y[1]^2, y[0] + y[1] + y[2] - 1]',
    inputs: { y: 3 },
  },
  massMatrix: [1, 1, 0],
  initial: [1, 0, 0],
  times: [0.4, 4, 40],
  absoluteTolerance: 1e-12,
});
console.log(states);

export {};
