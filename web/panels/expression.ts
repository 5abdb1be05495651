/** A formula of x and y: its contours and gradients, and the paths of two descent methods from a point. */

import { expression, load } from 'superlinear';
import { functionsOf, literal, program } from '../code.js';
import { marked } from '../formula.js';
import type { Panel, Values } from '../panel.js';
import { COLUMNS, type DrawnRelief, drawRelief, EXTENT, gridOf, ROWS, WIDEST } from '../relief.js';
import source from './expression.ts?raw';

type Surface = expression.ExpressionFunction<'x' | 'y'>;
type Point = [number, number];

/** A descent direction at a point, with the function's value and directional derivative. */
interface Descent {
  direction: Point;
  value: number;
  slope: number;
}

/** The negative gradient. */
async function steepest(surface: Surface, [x, y]: Point): Promise<Descent> {
  const { values, gradients } = await expression.gradient({
    function: surface,
    points: { x, y },
    withRespectTo: ['x', 'y'],
  });
  const [a = 0, b = 0] = [gradients.x[0], gradients.y[0]];
  return { direction: [-a, -b], value: values[0] ?? 0, slope: -a * a - b * b };
}

/** The Newton direction, reversed if it is an ascent direction. */
async function newton(surface: Surface, [x, y]: Point): Promise<Descent> {
  const { values, gradient, hessian } = await expression.hessian({
    function: surface,
    points: { x, y },
    withRespectTo: ['x', 'y'],
  });
  const [a = 0, b = 0] = gradient;
  const [p = 0, q = 0, , r = 0] = hessian.data;
  const determinant = p * r - q * q;
  const [dx, dy] = [(q * b - r * a) / determinant, (q * a - p * b) / determinant];
  const slope = a * dx + b * dy;
  const sign = slope > 0 ? -1 : 1;
  return { direction: [sign * dx, sign * dy], value: values[0] ?? 0, slope: sign * slope };
}

/**
 * Descends until the slope is nearly zero. Each step has the first length of 1, 1/2, 1/4, … that decreases the
 * function; all are evaluated in one call.
 */
async function wayDown(surface: Surface, start: Point, descent: typeof newton): Promise<Point[]> {
  const way = [start];
  const lengths = Array.from({ length: 30 }, (_, k) => 2 ** -k);
  for (let [x, y] = start; way.length <= 100; way.push([x, y])) {
    const { direction, value, slope } = await descent(surface, [x, y]);
    if (Math.abs(slope) < 1e-14) break;
    const [xs, ys] = [lengths.map((t) => x + t * direction[0]), lengths.map((t) => y + t * direction[1])];
    if (![...xs, ...ys].every(Number.isFinite)) break;
    const { values } = await expression.evaluate({ function: surface, points: { x: xs, y: ys } });
    const best = lengths.findIndex((t, k) => (values[k] ?? Number.NaN) <= value + 1e-4 * t * slope);
    if (best < 0) break;
    [x, y] = [xs[best] ?? x, ys[best] ?? y];
  }
  return way;
}

/** The distance between gradient arrows. */
const SPACING = 0.4;

/** The part of the picture that does not depend on the starting point. */
interface Relief {
  readonly values: Float64Array;
  readonly arrows: readonly (readonly [point: Point, gradient: Point])[];
}

async function reliefOf(surface: Surface, signal: AbortSignal): Promise<Relief> {
  const rows = (2 * EXTENT) / SPACING;
  const points = gridOf(WIDEST * rows, rows);
  const [{ values }, { gradients }] = await Promise.all([
    expression.evaluate({ function: surface, points: gridOf(COLUMNS, ROWS) }, { signal }),
    expression.gradient({ function: surface, points, withRespectTo: ['x', 'y'] }, { signal }),
  ]);
  const arrows = points.x.map((x, k): [Point, Point] => [
    [x, points.y[k] as number],
    [gradients.x[k] as number, gradients.y[k] as number],
  ]);
  return { values, arrows };
}

const draw = (
  { values, arrows }: Relief,
  { newton: quick, steepest: slow }: Readonly<Record<'newton' | 'steepest', Point[]>>,
  width: number,
): DrawnRelief =>
  drawRelief(width, "Newton's method in orange, gradient descent in green. Arrows are gradients.", {
    values,
    arrows,
    marks: [
      { points: slow, color: 2, isWay: true },
      { points: quick, color: 1, isWay: true },
      { points: quick.slice(0, 1), color: 1, isRinged: true },
    ],
  });

const startOf = ({ x, y }: Values): Point => [Number(x), Number(y)];

/** Parses a formula as a function of x and y. */
const surfaceOf = (formula: string): Surface =>
  marked('', formula, (text) => expression.read(text, { x: [], y: [] }));

function inWords(name: string, way: readonly Point[], decimals: number): string {
  const end = (way.at(-1) as Point).map((value) => value.toFixed(decimals).replace(/^-(?=0\.0*$)/, ''));
  return `${name} takes ${way.length - 1} steps to (${end.join(', ')})`;
}

export const panel: Panel = {
  problem: 'Formulas',
  title: 'Gradients of a formula',
  question: 'Which way is down, and how fast does one get there?',
  introduction:
    'A formula of x and y, its gradients, and the ways of gradient descent and of Newton’s method. Touch the picture to start elsewhere.',
  fields: [
    { kind: 'text', name: 'formula', label: 'Formula', initial: '10 (y - x^2)^2 + (1 - x)^2' },
    { kind: 'range', name: 'x', label: 'Start at x', min: -6, max: 6, step: 0.01, initial: -1.5 },
    { kind: 'range', name: 'y', label: 'Start at y', min: -2, max: 2, step: 0.01, initial: 1 },
  ],
  async solve(values, stage) {
    const surface = surfaceOf(values.formula ?? '');
    const start = startOf(values);
    await load('expression-matrices'); // includes Hessians and everything else used here
    const relief = await reliefOf(surface, stage.signal);
    const ways = {
      newton: await wayDown(surface, start, newton),
      steepest: await wayDown(surface, start, steepest),
    };
    stage.show((width) => {
      const { svg, placeOf } = draw(relief, ways, width);
      svg.addEventListener('click', (event) => stage.choose(placeOf(event)));
      return svg;
    });
    return `${inWords("Newton's method", ways.newton, 6)}, ${inWords('gradient descent', ways.steepest, 2)}.`;
  },
  code: (values) =>
    program(
      'expression',
      `
const surface = expression.read(${literal(values.formula)}, { x: [], y: [] });
for (const descent of [newton, steepest]) {
  const way = await wayDown(surface, ${literal(startOf(values))}, descent);
  console.log(way.length - 1, way.at(-1));
}`,
      functionsOf(source, 'Surface', 'Point', 'Descent', 'steepest', 'newton', 'wayDown'),
    ),
};
