// Simulated trainings of benchmarks.

import type { federated } from 'superlinear';
import { uniform } from '../../test/support/random.js';

/** Clients of 50 rows and 20 columns. */
export const fleet = (count: number): federated.SimulatedClient[] =>
  Array.from({ length: count }, (_, i) => {
    const numbers = (seed: number, length: number) => uniform(seed, length).map((value) => 2 * value - 1);
    const matrix = { rows: 50, columns: 20, data: numbers(2 * i + 1, 1000) };
    return { matrix, response: numbers(2 * i + 2, 50), speed: 1 + (i % 5) };
  });

export type Workload = 'fedAvg' | 'scaffold' | 'compressed';

/** Ten steps of ten rows, or a gradient of all rows with a tenth of its entries sent. */
export const settings: Readonly<Record<Workload, federated.FederatedSettings>> = {
  fedAvg: { intercept: false, local: { steps: 10, batchSize: 10, learningRate: 0.05 } },
  scaffold: {
    algorithm: 'scaffold',
    intercept: false,
    local: { steps: 10, batchSize: 10, learningRate: 0.05 },
  },
  compressed: {
    algorithm: 'compressed',
    intercept: false,
    local: { batchSize: 0 },
    compressor: { kind: 'top' },
    serverLearningRate: 0.3,
  },
};

/** A simulation of 20 rounds. */
export const simulation = (workload: Workload, count: number): federated.SimulateProblem => ({
  settings: settings[workload],
  clients: fleet(count),
  rounds: 20,
  evaluateEvery: 20,
});
