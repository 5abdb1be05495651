// Losses of pairs, whose gradients NumPy has by the complex step; lotteries against the fixed point that SciPy finds.

import { games } from 'superlinear';
import { certifyPreferenceLoss, certifyPreferenceWinner } from '../../../test/certificates/equilibria.js';
import { at, largest } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';

/** The log-probabilities of the tokens of each sequence, and those of the reference. */
interface Pairs {
  readonly chosen: number[][];
  readonly chosenReference: number[][];
  readonly rejected: number[][];
  readonly rejectedReference: number[][];
  readonly weights: number[];
  readonly beta: number;
  readonly loss: games.PairLoss;
  readonly labelSmoothing: number;
}

const pairs =
  (loss: games.PairLoss, size: (random: Random) => number) =>
  (random: Random): Pairs => {
    const count = random.integer(1, 5);
    const sequences = () => random.list(count, () => random.list(random.integer(1, 6), () => -size(random)));
    const [chosen, rejected] = [sequences(), sequences()];
    const near = (all: number[][]) =>
      all.map((tokens) => tokens.map((value) => Math.min(0, value + 0.3 * size(random) * random.normal())));
    return {
      chosen,
      chosenReference: near(chosen),
      rejected,
      rejectedReference: near(rejected),
      weights: random.list(count, (k) => (k === 0 ? 1 : random.pick([0, 1, random.decade(-3, 3)]))),
      beta: random.pick([0.1, 1, random.decade(-2, 1)]),
      loss,
      labelSmoothing: loss === 'sigmoid' ? random.pick([0, 0.1, 0.45]) : 0,
    };
  };

const sequencesOf = (logProbabilities: number[][], reference: number[][]): games.Sequences => {
  let end = 0;
  return {
    logProbabilities: logProbabilities.flat(),
    reference: reference.flat(),
    offsets: [0, ...logProbabilities.map(({ length }) => (end += length))],
  };
};

type Losses = Reply & { readonly losses: number[]; readonly loss: number; readonly gradient: number[] };

const losses = subject<Pairs, games.PreferenceLossSolution, Losses>({
  method: 'preferenceLoss',
  kinds: {
    sigmoid: pairs('sigmoid', (random) => random.uniform(0.1, 3)),
    ipo: pairs('ipo', (random) => random.uniform(0.1, 3)),
    hinge: pairs('hinge', (random) => random.uniform(0.1, 3)),
    decades: pairs('sigmoid', (random) => random.decade(-6, 4)),
  },
  axes: [['chosen', 'chosenReference', 'rejected', 'rejectedReference', 'weights']],
  codes: ['beta', 'labelSmoothing'],
  peer: 'pair_losses',
  pose: ({ chosen, chosenReference, rejected, rejectedReference, ...rest }) => ({
    ...rest,
    chosen: sequencesOf(chosen, chosenReference),
    rejected: sequencesOf(rejected, rejectedReference),
  }),
  solve: games.preferenceLossSync,
  certify: certifyPreferenceLoss,
  *judge(
    { chosen, chosenReference, rejected, rejectedReference, beta },
    { solution },
    { losses, loss, gradient },
  ) {
    if (solution === undefined) return;
    // The margins are sums of these.
    const size = largest([chosen, chosenReference, rejected, rejectedReference].flat(2)) * beta;
    const slack = 1e-12 * (1 + size + (1 + size) * largest(losses));
    for (const [k, value] of solution.losses.entries())
      yield* compareFigures('a loss', value, at(losses, k), slack);
    yield* compareFigures('the mean loss', solution.loss, loss, slack);
    const steepest = largest(gradient);
    const ours = [...solution.chosenGradient, ...solution.rejectedGradient];
    for (const [k, value] of ours.entries())
      yield* compareFigures('the gradient', value, at(gradient, k), 1e-12 * (beta + (1 + size) * steepest));
  },
});

interface Lottery {
  /** Above the diagonal, the preferences of the first item of a pair. */
  readonly upper: number[][];
  readonly reference: number[];
  readonly regularization: number;
}

const lotteries =
  (entry: (random: Random) => number, reference: (random: Random) => number) =>
  (random: Random): Lottery => {
    const n = random.integer(1, 8);
    return {
      upper: random.matrix(n, n, () => entry(random)),
      reference: random.list(n, () => reference(random)),
      regularization: random.pick([1, 0.3, 0.1, random.decade(-1, 2)]),
    };
  };

const preferencesOf = (upper: readonly number[][]) =>
  upper.map((row, i) =>
    row.map((value, j) => (i === j ? 0.5 : i < j ? value : 1 - at(upper[j] as number[], i))),
  );

const winner = subject<
  Lottery,
  games.PreferenceWinnerSolution,
  Reply & { lottery: number[]; residual: number }
>({
  method: 'preferenceWinner',
  kinds: {
    plain: lotteries(
      (random) => random.uniform(),
      () => 1,
    ),
    certain: lotteries(
      (random) => random.pick([0, 0.5, 1]),
      () => 1,
    ),
    references: lotteries(
      (random) => random.uniform(),
      (random) => random.decade(-6, 6),
    ),
  },
  axes: [['upper', 'upper.*', 'reference']],
  codes: ['regularization'],
  peer: 'lottery',
  pose: ({ upper, ...rest }) => ({ ...rest, preferences: preferencesOf(upper) }),
  solve: games.preferenceWinnerSync,
  certify: certifyPreferenceWinner,
  *judge({ regularization }, outcome, { lottery, residual }) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || residual > 1e-10) return;
    // The exploitability, up to 1e-10, bounds `regularization` times the divergence, at least half the squared distance.
    const slack = Math.sqrt(4e-10 / regularization);
    for (const [k, share] of outcome.solution.winner.entries())
      yield* compareFigures('a probability', share, at(lottery, k), slack);
  },
});

export const preferences = [losses, winner];
