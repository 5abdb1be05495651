import { federated } from 'superlinear';

// Two laboratories have measured one decay, w[0] exp(-w[1] t), and keep their measurements.
const loss = { formula: '(y - w[0] * exp(-w[1] * t))^2', inputs: { w: 2, t: [], y: [] } };
const t = [0, 1, 2, 4];
const [north, south] = [
  { t, y: [5, 3.1, 1.8, 0.7] },
  { t, y: [5.1, 3, 1.9, 0.6] },
];
const settings = { algorithm: 'scaffold', local: { steps: 10, batchSize: 0, learningRate: 0.05 } } as const;
const initial = [4, 0.3];
const clients = [{ rows: north }, { rows: south }];
const { parameters } = await federated.simulateFormula({ settings, loss, initial, clients, rounds: 60 });
console.log(parameters); // about 5.05 and 0.51

// The same as a round over a transport of your own.
const { broadcast } = await federated.start({ settings, initial, clients: ['north', 'south'] });
const { message } = await federated.clientStepFormula({
  settings,
  loss,
  client: 'north',
  rows: north,
  broadcast,
});
console.log(message.length);

export {};
