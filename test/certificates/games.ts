/**
 * Certificates of games: each player's largest gain from deviating, and bounds of a zero-sum game's value, from the
 * payoffs and the returned strategies alone.
 */

import type { AnyMatrixInput, games, MatrixInput, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  dot,
  type Elements,
  EPSILON,
  elementsOf,
  holds,
  isVector,
  largest,
  MEASURED,
  near,
  rowsOf,
  sum,
  transposed,
  vectorOf,
} from './support.js';

/** Rounding errors of an expected payoff, in units of the largest payoff times the number of terms. */
const ROUNDINGS = 8;

/** Allowed deviation of probability sums from 1. */
const SUM_SLACK = 1e-12;

/** Rounding of expectations over `terms` actions or profiles. */
const roundingOf = (payoffs: Iterable<number>, terms: number) =>
  ROUNDINGS * EPSILON * (terms + 8) * largest(payoffs) + 1e-300;

function certifyProbabilities(figure: string, probabilities: readonly number[]): void {
  holds(
    `${figure} has no negative probability`,
    probabilities.every((p) => p >= 0),
  );
  near(`the sum of ${figure}`, sum(probabilities), 1, SUM_SLACK);
}

const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);

/** The gain of the best response to `values` over a strategy, where divergences from the reference cost β. */
function regularizedGain(
  values: readonly number[],
  strategy: readonly number[],
  given: VectorInput | null | undefined,
  beta: number,
): number {
  const reference = given === undefined || given === null ? values.map(() => 1) : vectorOf(given);
  const logarithms = reference.map((weight) => Math.log(weight / largest(reference)));
  const total = Math.log(sum(logarithms.map(Math.exp)));
  const top = most(values);
  const exponentials = values.map((value, k) => Math.exp((value - top) / beta + at(logarithms, k) - total));
  const costs = strategy.map((p, k) => (p > 0 ? p * (Math.log(p) - at(logarithms, k) + total) : 0));
  return top + beta * Math.log(sum(exponentials)) - dot(strategy, values) + beta * sum(costs);
}

/** Certifies that bounds and value are those of the returned strategies, and that the gap matches the status. */
export function certifyZeroSum(problem: games.ZeroSumProblem, solution: games.ZeroSumSolution): void {
  const payoffs = rowsOf(problem.payoffs);
  const [row, column] = [vectorOf(solution.row), vectorOf(solution.column)];
  certifyProbabilities('row', row);
  certifyProbabilities('column', column);
  const values = payoffs.map((payoffsOfRow) => dot(payoffsOfRow, column));
  const costs = transposed(payoffs, column.length).map((payoffsOfColumn) => dot(payoffsOfColumn, row));
  const flat = payoffs.flat();
  const slack = roundingOf(flat, row.length + column.length);
  near('value', solution.value, dot(row, values), slack);
  near('lowerBound', solution.lowerBound, least(costs), slack);
  near('upperBound', solution.upperBound, most(values), slack);
  near('dualityGap', solution.dualityGap, Math.max(0, most(values) - least(costs)), 2 * slack);
  const allowed = MEASURED * (problem.tolerance ?? 1e-10) * (most(flat) - least(flat));
  const beta = problem.regularization ?? 0;
  const references = [problem.rowReference, problem.columnReference];
  const gap =
    beta > 0
      ? regularizedGain(values, row, references[0], beta) +
        regularizedGain(
          costs.map((cost) => -cost),
          column,
          references[1],
          beta,
        )
      : most(values) - least(costs);
  if (beta > 0)
    near('exploitability', solution.exploitability ?? Number.NaN, Math.max(0, gap), 2 * slack + 1e-12 * beta);
  if (solution.status === 'converged')
    atMost(beta > 0 ? 'the exploitability' : 'the duality gap', gap, allowed + 2 * slack + 1e-12 * beta);
  const supportOf = (strategy: readonly number[]) => strategy.flatMap((p, k) => (p > 0 ? [k] : []));
  holds('rowSupport is that of row', `${supportOf(row)}` === `${Array.from(solution.rowSupport)}`);
  holds(
    'columnSupport is that of column',
    `${supportOf(column)}` === `${Array.from(solution.columnSupport)}`,
  );
}

