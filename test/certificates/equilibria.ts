/**
 * Certificates of variational inequalities, distributed roots, strengths from votes, and preference winners and losses:
 * recomputes the quantities promised by the statuses from the problem and the returned point.
 */

import type { AnyMatrixInput, games, MatrixInput, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  dot,
  EPSILON,
  holds,
  largest,
  MEASURED,
  near,
  norm,
  rowsOf,
  sum,
  vectorOf,
} from './support.js';

/** Rounding of sums, relative to the sum of the terms' magnitudes. */
const ROUNDING = 1e-12;

type Vector = readonly number[];

// ---- Variational inequalities -------------------------------------------------------------------------------------------------------

/** A block of the feasible set, with explicit bounds. */
interface Block {
  readonly kind: string;
  readonly size: number;
  readonly lower: Vector;
  readonly upper: Vector;
  readonly sum: number;
  readonly radius: number;
  readonly center: Vector;
}

const lengthOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as ArrayLike<number>).length : undefined;

function blockOf(set: games.ConvexSet): Block {
  const size = set.size ?? lengthOf(set.lower) ?? lengthOf(set.upper) ?? lengthOf(set.center) ?? 0;
  const entriesOf = (value: number | VectorInput | undefined, none: number): Vector =>
    typeof value === 'number' || value === undefined ? Array(size).fill(value ?? none) : vectorOf(value);
  return {
    kind: set.kind,
    size,
    lower: entriesOf(set.lower, -Infinity),
    upper: entriesOf(set.upper, Infinity),
    sum: set.sum ?? 1,
    radius: set.radius ?? 0,
    center: entriesOf(set.center, 0),
  };
}

/** The projection of a point onto a block. */
function projected(block: Block, point: Vector): Vector {
  if (block.kind === 'box')
    return point.map((x, k) => Math.min(Math.max(x, at(block.lower, k)), at(block.upper, k)));
  if (block.kind === 'ball') {
    const offset = point.map((x, k) => x - at(block.center, k));
    const length = norm(offset);
    return length <= block.radius
      ? point
      : offset.map((x, k) => at(block.center, k) + block.radius * (x / length));
  }
  if (block.kind !== 'simplex') return point;
  // Relative to the largest entry, so that distant points lose no digits.
  const most = Math.max(...point);
  const shifted = point.map((x) => x - most);
  const sorted = [...shifted].sort((a, b) => b - a);
  let [total, threshold] = [0, 0];
  for (const [k, x] of sorted.entries()) {
    total += x;
    const candidate = (total - block.sum) / (k + 1);
    if (x <= candidate) break;
    threshold = candidate;
  }
  return shifted.map((x) => Math.max(0, x - threshold));
}

/** The minimum of the inner product over a block; undefined for an unbounded block. */
function least(block: Block, direction: Vector): number | undefined {
  const { kind, lower, upper } = block;
  if (kind === 'simplex') return block.sum * Math.min(...direction);
  if (kind === 'ball') return dot(direction, block.center) - block.radius * norm(direction);
  if (kind !== 'box' || ![...lower, ...upper].every(Number.isFinite)) return undefined;
  return sum(direction.map((d, k) => Math.min(d * at(lower, k), d * at(upper, k))));
}

/** The same with entries up to `slack` treated as zero in unbounded directions; minus infinity if unbounded. */
function leastBut(block: Block, direction: Vector, slack: number): number {
  if (block.kind === 'simplex' || block.kind === 'ball') return least(block, direction) as number;
  return sum(
    direction.map((d, k) => {
      const bound =
        block.kind === 'free' ? -Infinity * Math.sign(d) : at(d > 0 ? block.lower : block.upper, k);
      if (d === 0 || Number.isFinite(bound)) return d === 0 ? 0 : d * bound;
      return Math.abs(d) <= slack ? 0 : -Infinity;
    }),
  );
}

const times = (rows: readonly Vector[], x: Vector): Vector => rows.map((row) => dot(row, x));
const plus = (x: Vector, y: Vector): Vector => x.map((value, k) => value + at(y, k));
const transposedTimes = (rows: readonly Vector[], y: Vector, columns: number): Vector =>
  Array.from({ length: columns }, (_, j) => sum(rows.map((row, i) => at(row, j) * at(y, i))));

