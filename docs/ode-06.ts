import { ode } from 'superlinear';

const field = { formula: '[rate * y[0] * (1 - y[0] / limit)]', inputs: { y: 1, rate: [], limit: [] } };
const fit = await ode.fit({
  field,
  parameters: { rate: 1, limit: 8 },
  lower: { rate: 0 },
  initial: [0.5],
  times: [1, 2, 4, 6, 8],
  observations: [0.99, 1.77, 3.65, 4.66, 4.92],
});
console.log(fit.parameters, fit.errors, fit.confidence);
console.log(await fit.predict([10, 12]), await fit.band([10, 12]));

export {};
