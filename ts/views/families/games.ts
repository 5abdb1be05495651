/** Games: strengths with intervals, strategies of players, distributions of pairs of actions. */

import { isList, listOf, sizeOf, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, vectorBars } from '../general.js';
import { counted, type Draw, type Given, namesOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { grid } from '../kinds/grid.js';

/** Strengths of items, the best first, with standard errors. */
const strengths: Draw = (given) => {
  const { strengths: values, standardErrors, ranking, coefficients } = given.solution;
  const all = vectorOf(values);
  if (all.length === 0) return undefined;
  const errors = coefficients === undefined ? vectorOf(standardErrors) : [];
  const order = vectorOf(ranking).filter((k) => k in all);
  const names = namesOf(given);
  const nameOf = (k: number) => names?.[k] ?? `item ${k}`;
  const sentence = `Strengths of ${counted(all.length, 'item')}; the best is ${nameOf(order[0] ?? 0)}.`;
  return bars(given.sheet(sentence), {
    names: order.map(nameOf),
    groups: [
      {
        name: 'strength',
        values: order.map((k) => all[k] as number),
        errors: errors.length === all.length ? order.map((k) => errors[k] as number) : undefined,
      },
    ],
  });
};

const winner: Draw = vectorBars('winner', {
  noun: 'item',
  sentence: ({ solution }) =>
    `The probability of each item in the best lottery; exploitability ${figure(Number(solution.exploitability))}.`,
});

/** The probabilities of the actions of each player, in a color for each. */
function strategiesOf(
  given: Given,
  players: readonly (readonly number[])[],
  sentence: string,
): string | undefined {
  if (players.every((player) => player.length === 0)) return undefined;
  const names = namesOf(given);
  const longest = Math.max(...players.map((player) => player.length));
  const titles =
    players.length === 2 ? ['row player', 'column player'] : players.map((_, k) => `player ${k}`);
  return bars(given.sheet(sentence), {
    names: names?.slice(0, longest),
    noun: 'action',
    groups: players.map((values, k) => ({ name: titles[k] as string, values })),
  });
}

const zeroSum: Draw = (given) => {
  const { row, column, value } = given.solution;
  return strategiesOf(
    given,
    [vectorOf(row), vectorOf(column)],
    `How often each action is played; the value of the game is ${figure(Number(value), 4)}.`,
  );
};

const payoffsIn = (given: Given) =>
  vectorOf(given.solution.expectedPayoffs)
    .map((value) => figure(value))
    .join(', ');

const nash: Draw = (given) =>
  strategiesOf(
    given,
    listOf(given.solution.strategies).map(vectorOf),
    `How often each action is played; expected payoffs ${payoffsIn(given)}.`,
  );

/** The size of each player's set of actions: of nested lists of payoffs, the first player's outermost. */
function actionsOf(payoffs: unknown): number[] {
  const first = listOf(payoffs)[0];
  const { rows, columns } = sizeOf(first);
  return rows > 0 && columns > 0 ? [rows, columns] : [];
}

/** A distribution of pairs of actions as a grid. */
const correlated: Draw = (given) => {
  const data = vectorOf(given.solution.distribution);
  const [rows = 0, columns = 0] = actionsOf(given.problem.payoffs);
  const sentence = `The probability of each profile of actions; expected payoffs ${payoffsIn(given)}.`;
  if (rows * columns === data.length && data.length > 0)
    return grid(given.sheet(sentence), {
      matrix: { rows, columns, data },
      rowLabel: 'row player',
      columnLabel: 'column player',
    });
  return data.length === 0
    ? undefined
    : bars(given.sheet(sentence), { noun: 'profile', groups: [{ name: 'probability', values: data }] });
};

/** Regrets of players. */
const exploitability: Draw = (given) => {
  const regrets = vectorOf(given.solution.regrets);
  if (regrets.length === 0) return undefined;
  const sentence = `The gain of each player by the best other strategy; the sum is ${figure(Number(given.solution.nashConv))}.`;
  return bars(given.sheet(sentence), { noun: 'player', groups: [{ name: 'regret', values: regrets }] });
};

const preferenceLoss: Draw = (given) => {
  const groups = (['chosen', 'rejected'] as const).map((name) => ({
    name,
    values: vectorOf(given.solution[`${name}Rewards`]),
  }));
  if (!isList(given.solution.margins)) return undefined;
  const { loss, accuracy } = given.solution;
  return bars(
    given.sheet(
      `The rewards of answers; loss ${figure(Number(loss), 4)}, accuracy ${figure(Number(accuracy))}.`,
    ),
    { noun: 'pair', groups },
  );
};

export const views: Readonly<Record<string, Draw>> = {
  bradleyTerry: strengths,
  preferenceWinner: winner,
  preferenceLoss,
  zeroSum,
  nash,
  correlated,
  exploitability,
  variationalInequality: firstOf(convergence, vectorBars('solution', { noun: 'variable' })),
  distributed: firstOf(convergence, vectorBars('solution', { noun: 'variable' })),
};
