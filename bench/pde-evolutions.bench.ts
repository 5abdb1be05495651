// Energies, chemotaxis and reactions by growing grids, natively on one thread and with WebAssembly.

import { pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { cellsOnSquare, evenEnergy, minimalSurface, spot } from './pde/evolutions.js';
import { columnsOf, timeBackends } from './support/backends.js';
import { seconds } from './support/format.js';

interface Answer {
  readonly status: string;
  readonly iterations?: number;
  readonly innerIterations?: number;
  readonly steps?: number;
}

const AREA = { formula: 'sqrt(1 + dot(p, p))', inputs: { p: 2 } } as const;
const GRAY_SCOTT = {
  production: { formula: '[0.04, u[0] * u[1]^2]', inputs: { u: 2 } },
  destruction: { formula: '[0.04 + u[1]^2, 0.1]', inputs: { u: 2 } },
} as const;

const workloads: Readonly<Record<string, (n: number, options: SyncRunOptions) => Answer>> = {
  'even energy': (n, options) => pde.minimizeEnergySync(evenEnergy(n), options),
  'even energy, sobolev': (n, options) =>
    pde.minimizeEnergySync({ ...evenEnergy(n), method: 'sobolev' }, options),
  'surface, ridge 0.1': (n, options) => pde.minimizeEnergySync(minimalSurface(n, 0.1), options),
  'minimal surface': (n, options) => pde.minimizeEnergySync(minimalSurface(n, 0), options),
  'minimal surface as a formula': (n, options) =>
    pde.minimizeEnergySync({ ...minimalSurface(n, 0), density: AREA }, options),
  chemotaxis: (n, options) => pde.chemotaxisSync(cellsOnSquare(n + 1), options),
  'Gray–Scott': (n, options) => pde.reactionDiffusionSync(spot(n + 1), options),
  'Gray–Scott as formulas': (n, options) =>
    pde.reactionDiffusionSync({ ...spot(n + 1), reaction: GRAY_SCOTT }, options),
};

async function measure(name: string, n: number): Promise<Record<string, string>> {
  const solve = workloads[name] as (n: number, options: SyncRunOptions) => Answer;
  const answer = solve(n, { backend: 'native' });
  solve(n, { backend: 'wasm' }); // compiles the module
  const times = await timeBackends(3, (options) => solve(n, options));
  return {
    workload: name,
    'points a side': String(n),
    status: answer.status,
    'iterations or steps': String(answer.iterations ?? answer.steps),
    'inner iterations': String(answer.innerIterations ?? ''),
    ...columnsOf(times),
    'native per point': seconds(times.native.cpu / n ** 2),
  };
}

const lines: Record<string, string>[] = [];
for (const name of Object.keys(workloads)) for (const n of [63, 127, 255]) lines.push(await measure(name, n));
console.log(formatTable(lines));
