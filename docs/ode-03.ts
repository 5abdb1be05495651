import { ode } from 'superlinear';

// A drug is taken every 12 hours, is absorbed and eliminated; how long until 1.2 is exceeded?
const { events, status } = await ode.solve({
  field: { formula: '[-a * y[0], a * y[0] - e * y[1]]', inputs: { y: 2, a: [], e: [] } },
  parameters: { a: 1.2, e: 0.08, dose: 1 },
  initial: [0, 0],
  times: [12, 24, 36, 48],
  events: [
    { times: [0, 12, 24, 36], change: { formula: '[y[0] + dose, y[1]]', inputs: { y: 2, dose: [] } } },
    { function: { formula: 'y[1] - 1.2', inputs: { y: 2 } }, direction: 1, terminal: true },
  ],
});
console.log(status, events.at(-1)?.time);

export {};
