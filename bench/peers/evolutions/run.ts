// Chemotaxis and Gray–Scott compared with the same schemes in NumPy and SciPy, on one thread.

import { pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { cellsOnSquare, spot } from '../../pde/evolutions.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** The relative difference of the reported values of those who agree. */
const DIFFERENCE = 1e-8;

interface Case {
  readonly action: 'chemotaxis' | 'spots';
  readonly side: number;
  readonly steps: number;
}

const cases = {
  'chemotaxis, 64': { action: 'chemotaxis', side: 64, steps: 100 },
  'chemotaxis, 128': { action: 'chemotaxis', side: 128, steps: 100 },
  'Gray–Scott, 128': { action: 'spots', side: 128, steps: 200 },
  'Gray–Scott, 256': { action: 'spots', side: 256, steps: 200 },
} as const satisfies Record<string, Case>;

type Workload = keyof typeof cases;

export const workloads = Object.keys(cases) as Workload[];

/** The value that both sides report: the density of the first cell, or the mean of the second species. */
function solve({ action, side }: Case, options: SyncRunOptions): number {
  if (action === 'chemotaxis')
    return pde.chemotaxisSync(cellsOnSquare(side), options).density.data[0] as number;
  return (pde.reactionDiffusionSync(spot(side), options).mass.data[1] as number) / 2.5 ** 2;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('evolutions', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const lines: Record<string, string>[] = [];
  for (const name of chosen) {
    const { action, side, steps } = cases[name];
    const ours = solve(cases[name], NATIVE);
    solve(cases[name], WASM);
    let theirs = Number.NaN;
    const times = await takeTurns(
      quick ? 1 : 5,
      {
        native: () => timeOf(() => solve(cases[name], NATIVE)),
        wasm: () => timeOf(() => solve(cases[name], WASM)),
        peer: async () => {
          const result = await python.ask<Time & { readonly value: number }>(action, { side, steps });
          theirs = result.value;
          return result;
        },
      },
      60,
    );
    const apart = Math.abs(theirs / ours - 1);
    record({
      workload: name,
      method: action === 'chemotaxis' ? 'pde.chemotaxis' : 'pde.reactionDiffusion',
      peer: 'NumPy, the same scheme',
      ours: cpuOf(times.native),
      theirs: cpuOf(times.peer),
      errors: { ours: apart, theirs: apart },
      tolerance: DIFFERENCE,
    });
    lines.push({
      workload: name,
      'relative difference': apart.toExponential(1),
      native: seconds(times.native.cpu),
      'WebAssembly / native': factor(times.wasm.cpu / times.native.cpu),
      NumPy: seconds(times.peer.cpu),
      'NumPy / native': (times.peer.cpu / times.native.cpu).toFixed(2),
    });
  }
  python.stop();
  console.log(formatTable(lines));
}
