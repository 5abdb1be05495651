// Games: zero-sum and correlated ones against HiGHS, all equilibria of two players against Gambit's exact enumeration, votes and lotteries
// against SciPy, regrets, losses and means of maps against their formulas in NumPy.

import { games } from 'superlinear';
import { certifyBradleyTerry } from '../../../test/certificates/equilibria.js';
import { certifyCorrelated, certifyNash, certifyZeroSum } from '../../../test/certificates/games.js';
import { at, dot, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { compareFigures, compareMinima, mustConverge, ourSide } from '../verdict.js';
import { distributed } from './distributed.js';
import { exploitabilities } from './exploitability.js';
import { inequalities } from './inequalities.js';
import { preferences } from './preferences.js';

type Table = number[][];

const size = (random: Random) => random.integer(1, random.chance(0.7) ? 5 : 10);

/** Tables of payoffs by kind. */
const tables: Readonly<Record<string, (random: Random, rows: number, columns: number) => Table>> = {
  normal: (random, n, m) => random.normals(n, m),
  /** Ties, dominated and repeated actions. */
  degenerate: (random, n, m) => random.matrix(n, m, () => random.integer(0, 2)),
  scaled: (random, n, m) => {
    const [unit, far] = [random.scale(), random.pick([0, 0, 1e6])];
    return random.matrix(n, m, () => (random.normal() + far) * unit);
  },
  'rows of many decades': (random, n, m) => {
    const units = random.list(n, () => random.decade(-6, 6));
    return random.matrix(n, m, (i) => random.normal() * at(units, i));
  },
  sparse: (random, n, m) => random.matrix(n, m, () => (random.chance(0.7) ? 0 : random.normal())),
};

const kinds = <Model>(model: (random: Random, table: (rows: number, columns: number) => Table) => Model) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      (random: Random) => model(random, (rows, columns) => table(random, rows, columns)),
    ]),
  );

const unitOf = (table: Table) => largest(table.flat()) || 1;

const rangeOf = (table: Table) => Math.max(...table.flat()) - Math.min(...table.flat()) || 1;

/** The guaranteed gain of the row player, and the guaranteed loss of the column player. */
function boundsOf(payoffs: Table, row: number[], column: number[]) {
  const costs = column.map((_, j) => sum(payoffs.map((values, i) => at(values, j) * at(row, i))));
  return { least: Math.min(...costs), most: Math.max(...payoffs.map((values) => dot(values, column))) };
}

interface ZeroSum {
  readonly payoffs: Table;
}

const zeroSum = subject<ZeroSum, games.ZeroSumSolution, Reply & { row: number[]; column: number[] }>({
  method: 'zeroSum',
  kinds: kinds((random, table) => ({ payoffs: table(size(random), size(random)) })),
  axes: [['payoffs'], ['payoffs.*']],
  peer: 'zero_sum',
  solve: games.zeroSumSync,
  certify: certifyZeroSum,
  *judge({ payoffs }, outcome, { row, column }): Iterable<Finding> {
    yield* mustConverge(outcome);
    const theirs = boundsOf(payoffs, row, column);
    const { value = Number.NaN } = outcome.solution ?? {};
    // The value lies between the peer's bounds, however wide they are.
    const slack = 1e-9 * unitOf(payoffs);
    if (outcome.solution !== undefined && !(value >= theirs.least - slack && value <= theirs.most + slack))
      yield {
        cause: "the value is beyond the peer's bounds",
        detail: `${value}, ${theirs.least} to ${theirs.most}`,
      };
  },
});

interface Players {
  readonly payoffs: Table[];
}

const bimatrix = (random: Random, table: (rows: number, columns: number) => Table): Players => {
  const [n, m] = [size(random), size(random)];
  return { payoffs: [table(n, m), table(n, m)] };
};

const PLAYERS = [['payoffs.*'], ['payoffs.*.*']];

const nash = subject<Players, games.NashSolution>({
  method: 'nash',
  kinds: kinds(bimatrix),
  axes: PLAYERS,
  solve: games.nashSync,
  certify: certifyNash,
  judge: (_, outcome) => mustConverge(outcome),
});

/** Three players, whose actions go round fastest in the last axis. */
const three = subject<{ shape: number[]; values: number[][] }, games.NashSolution>({
  method: 'nash',
  part: 'of three players',
  kinds: {
    normal: (random) => tensors(random, () => random.normal()),
    degenerate: (random) => tensors(random, () => random.integer(0, 2)),
    scaled: (random) => {
      const unit = random.mildScale();
      return tensors(random, () => random.normal() * unit);
    },
  },
  codes: ['shape'],
  pose: ({ shape, values }) => ({ payoffs: values.map((list) => ({ shape, values: list })) }),
  solve: (problem, options) => games.nashSync(problem as games.NashProblem, options),
  certify: certifyNash,
  judge: (_, outcome) => mustConverge(outcome),
});

function tensors(random: Random, entry: () => number) {
  const shape = random.list(3, () => random.integer(1, 3));
  const count = shape.reduce((product, length) => product * length, 1);
  return { shape, values: random.list(3, () => random.list(count, entry)) };
}

/** The distance of a profile from the nearest of others. */
const distance = (profile: number[][], others: number[][][]) =>
  Math.min(
    ...others.map((other) =>
      Math.max(
        ...profile.map((strategy, k) => largest(strategy.map((p, i) => p - at(other[k] as number[], i)))),
      ),
    ),
  );

