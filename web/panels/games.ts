/** All equilibria of a two-player game entered by the visitor. */

import * as Plot from '@observablehq/plot';
import { games } from 'superlinear';
import { literal, program } from '../code.js';
import type { Panel, Values } from '../panel.js';
import { LINE_COLORS, plotOf } from '../plot.js';
import { tableOf, together } from '../table.js';
import { requireNumbers, rowsIn, textField } from '../table-panel.js';

const problemOf = ({ first, second }: Values) => ({
  payoffs: [rowsIn(first), rowsIn(second)],
  find: 'all' as const,
});

/** A player's best response, with two actions, as a polyline in the square of both players' probabilities. */
function bestResponse(differences: readonly [number, number], along: 'row' | 'column'): Point[] {
  // The gain from playing the first action is linear in the probability of the opponent's first action, from 0 to 1.
  const [atZero, atOne] = differences;
  const own = (gain: number) => (gain > 0 ? 1 : 0);
  const turn = atZero / (atZero - atOne);
  const other = turn > 0 && turn < 1 ? [0, turn, turn, 1] : [0, 1];
  const answers =
    turn > 0 && turn < 1
      ? [own(atZero), own(atZero), own(atOne), own(atOne)]
      : [own(atZero + atOne), own(atZero + atOne)];
  return other.map((probability, k) => {
    const answer = answers[k] as number;
    const who = along === 'row' ? 'best row' : 'best column';
    return along === 'row'
      ? { row: answer, column: probability, who }
      : { row: probability, column: answer, who };
  });
}

/** A point of the square on a best-response line. */
interface Point {
  readonly row: number;
  readonly column: number;
  readonly who: string;
}

/** Draws both players' best responses in the square. Equilibria are the intersections. */
function drawSquare(
  payoffs: readonly number[][][],
  equilibria: readonly games.NashEquilibrium[],
  width: number,
): Element {
  const at = (player: number, i: number, j: number) => payoffs[player]?.[i]?.[j] as number;
  const lines = [
    ...bestResponse([at(0, 0, 1) - at(0, 1, 1), at(0, 0, 0) - at(0, 1, 0)], 'row'),
    ...bestResponse([at(1, 1, 0) - at(1, 1, 1), at(1, 0, 0) - at(1, 0, 1)], 'column'),
  ];
  const points = equilibria.map(({ strategies }) => ({
    row: strategies[0]?.[0],
    column: strategies[1]?.[0],
  }));
  return plotOf(width, {
    color: LINE_COLORS,
    x: { label: 'probability of the first column', domain: [0, 1] },
    y: { label: 'probability of the first row', domain: [0, 1] },
    marks: [
      Plot.line(lines, { x: 'column', y: 'row', stroke: 'who', strokeWidth: 2 }),
      ...(['best row', 'best column'] as const).map((who, k) =>
        Plot.text(
          lines.filter((point) => point.who === who).slice(k === 0 ? -1 : 0, k === 0 ? undefined : 1),
          {
            x: 'column',
            y: 'row',
            text: 'who',
            fill: 'who',
            dy: k === 0 ? -10 : -8,
            dx: k === 0 ? 0 : 8,
            textAnchor: k === 0 ? 'end' : 'start',
          },
        ),
      ),
      Plot.dot(points, { x: 'column', y: 'row', r: 6, fill: 'crimson' }),
    ],
  });
}

/** Draws the probabilities of all actions in all equilibria. */
function drawBars(equilibria: readonly games.NashEquilibrium[], width: number): Element {
  const bars = equilibria.flatMap(({ strategies }, k) =>
    strategies.flatMap((strategy, player) =>
      Array.from(strategy, (probability, action) => ({
        equilibrium: k + 1,
        action: `${player === 0 ? 'row' : 'column'} ${action + 1}`,
        player: player === 0 ? 'rows' : 'columns',
        probability,
      })),
    ),
  );
  return plotOf(width, {
    color: LINE_COLORS,
    fx: { label: 'equilibrium' },
    x: { label: null, tickRotate: -45 },
    y: { domain: [0, 1] },
    marginBottom: 64,
    marks: [
      Plot.barY(bars, { fx: 'equilibrium', x: 'action', y: 'probability', fill: 'player', sort: null }),
      Plot.ruleY([0]),
    ],
  });
}

const inWords = (strategy: Float64Array) =>
  Array.from(strategy, (probability) => probability.toPrecision(4)).join(', ');

function draw(problem: ReturnType<typeof problemOf>, solution: games.NashSolution, width: number): Element {
  const { equilibria = [] } = solution;
  const isSquare = problem.payoffs.every((payoffs) => payoffs.length === 2 && payoffs[0]?.length === 2);
  const picture = isSquare ? drawSquare(problem.payoffs, equilibria, width) : drawBars(equilibria, width);
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
