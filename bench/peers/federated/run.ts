// Simulated trainings compared with the same rounds in NumPy, written for this comparison; all on one thread.

import { federated, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { settings, simulation, type Workload } from '../../federated/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';

export const workloads = Object.keys(settings) as Workload[];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('federated', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, python, quick ? 1 : 5));
  python.stop();
}

async function compare(name: Workload, python: Python, rounds: number): Promise<string> {
  const lines: Record<string, string>[] = [];
  for (const count of [10, 100]) {
    const problem = simulation(name, count);
    const solve = (options: SyncRunOptions) => federated.simulateSync(problem, options);
    solve(NATIVE);
    solve(WASM);
    const turns: Record<string, Turn> = {
      native: () => timeOf(() => solve(NATIVE)),
      wasm: () => timeOf(() => solve(WASM)),
      numpy: () => python.ask<Time>('solve', { workload: name, count }),
    };
    const times = await takeTurns(rounds, turns, 60);
    const cpu = (turn: string) => times[turn]?.cpu ?? Number.NaN;
    lines.push({
      clients: String(count),
      native: seconds(cpu('native')),
      WebAssembly: `${factor(cpu('wasm') / cpu('native'))} of that`,
      NumPy: seconds(cpu('numpy')),
      'NumPy / native': (cpu('numpy') / cpu('native')).toFixed(1),
    });
  }
  return [`## ${name}, 20 rounds`, formatTable(lines), ''].join('\n\n');
}
