/** The points of one drawing matched with those of another. */

import { transport } from 'superlinear';
import { literal, program } from '../code.js';
import { linesIn, orElse } from '../lines.js';
import type { Panel, Values } from '../panel.js';
import { pictureOf } from '../picture.js';

/** The places of marks in a drawing of characters, with the first line on top. */
function pointsIn(text = ''): number[][] {
  const lines = text.split('\n');
  const points = lines.flatMap((line, i) =>
    [...line].flatMap((sign, j) => (sign === ' ' || sign === '.' ? [] : [[j, lines.length - 1 - i]])),
  );
  if (linesIn(text).length === 0 || points.length === 0) throw new Error('A drawing has no marks.');
  return points;
}

/** The second drawing is at the right of the first. */
const GAP = 4;

function problemOf({ first, second }: Values) {
  const sourcePoints = pointsIn(first);
  const right = Math.max(...sourcePoints.map(([x = 0]) => x)) + GAP;
  return { sourcePoints, targetPoints: pointsIn(second).map(([x = 0, y = 0]) => [x + right, y]) };
}

const orExample = (values: Values) => orElse(() => problemOf(values), problemOf({ first: '#', second: '#' }));

export const panel: Panel = {
  problem: 'Match distributions',
  order: 12,
  title: 'Match two drawings',
  question: 'Which part of one picture corresponds to which of another?',
  introduction:
    'Two drawings of marks. Each mark has the same share of one mass, which moves by the shortest ways.',
  fields: [
    {
      kind: 'area',
      name: 'first',
      label: 'First drawing',
      initial: '..#####..\n.#.....#.\n#.......#\n#.......#\n.#.....#.\n..#####..',
    },
    {
      kind: 'area',
      name: 'second',
      label: 'Second drawing',
      initial: '....#....\n...#.#...\n..#...#..\n.#.....#.\n#########',
    },
  ],
  async solve(values, { signal, show }) {
    const problem = problemOf(values);
    const solution = await transport.exact(problem, { signal });
    show(pictureOf('transport.exact', problem, solution));
    const { sourcePoints, targetPoints } = problem;
    return `${sourcePoints.length} marks to ${targetPoints.length}: the mean squared way is ${solution.transportCost.toFixed(3)}.`;
  },
  code: (values) =>
    program(
      'transport',
      `
const { plan, transportCost } = await transport.exact(${literal(orExample(values))});
console.log(plan, transportCost);`,
    ),
};
