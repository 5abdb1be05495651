// Sparse models compared with peers on the same doubles, all on one thread.

import { coordinate, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { tables } from '../../coordinate/tables.js';
import {
  workloads as make,
  type Regression,
  type Task,
  type WorkloadName,
} from '../../coordinate/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const workloads = Object.keys(make) as WorkloadName[];

/** Peers of each task, by their names in worker.py. */
const PEERS: Readonly<Record<Task, readonly string[]>> = {
  lasso: ['skglm Lasso', 'celer Lasso', 'scikit-learn Lasso', 'adelie grpnet', 'glmnetpp'],
  lassoPath: ['scikit-learn lars_path', 'celer path', 'skglm path', 'adelie path'],
  lassoCrossValidation: ['scikit-learn LassoLarsCV', 'scikit-learn LassoCV'],
  logistic: ['skglm SparseLogisticRegression', 'celer LogisticRegression', 'scikit-learn liblinear'],
  groupLasso: ['skglm GroupBCD', 'celer GroupLasso', 'adelie groups'],
  multinomial: ['scikit-learn saga'],
};

/** Our method for each task. */
const METHODS: Readonly<Record<Task, string>> = {
  lasso: 'coordinate.lasso',
  lassoPath: 'coordinate.path',
  lassoCrossValidation: 'coordinate.crossValidate',
  logistic: 'coordinate.logisticRegression',
  groupLasso: 'coordinate.fit',
  multinomial: 'coordinate.fit',
};

/** The duality gap relative to the objective at zero coefficients required of all, as in worker.py. */
const GAP = 1e-6;

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

interface PeerTime extends Time {
  readonly gap: number;
  readonly tolerance: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly WorkloadName[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('coordinate', 1);
  console.log(`Against ${versions}. Ratios are of processor times: ours over the peer's.\n`);
  for (const name of chosen) {
    const regression = make[name](tables);
    console.log(await compare(name, regression, python, quick ? 1 : 5));
  }
  python.stop();
}

async function compare(
  name: WorkloadName,
  regression: Regression,
  python: Python,
  rounds: number,
): Promise<string> {
  const { task, matrix, solve } = regression;
  const found = solve(NATIVE);
  solve(WASM);
  await handOver(name, regression, python);
  const peers = new Map<string, PeerTime>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const peer of PEERS[task]) {
    await python.ask('solve', { workload: name, task, method: peer }); // compiles, and finds the tolerance
    turns[peer] = async () => {
      const result = await python.ask<PeerTime>('solve', { workload: name, task, method: peer });
      peers.set(peer, result);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 120);
  const { gap } = await python.ask<{ gap: number }>('measure', {
    workload: name,
    task,
    coefficients: [...found.coefficients],
    lam: found.lambda,
  });
  await python.ask('unload', { workload: name });
  for (const peer of PEERS[task]) {
    record({
      workload: name,
      method: METHODS[task],
      peer,
      package: peer.split(' ')[0] ?? peer,
      ours: cpuOf(times.native as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: gap, theirs: peers.get(peer)?.gap ?? Number.POSITIVE_INFINITY },
      tolerance: GAP,
    });
  }
  const lines = PEERS[task].map((peer) => ({
    peer,
    gap: peers.get(peer)?.gap.toExponential(1) ?? '',
    tolerance: peers.get(peer)?.tolerance.toExponential(0) ?? '',
    time: seconds(times[peer].cpu),
    'native / peer': (times.native.cpu / times[peer].cpu).toFixed(2),
    'WebAssembly / peer': (times.wasm.cpu / times[peer].cpu).toFixed(2),
  }));
  const { rows, columns } = matrix;
  const ours = `native ${seconds(times.native.cpu)}, WebAssembly ${factor(times.wasm.cpu / times.native.cpu)} of that`;
  return [
    `## ${name}: ${rows} x ${columns}`,
    `Ours: ${found.summary}, gap ${gap.toExponential(1)}; ${ours}.`,
    formatTable(lines),
    '',
  ].join('\n\n');
}

/** Passes a workload to the peers. */
async function handOver(workload: WorkloadName, regression: Regression, python: Python): Promise<void> {
  const { matrix, response, ratio, task } = regression;
  const isSparse = 'indptr' in matrix;
  const arrays = isSparse ? [matrix.indptr, matrix.indices, matrix.data] : [matrix.data];
  const largest = coordinate.lambdaMaxSync({
    matrix,
    layout: 'columnMajor',
    response,
    intercept: false,
    ...((task === 'logistic' || task === 'multinomial') && { loss: task }),
    ...(task === 'groupLasso' && {
      penalty: 'groupL2',
      groups: Int32Array.from({ length: matrix.columns }, (_, j) => Math.floor(j / 10)),
    }),
  }).lambdaMax;
  const { rows, columns } = matrix;
  const entries = isSparse ? matrix.data.length : null;
  await python.load([...arrays, response], { workload, rows, columns, entries, lam: largest * ratio });
}