type AnyMap = games.OperatorData | ((z: Float64Array, values: Float64Array) => unknown);

/** The map of a problem; undefined for an expression, which is not evaluated here. */
function mapOf(operator: AnyMap): ((z: Vector) => Vector) | undefined {
  if (typeof operator === 'function') {
    return (z) => {
      const values = new Float64Array(z.length);
      return Array.from((operator(Float64Array.from(z), values) as ArrayLike<number> | undefined) ?? values);
    };
  }
  if (operator.affine !== undefined) {
    const [rows, vector] = [rowsOf(operator.affine.matrix), vectorOf(operator.affine.vector)];
    return (z) => plus(times(rows, z), vector);
  }
  if (operator.sum !== undefined) {
    const [matrices, vectors] = [rowsOf(operator.sum.matrices), rowsOf(operator.sum.vectors)];
    return (z) => {
      const all = times(matrices, z);
      return z.map(
        (_, j) => sum(vectors.map((v, i) => at(all, i * z.length + j) + at(v, j))) / vectors.length,
      );
    };
  }
  if (operator.saddle === undefined) return undefined;
  const { matrix, primalLinear, dualLinear, primalQuadratic, dualQuadratic } = operator.saddle;
  const [a, c, b] = [rowsOf(matrix), vectorOf(primalLinear), vectorOf(dualLinear)];
  const quadratic = (q: AnyMatrixInput | undefined, x: Vector) =>
    q === undefined ? x.map(() => 0) : times(rowsOf(q), x);
  return (z) => {
    const [x, y] = [z.slice(0, c.length), z.slice(c.length)];
    const ax = times(a, x);
    return [
      ...plus(plus(c, quadratic(primalQuadratic, x)), transposedTimes(a, y, c.length)),
      ...plus(b, quadratic(dualQuadratic, y)).map((value, k) => value - at(ax, k)),
    ];
  };
}

/** Sums of the absolute terms of an affine map's values. */
function termsOf(operator: AnyMap, z: Vector): Vector {
  if (typeof operator === 'function' || operator.affine === undefined) return [];
  const sizes = rowsOf(operator.affine.matrix).map((row) => row.map(Math.abs));
  return times(sizes, z.map(Math.abs));
}

type AnyProblem = games.VariationalInequalityDataProblem | games.SyncVariationalInequalityFunctionProblem;

/** Certifies that a point is in its set, and the reported natural residual, gap and multipliers. */
export function certifyVariationalInequality(
  problem: AnyProblem,
  solution: games.VariationalInequalitySolution,
): void {
  const z = vectorOf(solution.solution);
  const blocks = problem.set?.map(blockOf) ?? [blockOf({ kind: 'free', size: z.length })];
  const project = (point: Vector): Vector => {
    let start = 0;
    return blocks.flatMap((block) => {
      start += block.size;
      return projected(block, point.slice(start - block.size, start));
    });
  };
  const size = 1 + norm(z);
  atMost(
    'the distance from the set',
    norm(
      plus(
        project(z),
        z.map((x) => -x),
      ),
    ),
    ROUNDING * size,
  );

  const map = mapOf(problem.operator as AnyMap);
  if (map === undefined) return;
  const constraints = problem.constraints;
  const rows = constraints === undefined ? [] : rowsOf(constraints.matrix);
  const upper = constraints === undefined ? [] : vectorOf(constraints.upper);
  const lifted = (x: Vector, multipliers: Vector) => ({
    own: plus(map(x), transposedTimes(rows, multipliers, x.length)),
    slacks: times(rows, x).map((value, i) => at(upper, i) - value),
  });
  const multipliers = vectorOf(solution.multipliers ?? []);
  holds('there are as many multipliers as constraints', multipliers.length === rows.length);
  const { own, slacks } = lifted(z, multipliers);
  const { scale } = solution;
  holds('the scale is positive', scale > 0);
  const moved = project(z.map((x, k) => x - at(own, k) / scale));
  const residual =
    scale *
    norm([
      ...moved.map((x, k) => x - at(z, k)),
      ...multipliers.map((m, i) => Math.max(-at(slacks, i) / scale, -m)),
    ]);
  const terms = termsOf(problem.operator as AnyMap, z);
  const length = norm([...z, ...multipliers]);
  const rounding = ROUNDING * (norm([...own, ...slacks, ...terms]) + scale * (1 + length));
  near('natural residual', solution.naturalResidual, residual, 1e-6 * residual + rounding);
  if (solution.status === 'converged') {
    const goal = (problem.tolerance ?? 1e-8) * scale * Math.max(1, length);
    atMost('natural residual', residual, MEASURED * goal + rounding);
  }
  if (solution.status === 'infeasible') {
    const direction = transposedTimes(rows, multipliers, z.length);
    const slack = 1e-6 * norm(multipliers) * largest(rows.flat());
    let from = 0;
    const bounds = blocks.map((block) => {
      from += block.size;
      return leastBut(block, direction.slice(from - block.size, from), slack);
    });
    holds('multipliers are not negative', Math.min(...multipliers) >= 0);
    holds('no point keeps the weighted constraints', sum(bounds) > dot(multipliers, upper));
  }

  let start_ = 0;
  const leasts = blocks.map((block) => {
    start_ += block.size;
    return least(block, own.slice(start_ - block.size, start_));
  });
  if (rows.length > 0 || leasts.some((value) => value === undefined)) {
    holds('there is no gap where the set is not bounded', solution.gap === undefined);
    return;
  }
  const gap = dot(own, z) - sum(leasts as number[]);
  if (Number.isFinite(gap))
    near('gap', solution.gap ?? Number.NaN, gap, 1e-9 * (1 + norm(own) * size) + rounding * size);
  else holds('there is no gap beyond all numbers', solution.gap === undefined);
}