type Payoffs = games.NashProblem['payoffs'];

/** The stride of a player's action in the index of a profile. */
const innerOf = (shape: readonly number[], player: number) =>
  shape.slice(player + 1).reduce((product, actions) => product * actions, 1);

const actionOf = (shape: readonly number[], player: number, profile: number) =>
  Math.floor(profile / innerOf(shape, player)) % at(shape, player);

/** The expected payoff of each of a player's actions against the others' strategies. */
function valuesOf(
  { shape, values }: Elements,
  player: number,
  strategies: readonly (readonly number[])[],
): number[] {
  const worth = new Array<number>(at(shape, player)).fill(0);
  values.forEach((value, profile) => {
    let probability = 1;
    strategies.forEach((strategy, other) => {
      if (other !== player) probability *= at(strategy, actionOf(shape, other, profile));
    });
    const own = actionOf(shape, player, profile);
    worth[own] = at(worth, own) + probability * value;
  });
  return worth;
}

/** Each player's regret and payoff. */
function regretsOf(payoffs: Payoffs, strategies: readonly (readonly number[])[]) {
  return payoffs.map((input, player) => {
    const tensor = elementsOf(input);
    const values = valuesOf(tensor, player, strategies);
    const payoff = dot(strategies[player] as number[], values);
    const slack = roundingOf(tensor.values, sum(tensor.shape) * tensor.shape.length);
    return {
      regret: most(values) - payoff,
      payoff,
      values,
      slack,
      range: most(tensor.values) - least(tensor.values),
    };
  });
}

/** Certifies that no player's regret exceeds the promised one. */
export function certifyNash(problem: games.NashProblem, solution: games.NashSolution): void {
  const certifyOne = (
    { strategies, expectedPayoffs }: games.NashEquilibrium | games.NashSolution,
    isExact: boolean,
  ) => {
    const lists = strategies.map(vectorOf);
    lists.forEach((strategy, player) => {
      certifyProbabilities(`strategy ${player}`, strategy);
    });
    regretsOf(problem.payoffs, lists).forEach(({ regret, payoff, slack, range }, player) => {
      near(`expected payoff ${player}`, at(expectedPayoffs, player), payoff, slack);
      const allowed = MEASURED * (problem.tolerance ?? 1e-10) * range + 2 * slack;
      if (isExact) atMost(`the regret of player ${player}`, regret, allowed);
    });
  };
  const isExact = solution.status === 'converged';
  certifyOne(solution, isExact);
  regretsOf(problem.payoffs, solution.strategies.map(vectorOf)).forEach(({ regret, slack }, player) => {
    near(`regret ${player}`, at(solution.regrets, player), Math.max(0, regret), 2 * slack);
  });
  for (const equilibrium of solution.equilibria ?? []) certifyOne(equilibrium, isExact);
  if (isExact && problem.find === 'all') holds('all equilibria were found', solution.complete === true);
}

/**
 * The gains of players who learn their own action, by a deviation per action (`told`) or one constant action
 * (`coarse`), and the expected payoffs.
 */
function gainsWhenTold({ shape, values }: Elements, player: number, distribution: readonly number[]) {
  const actions = at(shape, player);
  const inner = innerOf(shape, player);
  const table = Array.from({ length: actions }, () => new Array<number>(actions).fill(0));
  values.forEach((_, profile) => {
    const from = actionOf(shape, player, profile);
    const row = table[from] as number[];
    for (let to = 0; to < actions; to++)
      row[to] = at(row, to) + at(distribution, profile) * at(values, profile + (to - from) * inner);
  });
  const payoff = sum(table.map((row, from) => at(row, from)));
  const blind = transposed(table, actions).map((column) => sum(column));
  return { told: sum(table.map(most)) - payoff, coarse: most(blind) - payoff, payoff, blind };
}

