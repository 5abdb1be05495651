// Series and recurrences compared with peers, all on one thread.

import type { SyncRunOptions } from 'superlinear';
import { PASSENGERS } from '../../../examples/support/passengers.js';
import { formatTable } from '../../../examples/support/table.js';
import { workloads as make, type Workload } from '../../dynamics/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';

export const workloads = Object.keys(make) as Workload[];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Names as in worker.py. */
const PEERS: Readonly<Record<Workload, readonly string[]>> = {
  'stream-5000': ['padasip FilterRLS'],
  'smoothing-passengers': ['statsmodels ETSModel'],
  'smoothing-choice': ['statsmodels ETSModel, nine forms'],
  'autoregression-5000': ['statsmodels VAR'],
  'scan-262144': ['NumPy loop', 'JAX scan', 'JAX associative scan'],
};

/** A peer's time, with a figure of its result. */
interface PeerTime extends Time {
  readonly figure?: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('dynamics', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, python, quick ? 1 : 5));
  python.stop();
}

async function compare(name: Workload, python: Python, rounds: number): Promise<string> {
  const solve = make[name]();
  const found = solve(NATIVE) as { readonly logLikelihoods?: Float64Array };
  solve(WASM);
  const figures = new Map<string, number | undefined>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const method of PEERS[name]) {
    turns[method] = async () => {
      const result = await python.ask<PeerTime>('solve', { method, series: PASSENGERS });
      figures.set(method, result.figure);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  const [native, wasm] = [times.native?.cpu ?? Number.NaN, times.wasm?.cpu ?? Number.NaN];
  const lines = PEERS[name].map((peer) => ({
    peer,
    'log-likelihood': figures.get(peer)?.toFixed(6) ?? '',
    time: seconds(times[peer]?.cpu ?? Number.NaN),
    'peer / native': ((times[peer]?.cpu ?? Number.NaN) / native).toFixed(2),
    'peer / WebAssembly': ((times[peer]?.cpu ?? Number.NaN) / wasm).toFixed(2),
  }));
  const likelihood = found.logLikelihoods?.[0];
  const ours = [
    ...(likelihood === undefined ? [] : [`log-likelihood ${likelihood.toFixed(6)}`]),
    `native ${seconds(native)}`,
    `WebAssembly ${factor(wasm / native)} of that`,
  ];
  return [`## ${name}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}