const whole =
  (most: number) =>
  (random: Random): Players => {
    const [n, m] = [random.integer(1, 4), random.integer(1, 4)];
    const table = () => random.matrix(n, m, () => random.integer(0, most));
    return { payoffs: [table(), table()] };
  };

const all = subject<Players, games.NashSolution, Reply & { profiles: number[][][] }>({
  method: 'nash',
  part: 'all equilibria',
  kinds: { whole: whole(100), degenerate: whole(2) },
  axes: PLAYERS,
  peer: 'equilibria',
  pose: ({ payoffs }) => ({ payoffs, find: 'all' }),
  solve: (problem, options) => games.nashSync(problem as games.NashProblem, options),
  certify: certifyNash,
  *judge(_, outcome, { profiles }) {
    yield* mustConverge(outcome);
    const found = (outcome.solution?.equilibria ?? []).map(({ strategies }) =>
      strategies.map((strategy) => Array.from(strategy)),
    );
    for (const profile of profiles)
      if (!(distance(profile, found) <= 1e-7))
        yield { cause: 'an equilibrium is missing', detail: JSON.stringify(profile) };
    if (found.length > profiles.length)
      yield {
        cause: 'more equilibria than the peer has',
        detail: `${found.length}, the peer ${profiles.length}`,
      };
  },
});

/** A sum, over the sizes of its terms. */
const partOf = (terms: number[]) => sum(terms) / (sum(terms.map(Math.abs)) || 1);

/** The sum of payoffs, negated, what a player gains by deviating, and the largest gain as a part of the gains and losses it is made of. */
function welfareOf({ payoffs }: Players, distribution: ArrayLike<number>) {
  const [first, second] = payoffs as [Table, Table];
  const [n, m] = [first.length, (first[0] ?? []).length];
  const p = first.map((_, i) => Array.from({ length: m }, (_, j) => at(distribution, i * m + j)));
  const actions = (count: number) => Array.from({ length: count }, (_, k) => k);
  const gains = (count: number, gain: (told: number, other: number) => number[]) =>
    actions(count).flatMap((told) => actions(count).map((other) => gain(told, other)));
  const entry = (table: Table, i: number, j: number) => at(table[i] as number[], j);
  const ofFirst = gains(n, (told, other) =>
    (p[told] as number[]).map((q, j) => q * (entry(first, other, j) - entry(first, told, j))),
  );
  const ofSecond = gains(m, (told, other) =>
    p.map((row, i) => at(row, told) * (entry(second, i, other) - entry(second, i, told))),
  );
  const relative = [
    ...ofFirst.map((terms) => sum(terms) / rangeOf(first)),
    ...ofSecond.map((terms) => sum(terms) / rangeOf(second)),
  ];
  const total = sum(p.flatMap((row, i) => row.map((q, j) => q * (entry(first, i, j) + entry(second, i, j)))));
  const part = Math.max(0, ...[...ofFirst, ...ofSecond].map(partOf));
  return { value: -total, violation: Math.max(0, ...relative), part };
}

const correlated = subject<Players, games.CorrelatedSolution, Reply & { distribution: number[] }>({
  method: 'correlated',
  kinds: kinds(bimatrix),
  axes: PLAYERS,
  peer: 'correlated',
  solve: games.correlatedSync,
  certify: certifyCorrelated,
  *judge(model, outcome, { distribution }) {
    yield* mustConverge(outcome);
    const ours = ourSide(outcome, (solution) => welfareOf(model, solution.distribution));
    const merit = welfareOf(model, distribution);
    // The least violation is worth a lot with payoffs of many decades, so that only a peer counts whose gains are rounding of their parts.
    const status = merit.part <= 1e-14 ? 'converged' : 'unfinished';
    const unit = unitOf(model.payoffs.flat());
    yield* compareMinima(ours, { status, merit }, { unit, tolerance: 1e-6, feasibility: 2e-9 });
  },
});

interface Votes {
  readonly votes: Table;
  readonly regularization: number;
}

const votesOf =
  (count: (random: Random) => number) =>
  (random: Random): Votes => {
    const n = random.integer(2, 10);
    return {
      votes: random.matrix(n, n, (i, j) => (i === j ? 0 : count(random))),
      regularization: random.pick([1e-3, 0.1, 1, 10]),
    };
  };

function lossOf({ votes, regularization }: Votes, strengths: ArrayLike<number>): number {
  const terms = votes.flatMap((row, i) =>
    row.map((wins, j) => wins * Math.log1p(Math.exp(at(strengths, j) - at(strengths, i)))),
  );
  return sum(terms) + (regularization / 2) * sum(Array.from(strengths, (value) => value * value));
}

const bradleyTerry = subject<Votes, games.BradleyTerrySolution, Reply & { strengths: number[] }>({
  method: 'bradleyTerry',
  kinds: {
    many: votesOf((random) => random.integer(0, 20)),
    few: votesOf((random) => Number(random.chance(0.2))),
    decades: votesOf((random) => (random.chance(0.5) ? Math.round(random.decade(0, 5)) : 0)),
  },
  axes: [['votes', 'votes.*']],
  peer: 'votes',
  solve: games.bradleyTerrySync,
  certify: certifyBradleyTerry,
  *judge(model, outcome, { strengths }) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined) return;
    const [ours, theirs] = [lossOf(model, outcome.solution.strengths), lossOf(model, strengths)];
    if (ours > theirs + 1e-9 * (1 + theirs)) yield* compareFigures('the loss', ours, theirs, 0);
  },
});

export const subjects = [
  ...[zeroSum, nash, three, all, correlated, bradleyTerry, inequalities, distributed],
  ...exploitabilities,
  ...preferences,
];