// ---- Distributed roots --------------------------------------------------------------------------------------------------------------

type AnyDistributed = games.DistributedDataProblem | games.SyncDistributedFunctionProblem;

/** Certifies the norm of the mean of the workers' maps at the point. */
export function certifyDistributed(problem: AnyDistributed, solution: games.DistributedSolution): void {
  const mean = meanMapOf(problem);
  const z = vectorOf(solution.solution);
  const residual = norm(mean(z));
  const start = vectorOf(problem.initial ?? z.map(() => 0));
  const first = norm(mean(start));
  near('residual', solution.residual, residual, 1e-6 * residual + ROUNDING * (first + norm(z)));
  if (solution.status === 'converged')
    atMost('residual', residual, MEASURED * (problem.tolerance ?? 1e-6) * first + ROUNDING * norm(z));
  holds('snapshots cost what they send', solution.sentPerWorker >= solution.snapshots * z.length);
}

function meanMapOf(problem: AnyDistributed): (z: Vector) => Vector {
  if ('workers' in problem) return mapOf({ sum: problem.workers }) as (z: Vector) => Vector;
  const { worker, workerCount } = problem;
  return (z) => {
    const all = Array.from({ length: workerCount }, (_, index) => {
      const values = new Float64Array(z.length);
      return (worker(Float64Array.from(z), index, values) as ArrayLike<number> | undefined) ?? values;
    });
    return z.map((_, j) => sum(all.map((values) => at(values, j))) / workerCount);
  };
}

// ---- Bradley and Terry --------------------------------------------------------------------------------------------------------------

