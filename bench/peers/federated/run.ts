// Simulated trainings compared with the same rounds in NumPy, written for this comparison, and with Flower.

import { federated, type Matrix, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { settings, simulation, type Workload } from '../../federated/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const workloads = Object.keys(settings) as Workload[];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Flower starts a process per processor by Ray; its time is elapsed, with the start. */
const FLOWER = 'flwr, simulation by Ray';
const MOST_FOR_FLOWER = 10;

/** The excess of the loss over its minimum, relative to that at the start, of those who agree. */
const EXCESS = 0.05;

/** A peer's time, and the mean loss that it reaches. */
interface PeerTime extends Time {
  readonly objective: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('federated', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, python, quick ? 1 : 5));
  python.stop();
}

const NUMPY = 'NumPy, the same rounds';

async function compare(name: Workload, python: Python, rounds: number): Promise<string> {
  const lines: Record<string, string>[] = [];
  for (const count of [10, 100]) {
    const problem = simulation(name, count);
    const solve = (options: SyncRunOptions) => federated.simulateSync(problem, options);
    const tables = problem.clients as readonly { matrix: Matrix; response: Float64Array }[];
    const arrays = [...tables.map(({ matrix }) => matrix.data), ...tables.map(({ response }) => response)];
    const { least, start } = await loaded(python, arrays, count);
    const excess = (objective: number) => (objective - least) / (start - least);
    const own = excess(solve(NATIVE).objective);
    solve(WASM);
    const reached = new Map<string, number>();
    const ask = (peer: string) => async () => {
      const { objective, ...time } = await python.ask<PeerTime>('solve', { workload: name, method: peer });
      reached.set(peer, excess(objective));
      return time;
    };
    const turns: Record<string, Turn> = {
      native: () => timeOf(() => solve(NATIVE)),
      wasm: () => timeOf(() => solve(WASM)),
      [NUMPY]: ask(NUMPY),
    };
    const times = await takeTurns(rounds, turns, 60);
    const native = times.native as Timed;
    const row = { workload: `${name}, ${count} clients`, method: 'federated.simulate', tolerance: EXCESS };
    const errors = (peer: string) => ({ ours: own, theirs: reached.get(peer) ?? Number.NaN });
    const theirs = times[NUMPY] as Timed;
    record({ ...row, peer: NUMPY, ours: cpuOf(native), theirs: cpuOf(theirs), errors: errors(NUMPY) });
    const line = (side: string, time: string, ratio: number, error: number) => ({
      clients: String(count),
      side,
      time,
      '/ native': factor(ratio),
      'excess of the loss': error.toExponential(1),
    });
    lines.push(line('native', seconds(native.cpu), 1, own));
    const wasm = (times.wasm as Timed).cpu;
    lines.push(line('WebAssembly', seconds(wasm), wasm / native.cpu, own));
    const ofNumPy = reached.get(NUMPY) as number;
    lines.push(line(NUMPY, seconds(theirs.cpu), theirs.cpu / native.cpu, ofNumPy));
    if (name !== 'fedAvg' || count > MOST_FOR_FLOWER) continue;
    const { wall } = await ask(FLOWER)();
    const ours = native.turns.map((turn) => turn.wall);
    record({
      ...row,
      peer: FLOWER,
      quantity: 'elapsed seconds',
      ours,
      theirs: [wall],
      errors: errors(FLOWER),
    });
    const ofFlower = reached.get(FLOWER) as number;
    lines.push(line(FLOWER, `${seconds(wall)} elapsed`, wall / native.wall, ofFlower));
  }
  return [`## ${name}, 20 rounds`, formatTable(lines), ''].join('\n\n');
}

/** Passes the clients to the peers; the mean loss at its minimum and at zero. */
async function loaded(python: Python, arrays: readonly Float64Array[], clients: number) {
  await python.load(arrays, { clients });
  return python.ask<{ least: number; start: number }>('bounds', {});
}
