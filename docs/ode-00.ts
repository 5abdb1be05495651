import { ode } from 'superlinear';

const { status, times, states, errorEstimate, methods } = await ode.solve({
  field: {
    formula: '[s * (y[1] - y[0]), y[0] * (r - y[2]) - y[1], y[0] * y[1] - b * y[2]]',
    inputs: { y: 3, s: [], r: [], b: [] },
  },
  parameters: { s: 10, r: 28, b: 8 / 3 },
  initial: [1, 1, 1],
  times: [0, 1, 2, 5],
  tolerance: 1e-9,
});
console.log(status, times, states, errorEstimate, methods);

export {};
