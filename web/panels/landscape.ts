/** Search of a landscape with many minima: the population after a number of evaluations. */

import { blackbox, expression } from 'superlinear';
import { literal, program } from '../code.js';
import { marked } from '../formula.js';
import type { Panel, Values } from '../panel.js';
import { COLUMNS, drawRelief, EXTENT, gridOf, type Point, ROWS } from '../relief.js';

/** The solver's variables are one vector. Formulas name its entries x and y. */
const NAMES = 'let x = z[0]; let y = z[1]; ';
const INPUTS = { z: 2 } as const;

/** The number of most recent points shown as the population. */
const POPULATIONS = { cmaes: 6, nelderMead: 3, consensus: 20, hopping: 20, gaussianProcess: 1 } as const;

type Method = keyof typeof POPULATIONS;

/** The call's argument: the square that is always drawn as bounds, and an archive of all evaluated points. */
function problemOf({ formula, method, evaluations }: Values) {
  return {
    objective: { formula: NAMES + formula, inputs: INPUTS },
    lower: -EXTENT,
    upper: EXTENT,
    dimension: 2,
    initial: [-1.5, -1.2],
    method: method as Method,
    maxEvaluations: Number(evaluations),
    archive: true,
  };
}

/** The values of the formula on the grid, row by row. */
async function relief(formula: string, signal: AbortSignal): Promise<Float64Array> {
  const { x, y } = gridOf(COLUMNS, ROWS);
  const places = Float64Array.from({ length: 2 * x.length }, (_, k) => (k % 2 ? y : x)[k >> 1] as number);
  const read = marked(NAMES, formula, (text) => expression.read(text, INPUTS));
  const points = { z: { rows: COLUMNS * ROWS, columns: 2, data: places } };
  return (await expression.evaluate({ function: read, points }, { signal })).values;
}

/** The evaluations in order. */
interface Seen {
  readonly points: readonly Point[];
  readonly values: Float64Array;
}

/** Draws the first `count` points: earlier ones pale, the population, and the best point. */
function draw(ground: Float64Array, { points, values }: Seen, method: Method, count: number, width: number) {
  const first = points.slice(0, count);
  const best = values
    .subarray(0, count)
    .reduce((at, value, k) => (value < (values[at] as number) ? k : at), 0);
  const { svg } = drawRelief(width, 'Evaluated points; the ring is about the best one.', {
    values: ground,
    marks: [
      { points: first, color: 7, diameter: 4, opacity: 0.6 },
      { points: first.slice(-POPULATIONS[method]), color: 1, diameter: 8 },
      { points: points.slice(best, best + 1), color: 1, isRinged: true },
    ],
  });
  return svg;
}

export const panel: Panel = {
  problem: 'Black-box optimization',
  title: 'A landscape with many minima',
  question: 'How does a search find the least value of a function that is known by its values alone?',
  introduction:
    'A formula of x and y, at first with its minimum 0 at (1, 0.6). The slider goes through the evaluations: orange is the population, or the last corners of the simplex, with a ring about the best point so far.',
  hasSlider: true,
  fields: [
    {
      kind: 'area',
      name: 'formula',
      label: 'Minimize',
      initial: '(x - 1)^2 + (y - 0.6)^2 + 0.6 (2 - cos(9 (x - 1)) - cos(9 (y - 0.6)))',
    },
    {
      kind: 'choice',
      name: 'method',
      label: 'Method',
      choices: Object.keys(POPULATIONS),
      initial: 'gaussianProcess',
    },
    { kind: 'range', name: 'evaluations', label: 'Evaluations', min: 20, max: 1000, step: 10, initial: 80 },
  ],
  async solve(values, stage) {
    const problem = problemOf(values);
    const ground = await relief(values.formula ?? '', stage.signal);
    const { signal, onProgress } = stage;
    const { archive, solution, objective, status, evaluations } = await blackbox.minimize(problem, {
      signal,
      onProgress,
    });
    const { points, values: found } = archive as blackbox.Evaluated;
    const seen: Seen = {
      points: Array.from(found, (_, k) => [points.data[2 * k] as number, points.data[2 * k + 1] as number]),
      values: found,
    };
    const show = (part: number) => {
      const count = Math.max(1, Math.round(part * found.length));
      stage.show((width) => draw(ground, seen, problem.method, count, width));
    };
    show(1);
    stage.slider('Shown', 1, show);
    const point = Array.from(solution, (value) => value.toFixed(4)).join(', ');
    return `${status} after ${evaluations} evaluations: (${point}), objective ${objective.toPrecision(4)}`;
  },
  code(values) {
    return program(
      'blackbox',
      `
const { status, solution, objective, runs } = await blackbox.minimize(${literal(problemOf(values))});
console.log(status, solution, objective, runs.length);`,
    );
  },
};
