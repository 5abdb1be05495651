// Games compared with peers in Python on the same doubles, all on one thread.

import { games, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { bimatrix, correlatedGames, tensors, zeroSumGames } from '../../games/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

/** Strategies, or a number: an objective or a count of equilibria. */
interface Found {
  readonly strategies?: readonly ArrayLike<number>[];
  readonly number?: number;
}

/** A game as passed to superlinear and the peers. */
interface Game {
  readonly shape: readonly number[];
  readonly payoffs: readonly Float64Array[];
  readonly solve: (options: SyncRunOptions) => Found;
  readonly peers: readonly string[];
}

const zeroSum = Object.entries(zeroSumGames).map(([name, make]): [string, () => Game] => [
  `zero-sum: ${name}`,
  () => {
    const payoffs = make();
    const isSmall = Math.max(payoffs.rows, payoffs.columns) <= 201;
    return {
      shape: [payoffs.rows, payoffs.columns],
      payoffs: [payoffs.data, payoffs.data.map((value) => -value)],
      solve: (options) => {
        const { row, column } = games.zeroSumSync({ payoffs }, options);
        return { strategies: [row, column] };
      },
      peers: isSmall ? ['HiGHS', 'nashpy linear_program'] : ['HiGHS'],
    };
  },
]);

const one = [10, 30].map((size): [string, () => Game] => [
  `nash: ${size} x ${size}`,
  () => {
    const payoffs = bimatrix(size, 11);
    return {
      shape: [size, size],
      payoffs: payoffs.map(({ data }) => data),
      solve: (options) => ({ strategies: games.nashSync({ payoffs }, options).strategies }),
      peers: ['nashpy lemke_howson', 'Gambit lcp'],
    };
  },
]);

const all = [5, 7, 8].map((size): [string, () => Game] => [
  `all equilibria: ${size} x ${size}`,
  () => {
    const payoffs = bimatrix(size, 13);
    return {
      shape: [size, size],
      payoffs: payoffs.map(({ data }) => data),
      solve: (options) => ({
        number: games.nashSync({ payoffs, find: 'all' }, options).equilibria?.length ?? 0,
      }),
      peers: size < 8 ? ['Gambit enummixed', 'nashpy support_enumeration'] : ['Gambit enummixed'],
    };
  },
]);

const shapeOf = (game: number) => (game < 6 ? [3, 3, 3] : game < 9 ? [4, 4, 4] : [2, 2, 2, 2]);

const logit = Array.from({ length: 12 }, (_, game): [string, () => Game] => [
  `nash: ${shapeOf(game).join(' x ')}, seed ${1000 + 10 * game}`,
  () => {
    const payoffs = tensors(shapeOf(game), 1000 + 10 * game);
    return {
      shape: shapeOf(game),
      payoffs: payoffs.map(({ values }) => values),
      solve: (options) => ({ strategies: games.nashSync({ payoffs }, options).strategies }),
      peers: ['Gambit logit'],
    };
  },
]);

const correlated = correlatedGames.map(([seed, shape]): [string, () => Game] => [
  `correlated: ${shape.join(' x ')}`,
  () => {
    const payoffs = tensors(shape, seed);
    return {
      shape,
      payoffs: payoffs.map(({ values }) => values),
      solve: (options) => ({ number: games.correlatedSync({ payoffs }, options).objective }),
      peers: ['HiGHS, rows made by NumPy'],
    };
  },
]);

const made = new Map([...zeroSum, ...one, ...all, ...logit, ...correlated]);

export const workloads = [...made.keys()];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('games', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const lines: Record<string, string>[] = [];
  for (const name of chosen)
    lines.push(...(await compare(name, (made.get(name) as () => Game)(), python, quick ? 1 : 5)));
  console.log(formatTable(lines));
  python.stop();
}

async function compare(
  name: string,
  game: Game,
  python: Python,
  rounds: number,
): Promise<Record<string, string>[]> {
  const payoffs = game.payoffs.map((values) => Array.from(values));
  await python.ask('load', { workload: name, shape: game.shape, payoffs });
  const found = game.solve(NATIVE);
  game.solve(WASM);
  const byPeer = new Map<string, Found>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => game.solve(NATIVE)),
    wasm: () => timeOf(() => game.solve(WASM)),
  };
  for (const peer of game.peers) {
    turns[peer] = async () => {
      const result = await python.ask<Time & Found>('solve', { workload: name, method: peer });
      byPeer.set(peer, result);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  for (const peer of game.peers) {
    const theirs = byPeer.get(peer) ?? {};
    record({
      workload: name,
      method: METHODS.find(([start]) => name.startsWith(start))?.[1] ?? '',
      peer,
      ours: cpuOf(times.native as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors: errorsOf(game, found, theirs),
      tolerance: 1e-6,
    });
  }
  return game.peers.map((peer) => ({
    workload: name,
    peer,
    ours: seconds(times.native.cpu),
    theirs: seconds(times[peer].cpu),
    'theirs / native': factor(times[peer].cpu / times.native.cpu),
    'theirs / WebAssembly': factor(times[peer].cpu / times.wasm.cpu),
    'our regret': measureOf(game, found),
    'their regret': measureOf(game, byPeer.get(peer) ?? {}),
  }));
}

/** Our methods by the beginnings of workloads' names. */
const METHODS = [
  ['zero-sum', 'games.zeroSum'],
  ['nash', 'games.nash'],
  ['all equilibria', 'games.nash'],
  ['correlated', 'games.correlated'],
] as const;

/** The regrets of both sides, or the relative distances of their numbers from the larger one. */
function errorsOf(game: Game, ours: Found, theirs: Found): { ours: number; theirs: number } {
  if (ours.strategies !== undefined) {
    return { ours: Number(measureOf(game, ours)), theirs: Number(measureOf(game, theirs)) };
  }
  const [mine = Number.NaN, other = Number.NaN] = [ours.number, theirs.number];
  const best = Math.max(mine, other);
  const scale = Math.max(1, Math.abs(best));
  return { ours: (best - mine) / scale, theirs: (best - other) / scale };
}

/** The largest regret of the strategies, or the number. */
function measureOf({ shape, payoffs }: Game, { strategies, number }: Found): string {
  if (strategies === undefined) return String(number);
  const shaped = payoffs.map((values) => ({ shape, values }));
  const flat = strategies.flatMap((strategy) => Array.from(strategy));
  const { regret } = games.exploitabilitySync({ payoffs: shaped, strategies: flat });
  return regret.toExponential(1);
}
