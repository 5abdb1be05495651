// Strengths from votes compared with choix on the same comparisons: normally distributed strengths, forty votes per
// item.

import { games, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { drawnComparisons } from '../../../ts/claims/support/equilibria.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'games';

const ITEMS = { 'votes-100': 100, 'votes-500': 500, 'votes-2000': 2000 } as const;

export const workloads = Object.keys(ITEMS) as (keyof typeof ITEMS)[];

/** Names as in worker.py. */
const OPTIMIZATION = 'choix opt_pairwise, Newton-CG';
const PEERS = [OPTIMIZATION, 'choix ilsr_pairwise (another prior)'];

/** choix allocates a matrix of all pairs in each step, which takes minutes for 2000 items. */
const MAX_FOR_OPTIMIZATION = 500;

/** The gradient left by those who agree. */
const GRADIENT = 1e-4;

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly (typeof workloads)[number][], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('rankings', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(`## ${name}\n\n${await compare(name, python, quick ? 1 : 3)}\n`);
  python.stop();
}

async function compare(name: keyof typeof ITEMS, python: Python, rounds: number): Promise<string> {
  const items = ITEMS[name];
  const comparisons = drawnComparisons(items, 40 * items, 31, 32);
  const [winners, losers] = [Array.from(comparisons.winners), Array.from(comparisons.losers)];
  await python.ask('load', { workload: name, items, winners, losers });
  const solve = (standardErrors: boolean, options: SyncRunOptions) =>
    games.bradleyTerrySync({ comparisons, itemCount: items, regularization: 0.1, standardErrors }, options);
  const found = solve(false, NATIVE);
  const gradients = new Map<string, number>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(false, NATIVE)),
    'with standard errors': () => timeOf(() => solve(true, NATIVE)),
    wasm: () => timeOf(() => solve(false, WASM)),
  };
  const peers = PEERS.filter((peer) => peer !== OPTIMIZATION || items <= MAX_FOR_OPTIMIZATION);
  for (const peer of peers) {
    turns[peer] = async () => {
      const result = await python.ask<Time & { gradient: number }>('solve', { workload: name, method: peer });
      gradients.set(peer, result.gradient);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 120);
  for (const peer of peers) {
    record({
      workload: name,
      method: 'games.bradleyTerry',
      peer,
      package: 'choix',
      ours: cpuOf(times['with standard errors'] as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: found.gradientNorm, theirs: gradients.get(peer) ?? Number.POSITIVE_INFINITY },
      tolerance: GRADIENT,
    });
  }
  const lines = peers.map((peer) => ({
    peer,
    'gradient left': gradients.get(peer)?.toExponential(1) ?? '',
    time: seconds(times[peer].cpu),
    'peer / native': factor(times[peer].cpu / times.native.cpu),
    'peer / native with errors': factor(times[peer].cpu / times['with standard errors'].cpu),
    'peer / WebAssembly': factor(times[peer].cpu / times.wasm.cpu),
  }));
  const ours = `${seconds(times.native.cpu)}, with standard errors ${seconds(times['with standard errors'].cpu)}`;
  return `Ours: ${found.iterations} steps, gradient ${found.gradientNorm.toExponential(1)}, ${ours}.\n\n${formatTable(lines)}`;
}