/** Certifies that no deviation from the distribution is profitable, and the reported figures. */
export function certifyCorrelated(
  problem: games.CorrelatedProblem,
  solution: games.CorrelatedSolution,
): void {
  const distribution = vectorOf(solution.distribution);
  certifyProbabilities('distribution', distribution);
  const tensors = problem.payoffs.map(elementsOf);
  const tolerance = problem.tolerance ?? 1e-9;
  let worst = 0;
  let slackOfAll = 0;
  tensors.forEach((tensor, player) => {
    const { told, coarse, payoff } = gainsWhenTold(tensor, player, distribution);
    const slack = roundingOf(tensor.values, distribution.length);
    slackOfAll += slack;
    near(`expected payoff ${player}`, at(solution.expectedPayoffs, player), payoff, slack);
    const gain = problem.coarse === true ? coarse : told;
    worst = Math.max(worst, gain);
    const range = most(tensor.values) - least(tensor.values);
    if (solution.status === 'converged')
      atMost(`what player ${player} gains`, gain, MEASURED * tolerance * range + 2 * slack);
  });
  near('regret', solution.regret, worst, 2 * slackOfAll);
  const given = problem.objective === undefined ? undefined : elementsOf(problem.objective).values;
  const objective =
    given ??
    (problem.player === undefined
      ? distribution.map((_, k) => sum(tensors.map(({ values }) => at(values, k))))
      : (tensors[problem.player] as Elements).values);
  near(
    'objective',
    solution.objective,
    dot(objective, distribution),
    roundingOf(objective, distribution.length) + slackOfAll,
  );
}

/** The payoffs of each player, also for zero-sum games. */
function payoffsOf({ payoffs }: games.ExploitabilityProblem): Payoffs {
  const isMatrix = 'rows' in payoffs || isVector(payoffs[0] as VectorInput | AnyMatrixInput);
  if (!isMatrix) return payoffs as Payoffs;
  const { shape, values } = elementsOf(payoffs as MatrixInput);
  return [values, values.map((payoff) => -payoff)].map((own) => ({ shape, values: own }));
}

/** The strategies of a problem, player by player. */
function strategiesOf(problem: games.ExploitabilityProblem): number[][] {
  const { strategies } = problem;
  if (strategies === undefined) return [];
  if ('rows' in strategies || typeof strategies[0] === 'object')
    return rowsOf(strategies as Parameters<typeof rowsOf>[0]);
  const flat = vectorOf(strategies as readonly number[]);
  const { shape } = elementsOf(payoffsOf(problem)[0] as Payoffs[number]);
  let start = 0;
  return shape.map((actions) => {
    start += actions;
    return flat.slice(start - actions, start);
  });
}

/** Certifies the regrets of the given strategies or distribution. */
export function certifyExploitability(
  problem: games.ExploitabilityProblem,
  solution: games.ExploitabilitySolution,
): void {
  const figures =
    problem.distribution === undefined
      ? regretsOf(payoffsOf(problem), strategiesOf(problem))
      : payoffsOf(problem).map((input, player) => {
          const tensor = elementsOf(input);
          const distribution = elementsOf(problem.distribution as Payoffs[number]).values;
          const { told, payoff, blind } = gainsWhenTold(tensor, player, distribution);
          return {
            regret: told,
            payoff,
            values: blind,
            slack: roundingOf(tensor.values, tensor.values.length),
          };
        });
  let slackOfAll = 0;
  figures.forEach(({ regret, payoff, values, slack }, player) => {
    slackOfAll += 2 * slack;
    near(`regret ${player}`, at(solution.regrets, player), Math.max(0, regret), 2 * slack);
    near(`expected payoff ${player}`, at(solution.expectedPayoffs, player), payoff, slack);
    near(
      `the best response of ${player}`,
      at(values, at(solution.bestResponses, player)),
      most(values),
      slack,
    );
  });
  near('regret', solution.regret, most(Array.from(solution.regrets)), 0);
  near('nashConv', solution.nashConv, sum(solution.regrets), slackOfAll);
}
