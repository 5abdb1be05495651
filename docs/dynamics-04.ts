import { dynamics } from 'superlinear';

const { exponents, standardErrors, kaplanYorkeDimension } = await dynamics.lyapunovExponents({
  system: 'henon',
});
console.log(exponents, standardErrors, kaplanYorkeDimension);

// A map of your own: two coupled logistic maps.
const coupled = {
  map: {
    formula: '[(1 - c) * r * x[0] * (1 - x[0]) + c * x[1], (1 - c) * r * x[1] * (1 - x[1]) + c * x[0]]',
    inputs: { x: 2, r: [], c: [] },
  },
  parameters: { r: 3.9, c: 0.05 },
  initial: [0.3, 0.6],
};
const { series } = await dynamics.simulate({ ...coupled, length: 1000 });
const { exponents: both } = await dynamics.lyapunovExponents({ ...coupled, length: 20_000 });
console.log(series.rows, both);

export {};
