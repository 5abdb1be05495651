// Energies, chemotaxis and reactions by growing grids, natively on one thread and with WebAssembly.

import { pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { cellsOnSquare, evenEnergy, minimalSurface, spot } from './pde/evolutions.js';
import { factor, seconds } from './support/format.js';
import { takeTurns, timeOf } from './support/timing.js';

interface Answer {
  readonly status: string;
  readonly iterations?: number;
  readonly innerIterations?: number;
  readonly steps?: number;
}

const workloads: Readonly<Record<string, (n: number, options: SyncRunOptions) => Answer>> = {
  'even energy': (n, options) => pde.minimizeEnergySync(evenEnergy(n), options),
  'even energy, sobolev': (n, options) =>
    pde.minimizeEnergySync({ ...evenEnergy(n), method: 'sobolev' }, options),
  'surface, ridge 0.1': (n, options) => pde.minimizeEnergySync(minimalSurface(n, 0.1), options),
  'minimal surface': (n, options) => pde.minimizeEnergySync(minimalSurface(n, 0), options),
  chemotaxis: (n, options) => pde.chemotaxisSync(cellsOnSquare(n + 1), options),
  'Gray–Scott': (n, options) => pde.reactionDiffusionSync(spot(n + 1), options),
};

async function measure(name: string, n: number): Promise<Record<string, string>> {
  const solve = workloads[name] as (n: number, options: SyncRunOptions) => Answer;
  const answer = solve(n, { backend: 'native' });
  solve(n, { backend: 'wasm' }); // compiles the module
  const { native, wasm } = await takeTurns(3, {
    native: () => timeOf(() => solve(n, { backend: 'native', threads: 1 })),
    wasm: () => timeOf(() => solve(n, { backend: 'wasm' })),
  });
  return {
    workload: name,
    'points a side': String(n),
    status: answer.status,
    'iterations or steps': String(answer.iterations ?? answer.steps),
    'inner iterations': String(answer.innerIterations ?? ''),
    native: seconds(native.cpu),
    'native per point': seconds(native.cpu / n ** 2),
    'WebAssembly / native': factor(wasm.cpu / native.cpu),
  };
}

const lines: Record<string, string>[] = [];
for (const name of Object.keys(workloads)) for (const n of [63, 127, 255]) lines.push(await measure(name, n));
console.log(formatTable(lines));
