/** All equilibria of a two-player game entered by the visitor. */

import { games } from 'superlinear';
import { grid } from '../../dist/views/kinds/grid.js';
import { chartOf, elementOf, type Series, sheetOf } from '../chart.js';
import { literal, program } from '../code.js';
import type { Panel, Values } from '../panel.js';
import { tableOf, together } from '../table.js';
import { requireNumbers, rowsIn, textField } from '../table-panel.js';

const problemOf = ({ first, second }: Values) => ({
  payoffs: [rowsIn(first), rowsIn(second)],
  find: 'all' as const,
});

/** A player's best response, with two actions, as a line in the square of both players' probabilities. */
function bestResponse([atZero, atOne]: readonly [number, number], player: 'row' | 'column'): Series {
  // The gain from playing the first action is linear in the probability of the opponent's first action, from 0 to 1.
  const own = (gain: number) => (gain > 0 ? 1 : 0);
  const turn = atZero / (atZero - atOne);
  const turns = turn > 0 && turn < 1;
  const other = turns ? [0, turn, turn, 1] : [0, 1];
  const answers = turns
    ? [own(atZero), own(atZero), own(atOne), own(atOne)]
    : [own(atZero + atOne), own(atZero + atOne)];
  const name = `best ${player}`;
  return player === 'row' ? { name, x: other, y: answers } : { name, x: answers, y: other };
}

const UNIT = [0, 1];

/** Draws both players' best responses in the square. Equilibria are the intersections. */
function drawSquare(
  payoffs: readonly number[][][],
  equilibria: readonly games.NashEquilibrium[],
  width: number,
): Element {
  const at = (player: number, i: number, j: number) => payoffs[player]?.[i]?.[j] as number;
  return chartOf(sheetOf(width, 'The best response of each player to the other one.'), {
    series: [
      bestResponse([at(0, 0, 1) - at(0, 1, 1), at(0, 0, 0) - at(0, 1, 0)], 'row'),
      bestResponse([at(1, 1, 0) - at(1, 1, 1), at(1, 0, 0) - at(1, 0, 1)], 'column'),
      {
        name: 'equilibria',
        x: equilibria.map(({ strategies }) => strategies[1]?.[0] ?? NaN),
        y: equilibria.map(({ strategies }) => strategies[0]?.[0] ?? NaN),
        mark: 'dots',
      },
    ],
    x: { label: 'probability of the first column', include: UNIT },
    y: { label: 'probability of the first row', include: UNIT },
  });
}

/** Draws the probabilities of all actions in all equilibria. */
function drawGrid(equilibria: readonly games.NashEquilibrium[], width: number): Element {
  const matrix = equilibria.map(({ strategies }) => strategies.flatMap((strategy) => Array.from(strategy)));
  const actions = (equilibria[0]?.strategies ?? []).flatMap((strategy, player) =>
    Array.from(strategy, (_, action) => `${player === 0 ? 'row' : 'column'} ${action + 1}`),
  );
  return elementOf(
    grid(sheetOf(width, 'How often each action is played.', 120), {
      matrix,
      columnNames: actions,
      rowNames: matrix.map((_, k) => `equilibrium ${k + 1}`),
    }),
  );
}

const inWords = (strategy: Float64Array) =>
  Array.from(strategy, (probability) => probability.toPrecision(4)).join(', ');

function draw(problem: ReturnType<typeof problemOf>, solution: games.NashSolution, width: number): Element {
  const { equilibria = [] } = solution;
  const isSquare = problem.payoffs.every((payoffs) => payoffs.length === 2 && payoffs[0]?.length === 2);
  const picture = isSquare ? drawSquare(problem.payoffs, equilibria, width) : drawGrid(equilibria, width);
  const rows = equilibria.map(({ strategies, expectedPayoffs }) => [
    ...strategies.map(inWords),
    Array.from(expectedPayoffs, (payoff) => payoff.toPrecision(4)).join(', '),
  ]);
  return together(picture, tableOf(['Rows', 'Columns', 'Payoffs'], rows));
}

export const panel: Panel = {
  problem: 'Play against others',
  title: 'Equilibria of a game',
  question: 'How do two players play who both know what the other wants?',
  introduction:
    'What each gets, a row for each action of the first player: commas between columns, semicolons between rows. With two actions each, equilibria are where the lines of the best responses meet.',
  rows: 4,
  fields: [
    textField('first', 'Payoffs of the row player', '3, 0; 0, 2'),
    textField('second', 'Payoffs of the column player', '2, 0; 0, 3'),
  ],
  async solve(values, { signal, onProgress, show }) {
    requireNumbers('Payoffs of the row player', values.first);
    requireNumbers('Payoffs of the column player', values.second);
    const problem = problemOf(values);
    const solution = await games.nash(problem, { signal, onProgress });
    show((width) => draw(problem, solution, width));
    const { equilibria = [], complete, degenerate } = solution;
    const count = equilibria.length === 1 ? 'One equilibrium' : `${equilibria.length} equilibria`;
    const others = complete === true ? '' : '; there may be others';
    return `${count}${others}${degenerate === true ? '; mixtures of some may be others' : ''}.`;
  },
  code: (values) =>
    program(
      'games',
      `const { equilibria } = await games.nash(${literal(problemOf(values))});
for (const { strategies, expectedPayoffs } of equilibria ?? []) console.log(strategies, expectedPayoffs);`,
    ),
};
