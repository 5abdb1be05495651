// Quadratics on graphs compared with peers on the same doubles, all on one thread.

import { coordinate, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type GraphQuadratic, type GraphWorkload, workloads as make } from '../../coordinate/graphs.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'coordinate';

export const workloads = Object.keys(make) as GraphWorkload[];

/** Names as in worker.py. */
const CONJUGATE_GRADIENTS = ['SciPy cg', 'SciPy cg, Jacobi'];
const MULTIGRID = ['PyAMG smoothed aggregation', 'PyAMG Ruge-Stüben'];
const DECOMPOSITION = ['SciPy splu, symmetric mode'];

/** Peers of each workload; plain conjugate gradients take minutes if few nodes are known. */
const PEERS: Readonly<Record<GraphWorkload, readonly string[]>> = {
  'lattice-224-1pct': [...CONJUGATE_GRADIENTS, ...MULTIGRID, ...DECOMPOSITION],
  'lattice-500-1pct': [...CONJUGATE_GRADIENTS, ...MULTIGRID, ...DECOMPOSITION],
  'lattice-500-4lab': [...MULTIGRID, ...DECOMPOSITION],
  'moons-knn-50k': [...CONJUGATE_GRADIENTS, ...MULTIGRID, ...DECOMPOSITION],
};

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** The relative residual required of all, with a margin for peers that measure another norm. */
const RESIDUAL = 2e-8;

/** A peer's time, and its relative residual. */
interface PeerTime extends Time {
  readonly residual: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly GraphWorkload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('graphs', 1);
  console.log(`Against ${versions}. Ratios are of processor times: ours over the peer's.\n`);
  for (const name of chosen) console.log(await compare(name, make[name](), python, quick ? 1 : 5));
  python.stop();
}

async function compare(
  name: GraphWorkload,
  problem: GraphQuadratic,
  python: Python,
  rounds: number,
): Promise<string> {
  const solve = (options: SyncRunOptions) => coordinate.solveGraphQuadraticSync(problem, options);
  const found = solve(NATIVE);
  solve(WASM);
  await handOver(name, problem, python);
  const residuals = new Map<string, number>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const peer of PEERS[name]) {
    turns[peer] = async () => {
      const result = await python.ask<PeerTime>('solve', { workload: name, method: peer });
      residuals.set(peer, result.residual);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 120);
  await python.ask('unload', { workload: name });
  for (const peer of PEERS[name]) {
    record({
      workload: name,
      method: 'coordinate.solveGraphQuadratic',
      peer,
      ours: cpuOf(times.native),
      theirs: cpuOf(times[peer]),
      errors: { ours: found.relativeResidual, theirs: residuals.get(peer) ?? Number.NaN },
      tolerance: RESIDUAL,
    });
  }
  const lines = PEERS[name].map((peer) => ({
    peer,
    residual: residuals.get(peer)?.toExponential(1) ?? '',
    time: seconds(times[peer].cpu),
    'native / peer': (times.native.cpu / times[peer].cpu).toFixed(2),
    'WebAssembly / peer': (times.wasm.cpu / times[peer].cpu).toFixed(2),
  }));
  const ours = [
    `${found.method}, ${found.iterations} iterations, residual ${found.relativeResidual.toExponential(1)}`,
    `native ${seconds(times.native.cpu)}, WebAssembly ${factor(times.wasm.cpu / times.native.cpu)} of that`,
  ];
  const { rows, data } = problem.matrix;
  return [
    `## ${name}: ${rows} rows, ${data.length} entries`,
    `Ours: ${ours.join('; ')}.`,
    formatTable(lines),
    '',
  ].join('\n\n');
}

/** Passes a workload to the peers. */
async function handOver(
  workload: GraphWorkload,
  { matrix, rightSide }: GraphQuadratic,
  python: Python,
): Promise<void> {
  const { rows, indptr, indices, data } = matrix;
  await python.load([indptr, indices, data, rightSide], { workload, rows, entries: data.length });
}
