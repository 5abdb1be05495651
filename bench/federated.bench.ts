// Simulated trainings over growing numbers of clients: natively on one thread, and by WebAssembly.

import { federated } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { mulberry32 } from '../ts/claims/support/random.js';
import { columnsOf, timeBackends } from './support/backends.js';

/** Clients of 50 rows and 20 columns. */
function fleet(count: number): federated.SimulatedClient[] {
  return Array.from({ length: count }, (_, i) => {
    const next = mulberry32(i + 1);
    const numbers = (length: number) => Float64Array.from({ length }, () => 2 * next() - 1);
    return {
      matrix: { rows: 50, columns: 20, data: numbers(1000) },
      response: numbers(50),
      speed: 1 + (i % 5),
    };
  });
}

const local = { steps: 10, batchSize: 10, learningRate: 0.05 };

const workloads: Readonly<Record<string, federated.FederatedSettings>> = {
  fedAvg: { local },
  scaffold: { algorithm: 'scaffold', local },
  'compressed, top 10 %': { algorithm: 'compressed', compressor: { kind: 'top' }, serverLearningRate: 0.3 },
};

const lines: Record<string, string>[] = [];
for (const [workload, settings] of Object.entries(workloads)) {
  for (const count of [10, 100, 1000]) {
    const problem = { settings, clients: fleet(count), rounds: 20, evaluateEvery: 20 };
    const times = await timeBackends(3, (options) => federated.simulateSync(problem, options));
    lines.push({ workload: `${workload}, 20 rounds`, clients: String(count), ...columnsOf(times) });
  }
}
console.log(formatTable(lines));
