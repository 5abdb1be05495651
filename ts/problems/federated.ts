/** Problems of federated. */

import type { Problem } from './problem.js';

const settings = { loss: 'squared', dimension: 1, intercept: false, local: { learningRate: 0.1 } } as const;

const clients = [
  { matrix: [[1], [2]], response: [2, 4], speed: 1 },
  { matrix: [[1], [3]], response: [2, 6], speed: 4 },
];

/** A state of a server of one client, as `start` returns it. */
const state = {
  round: 1,
  parameters: [0],
  clients: ['north'],
  importance: [1],
  accepted: [0],
  counts: [0],
  durations: [0],
  rates: 0,
  timed: 0,
  asked: [0],
  active: [0],
  mean: [],
  momentum: [],
  second: [],
  sum: [0],
  weight: 0,
  received: 0,
};

/** The loss of a measurement of a decay. */
const loss = { formula: '(y - w[0] * exp(-w[1] * t))^2', inputs: { w: 2, t: [], y: [] } };

/** Measurements of two laboratories, and settings for them. */
const decays = {
  loss,
  initial: [4, 0.3],
  clients: [
    { rows: { t: [0, 1, 2, 4], y: [5, 3.1, 1.8, 0.7] } },
    { rows: { t: [0, 1, 2, 4], y: [5.1, 3, 1.9, 0.6] } },
  ],
};
const local = { steps: 10, batchSize: 0, learningRate: 0.05 };

export const problems: readonly Problem[] = [
  {
    id: 'federated-simulation',
    want: 'Simulate federated learning over clients with different data, speeds and losses',
    words:
      'federated learning, fedavg, fedprox, scaffold, fedspeed, fedadam, fedbuff, fedfix, asynchronous training, flower, flwr, fedjax, stragglers, client drift, non-iid, data silos, privacy, edge devices, distributed training, virtual clock, drop-outs',
    have: 'table',
    method: 'federated.simulate',
    guide: 'federated',
    example: { settings, clients, rounds: 20 },
    alternatives: {
      'coordinate.fit': 'all rows in one place',
      'games.distributed': 'workers that hold maps instead of data',
    },
  },
  {
    id: 'federated-comparison',
    want: 'Compare federated algorithms by the time and the bytes to a target',
    words:
      'compare aggregation strategies, time to accuracy, communication cost, synchronous or asynchronous, hyperparameters of federated learning, strategy',
    have: 'table',
    method: 'federated.compare',
    guide: 'federated#which-algorithm',
    example: {
      candidates: [settings, { ...settings, algorithm: 'scaffold' }],
      clients,
      target: 0.1,
    },
  },
  {
    id: 'federated-formula',
    want: 'Simulate federated learning of a model given as a formula',
    words:
      'federated learning of a neural network, nonlinear model, custom loss, own model over clients, curve of several laboratories, federated curve fitting',
    have: 'formula',
    method: 'federated.simulateFormula',
    guide: 'federated#a-model-of-your-own',
    example: { settings: { algorithm: 'scaffold', local }, ...decays, rounds: 60 },
    alternatives: { 'expression.train': 'all rows in one place' },
  },
  {
    id: 'federated-formula-comparison',
    want: 'Compare federated algorithms on a model given as a formula',
    words:
      'compare federated strategies for a neural network, custom model, nonlinear loss, settings to a target',
    have: 'formula',
    method: 'federated.compareFormula',
    guide: 'federated#a-model-of-your-own',
    example: { candidates: [{ local }, { algorithm: 'scaffold', local }], ...decays, target: 0.02 },
  },
  {
    id: 'federated-formula-client',
    want: 'Train a model given as a formula on the data of one machine, and send only a message about it',
    words:
      'local training of a neural network, on-device training of a nonlinear model, client update of a custom loss',
    have: 'formula',
    method: 'federated.clientStepFormula',
    guide: 'federated#a-model-of-your-own',
    example: {
      settings: { local },
      client: 'north',
      loss,
      rows: { t: [0, 1, 2, 4], y: [5, 3.1, 1.8, 0.7] },
      broadcast: { round: 1, parameters: [4, 0.3], clients: ['north'], accepted: [0], active: [0] },
    },
  },
  {
    id: 'federated-server',
    want: 'Start training over data that stay on other machines',
    words:
      'federated server, coordinator, first broadcast, initial model, train without moving data, decentralized data',
    have: 'table',
    method: 'federated.start',
    guide: 'federated#rounds-over-a-transport-of-your-own',
    example: { settings, clients: ['north', 'south'] },
  },
  {
    id: 'federated-client',
    want: 'Train on the data of one machine and send only a message about it',
    words:
      'federated client, local update, local steps, on-device training, local training, gradient message, fit client',
    have: 'table',
    method: 'federated.clientStep',
    guide: 'federated#rounds-over-a-transport-of-your-own',
    example: {
      settings,
      client: 'north',
      matrix: [[1], [2]],
      response: [2, 4],
      broadcast: { round: 1, parameters: [0], clients: ['north'], accepted: [0], active: [0] },
    },
  },
  {
    id: 'federated-aggregation',
    want: 'Combine the model updates of many machines into one model',
    words:
      'aggregate updates, average weights, federated averaging, server step, aggregate_fit, weighted average of models',
    have: 'table',
    method: 'federated.aggregate',
    guide: 'federated#rounds-over-a-transport-of-your-own',
    example: { settings, state, messages: [] },
  },
  {
    id: 'compress-gradient',
    want: 'Compress a gradient or a model update to few bytes',
    words:
      'gradient compression, top-k, sparsification, signsgd, qsgd, quantization, error feedback, ef21, communication efficient, sparse update, encode a vector',
    have: 'points',
    method: 'federated.compress',
    guide: 'federated#compression',
    example: { vector: [0.5, -3, 0, 2, 0.25], compressor: { kind: 'top', fraction: 0.4 } },
  },
  {
    id: 'decompress-gradient',
    want: 'Read the vector of a compressed message',
    words: 'decode a compressed gradient, decompress update, parse message, dequantize',
    have: 'points',
    method: 'federated.decompress',
    guide: 'federated#compression',
    example: {
      message: [
        0x53, 0x4c, 0x4d, 0x31, 2, 0, 0, 0, 5, 0, 0, 0, 2, 0, 0, 0, 1, 2, 0, 0, 0x40, 0xc0, 0, 0, 0, 0x40, 2,
        0xfc, 0xdf, 0xa1,
      ],
    },
  },
  {
    id: 'unequal-shares',
    want: 'Split labeled rows between clients that are unlike one another',
    words:
      'dirichlet partition, non-iid split, heterogeneous clients, label skew, DirichletPartitioner, shard a data set',
    have: 'table',
    method: 'federated.partition',
    guide: 'federated#a-simulation',
    example: { labels: [0, 0, 0, 1, 1, 1], clients: 2, concentration: 0.5 },
  },
];
