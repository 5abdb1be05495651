import { stepSizes } from 'superlinear/stochastic';

const { stepSizes: rates } = await stepSizes({ kind: 'uba', steps: 1000, peak: 0.1, warmup: 50 });
console.log(rates[0], rates[50], rates[999]);

export {};
