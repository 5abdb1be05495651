// Federated training against the same rounds in NumPy, written for this comparison.

import { federated } from 'superlinear';
import { certifySimulate } from '../../../test/certificates/federated.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Model {
  readonly algorithm: 'fedAvg' | 'fedProx' | 'scaffold' | 'compressed';
  readonly clients: readonly { readonly matrix: number[][]; readonly response: number[] }[];
  readonly steps: number;
  readonly rate: number;
  readonly serverRate: number;
  readonly rounds: number;
  readonly kept: number;
  readonly errorControl: number;
}

/** Random clients of an algorithm, with entries up to 1, for which the steps are short enough. */
const modelOf =
  (algorithm: Model['algorithm']) =>
  (random: Random): Model => {
    const columns = random.integer(1, 5);
    const rows = () => random.integer(1, 6);
    const entry = () => 2 * random.integer(0, 1000) * 1e-3 - 1;
    const clients = random.list(random.integer(1, 4), () => {
      const matrix = random.matrix(rows(), columns, entry);
      return { matrix, response: matrix.map(entry) };
    });
    const kept = random.integer(1, columns);
    const [steps, rounds] = [random.integer(1, 5), random.integer(1, 20)];
    return { algorithm, clients, steps, rate: 0.1, serverRate: 0.1, rounds, kept, errorControl: 0.1 };
  };

const settingsOf = (model: Model): federated.FederatedSettings => {
  const columns = model.clients[0]?.matrix[0]?.length ?? 1;
  const fraction = Math.min(1, (model.kept - 0.5) / columns);
  return {
    algorithm: model.algorithm,
    intercept: false,
    local: { steps: model.steps, batchSize: 0, learningRate: model.rate, clipNorm: 1e9 },
    ...(model.algorithm === 'compressed' && {
      compressor: { kind: 'top', fraction },
      errorControl: model.errorControl,
      serverLearningRate: model.serverRate,
    }),
  };
};

export const subjects = [
  subject<Model, federated.SimulateSolution, Reply & { readonly parameters: number[] }>({
    method: 'simulate',
    kinds: {
      averaged: modelOf('fedAvg'),
      proximal: modelOf('fedProx'),
      corrected: modelOf('scaffold'),
      compressed: modelOf('compressed'),
    },
    axes: [['clients']],
    peer: 'train',
    pose: (model) => ({ settings: settingsOf(model), clients: model.clients, rounds: model.rounds }),
    solve: (problem, options) => federated.simulateSync(problem as federated.SimulateProblem, options),
    certify: certifySimulate,
    *judge(model, { solution }, { parameters }) {
      if (solution === undefined) return;
      // Ties of compressed entries may be broken by rounding; then both are within a message of each other.
      const slack = model.algorithm === 'compressed' ? 1e-5 : 1e-11;
      for (const [j, value] of solution.parameters.entries()) {
        yield* compareFigures(`parameter ${j}`, value, parameters[j] ?? Number.NaN, slack);
      }
    },
  }),
];