/** The votes of a problem as rows of a dense table. */
function winsOf(problem: games.BradleyTerryProblem, items: number): number[][] {
  if (problem.votes !== undefined) return rowsOf(problem.votes);
  const wins = Array.from({ length: items }, () => new Array<number>(items).fill(0));
  const { winners, losers, weights } = problem.comparisons as games.Comparisons;
  Array.from(winners).forEach((winner, k) => {
    const row = wins[winner] as number[];
    row[at(losers, k)] = at(row, at(losers, k)) + (weights === undefined ? 1 : at(weights, k));
  });
  return wins;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** Certifies the gradient of the loss at the strengths, and the figures derived from them. */
export function certifyBradleyTerry(
  problem: games.BradleyTerryProblem,
  solution: games.BradleyTerrySolution,
): void {
  const strengths = vectorOf(solution.strengths);
  const items = strengths.length;
  const wins = winsOf(problem, items);
  const lambda = problem.regularization ?? 0;
  const gradient = strengths.map((own, i) => {
    let slope = 0;
    strengths.forEach((other, j) => {
      const [won, lost] = [at(wins[i] as number[], j), at(wins[j] as number[], i)];
      const difference = own - other;
      slope +=
        problem.loss === 'squared'
          ? 2 * won * (difference - 0.5) + 2 * lost * (difference + 0.5)
          : lost * sigmoid(difference) - won * sigmoid(-difference);
    });
    return slope;
  });
  const features = problem.features === undefined ? undefined : rowsOf(problem.features);
  const coefficients = features === undefined ? strengths : vectorOf(solution.coefficients ?? []);
  const inUnknowns =
    features === undefined ? gradient : transposedTimes(features, gradient, coefficients.length);
  const whole = plus(
    inUnknowns,
    coefficients.map((x) => lambda * x),
  );
  const unit = Math.max(...wins.flat()) || 1;
  const rounding = 1e-11 * unit * items * (1 + largest((features ?? []).flat())) + ROUNDING * lambda;
  if (solution.status === 'converged') {
    near('gradient', solution.gradientNorm, largest(whole), rounding);
    atMost('gradient', largest(whole), (problem.tolerance ?? 1e-10) * unit + rounding);
    let logLikelihood = 0;
    wins.forEach((row, i) => {
      row.forEach((count, j) => {
        if (count > 0) logLikelihood -= count * softplus(at(strengths, j) - at(strengths, i));
      });
    });
    near('log-likelihood', solution.logLikelihood, logLikelihood, 1e-9 * (1 + Math.abs(logLikelihood)));
  }
  atMost('the sum of the strengths', Math.abs(sum(strengths)), 1e-9 * items * (1 + largest(strengths)));
  const ranking = Array.from(solution.ranking);
  holds('the ranking has every item once', new Set(ranking).size === items && ranking.length === items);
  if (solution.components === undefined && solution.connectedGroups === undefined)
    holds(
      'the ranking is by strength',
      ranking.every(
        (item, k) =>
          k === 0 ||
          at(strengths, ranking[k - 1] as number) >= at(strengths, item) - 2e-12 * largest(strengths),
      ),
    );
  if (problem.policy === undefined) return;
  const { reference, beta } = problem.policy;
  const logs = strengths.map((x, i) => Math.log(at(reference, i)) + x / beta);
  const top = Math.max(...logs);
  const total = sum(logs.map((x) => Math.exp(x - top)));
  logs.forEach((x, i) => {
    near(
      `probability ${i}`,
      at(solution.policy ?? [], i),
      Math.exp(x - top) / total,
      1e-11 * (1 + Math.abs(x)),
    );
  });
}

// ---- Preferences --------------------------------------------------------------------------------------------------------------------

/** Preference probabilities of each item over each other item. */
function preferencesOf(problem: games.PreferenceWinnerProblem): number[][] {
  if (problem.preferences !== undefined) return rowsOf(problem.preferences as MatrixInput);
  const votes = rowsOf(problem.votes as AnyMatrixInput);
  const smoothing = problem.smoothing ?? 0;
  return votes.map((row, i) =>
    row.map((count, j) => {
      const [won, lost] = [count + smoothing, at(votes[j] as number[], i) + smoothing];
      const total = 0.5 * won + 0.5 * lost;
      return i === j || total === 0 ? 0.5 : (0.5 * won) / total;
    }),
  );
}

/** Certifies that a lottery's exploitability is the reported one, and within the tolerance. */
export function certifyPreferenceWinner(
  problem: games.PreferenceWinnerProblem,
  solution: games.PreferenceWinnerSolution,
): void {
  const preferences = preferencesOf(problem);
  const winner = vectorOf(solution.winner);
  near('the sum of the probabilities', sum(winner), 1, 1e-10);
  holds(
    'no probability is negative',
    winner.every((share) => share >= 0),
  );
  const shares = times(preferences, winner);
  shares.forEach((share, i) => {
    near(`share ${i}`, at(solution.winProbabilities, i), share, 1e-10);
  });
  const beta = problem.regularization ?? 0.01;
  const logs = solution.logProbabilities;
  let exploitability = Math.max(...shares) - 0.5;
  let rounding = 1e-12;
  if (beta > 0) {
    const total = problem.reference === undefined ? winner.length : sum(vectorOf(problem.reference));
    const reference = winner.map(
      (_, i) => Math.log(problem.reference === undefined ? 1 : at(problem.reference, i)) - Math.log(total),
    );
    const answers = shares.map((share, i) => share / beta + at(reference, i));
    const top = Math.max(...answers);
    const soft = beta * (top + Math.log(sum(answers.map((x) => Math.exp(x - top)))));
    const distance = sum(winner.map((share, i) => share * (at(logs ?? [], i) - at(reference, i))));
    exploitability = soft + beta * distance - 0.5;
    rounding = 1e-14 * (100 + beta * (1 + largest(reference)));
    winner.forEach((share, i) => {
      near(`logarithm ${i}`, Math.exp(at(logs ?? [], i)), share, 1e-12);
    });
  }
  near(
    'exploitability',
    solution.exploitability,
    exploitability,
    rounding + 1e-9 * (problem.preferences === undefined ? 0 : 1),
  );
  if (solution.status === 'converged')
    atMost(
      'exploitability',
      exploitability,
      MEASURED * (problem.tolerance ?? 1e-10) + rounding + 1e-9 * EPSILON,
    );
}

type Sequences = games.Sequences;

/** Certifies that losses, rewards and gradients are those of the pairs. */
export function certifyPreferenceLoss(
  problem: games.PreferenceLossProblem,
  solution: games.PreferenceLossSolution,
): void {
  const beta = problem.beta ?? 0.1;
  const smoothing = problem.labelSmoothing ?? 0;
  const pairs = problem.chosen.offsets.length - 1;
  const weights = vectorOf(problem.weights ?? Array(pairs).fill(1));
  const total = sum(weights);
  const tokensOf = (side: Sequences, pair: number) =>
    Array.from(side.tokens ?? []).slice(at(side.offsets, pair), at(side.offsets, pair + 1));
  const counted = (side: Sequences, pair: number, first: number) =>
    Array.from({ length: at(side.offsets, pair + 1) - at(side.offsets, pair) }, (_, k) => k).filter((k) =>
      problem.mask === 'given'
        ? at(side.mask ?? [], at(side.offsets, pair) + k) === 1
        : problem.mask !== 'afterFirstDifference' || k >= first,
    );
  const gainOf = (side: Sequences, pair: number, first: number) =>
    sum(
      counted(side, pair, first).map((k) => {
        const place = at(side.offsets, pair) + k;
        return at(side.logProbabilities, place) - at(side.reference, place);
      }),
    );
  let loss = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const [one, other] = [tokensOf(problem.chosen, pair), tokensOf(problem.rejected, pair)];
    const differs = one.findIndex((token, k) => token !== other[k]);
    const first = differs < 0 ? one.length : differs;
    const h = gainOf(problem.chosen, pair, first) - gainOf(problem.rejected, pair, first);
    const z = beta * h;
    const [value, slope] =
      problem.loss === 'ipo'
        ? [(h - 0.5 / beta) ** 2, 2 * (h - 0.5 / beta)]
        : problem.loss === 'hinge'
          ? [Math.max(0, 1 - z), z < 1 ? -beta : 0]
          : [(1 - smoothing) * softplus(-z) + smoothing * softplus(z), beta * (smoothing - sigmoid(-z))];
    const scale = 1e-10 * (1 + Math.abs(value) + Math.abs(z) + Math.abs(h) / beta);
    near(`loss ${pair}`, at(solution.losses, pair), value, scale);
    near(
      `margin ${pair}`,
      at(solution.margins, pair),
      z,
      1e-10 * (1 + Math.abs(at(solution.chosenRewards, pair)) + Math.abs(z)),
    );
    const share = at(weights, pair) / total;
    loss += share * value;
    const gradients: [Sequences, ArrayLike<number>, number][] = [
      [problem.chosen, solution.chosenGradient, share * slope],
      [problem.rejected, solution.rejectedGradient, -share * slope],
    ];
    for (const [side, gradient, expected] of gradients) {
      for (const k of counted(side, pair, first))
        near(
          `gradient ${pair}`,
          at(gradient, at(side.offsets, pair) + k),
          expected,
          1e-9 * (beta + Math.abs(expected)),
        );
    }
  }
  near('loss', solution.loss, loss, 1e-9 * (1 + Math.abs(loss)));
}
