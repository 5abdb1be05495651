// Simulated trainings over growing numbers of clients: natively on one thread, and by WebAssembly.

import { federated } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { settings, simulation, type Workload } from './federated/workloads.js';
import { columnsOf, timeBackends } from './support/backends.js';

const lines: Record<string, string>[] = [];
for (const workload of Object.keys(settings) as Workload[]) {
  for (const clients of [10, 100, 1000]) {
    const problem = simulation(workload, clients);
    const times = await timeBackends(3, (options) => federated.simulateSync(problem, options));
    lines.push({ workload: `${workload}, 20 rounds`, clients: String(clients), ...columnsOf(times) });
  }
}
console.log(formatTable(lines));
