import { ode } from 'superlinear';

// A drug is taken every 12 hours; its elimination and its volume are fitted to concentrations in between.
const { parameters, predict } = await ode.fit({
  field: { formula: '[-e * y[0]]', inputs: { y: 1, e: [] } },
  events: [
    { times: [0, 12, 24], change: { formula: '[y[0] + 100 / volume]', inputs: { y: 1, volume: [] } } },
  ],
  parameters: { e: 0.2, volume: 20 },
  initial: [0],
  times: [1, 6, 11, 13, 18, 25, 30, 36],
  observations: [2.26, 1.38, 0.83, 3.02, 1.81, 3.24, 2, 1.22],
});
console.log(parameters, await predict([40, 48]));

export {};
