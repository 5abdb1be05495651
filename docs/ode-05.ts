import { ode } from 'superlinear';

const { states, sensitivities } = await ode.solve({
  field: { formula: '[rate * y[0] * (1 - y[0] / limit)]', inputs: { y: 1, rate: [], limit: [] } },
  parameters: { rate: 0.8, limit: 5 },
  initial: [0.5],
  times: [1, 2, 4, 8],
  sensitivities: ['rate'],
});
console.log(states, sensitivities?.rate);

export {};
