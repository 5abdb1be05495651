/** Functions of one variable, with the root or the minimum. */

import { extentOf, spaced, vectorOf } from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, vectorBars } from '../general.js';
import { type Draw, valuesOfOne } from '../given.js';
import { chart, type Frame } from '../kinds/chart.js';
import { px, stroke } from '../svg.js';

const POINTS = 300;

const zeroLine = (frame: Frame) =>
  stroke(`M${px(frame.left)} ${px(frame.y(0))}H${px(frame.right)}`, 1, { 'stroke-opacity': '45%' });

/** A function on its interval; without it, the interval that is left and the point in it. */
const variable: Draw = (given) => {
  const { problem, solution } = given;
  const { lower, upper } = problem;
  const point = Number(solution.root ?? solution.minimizer ?? NaN);
  if (!Number.isFinite(point)) return undefined;
  const isRoot = solution.root !== undefined;
  const height = Number((isRoot ? solution.value : solution.objective) ?? 0);
  const [low, high] = extentOf([lower, upper, point].map(Number));
  const x = spaced(low, high, POINTS);
  const y = valuesOfOne(given, problem.function ?? problem.objective)?.(x) ?? [];
  const sentence = isRoot
    ? `The root is ${figure(point, 6)}.`
    : `The minimum is ${figure(height, 6)} at ${figure(point, 6)}.`;
  return chart(given.sheet(sentence), {
    series: [
      { x, y },
      { x: [point], y: [height], mark: 'dots', color: 1, labels: [figure(point, 4)] },
    ],
    x: { label: 'x', include: [low, high] },
    y: isRoot ? { include: [0] } : {},
    ...(isRoot && { under: zeroLine }),
  });
};

/** An integrand and the area below it. */
const integral: Draw = (given) => {
  const { problem, solution } = given;
  const [low, high] = [Number(problem.lower), Number(problem.upper)];
  const values = valuesOfOne(given, problem.function ?? problem.integrand);
  const value = vectorOf(solution.integral ?? solution.value)[0];
  if (!Number.isFinite(high - low) || values === undefined || value === undefined) return undefined;
  const x = spaced(low, high, POINTS);
  const y = values(x);
  return chart(given.sheet(`The integral is ${figure(value, 6)}.`), {
    series: [{ x, y }],
    bands: [{ x, lower: y.map(() => 0), upper: y }],
    x: { label: 'x' },
  });
};

const vector = vectorBars('solution', { noun: 'variable' });

export const views: Readonly<Record<string, Draw>> = {
  brentRoot: variable,
  brentMinimum: variable,
  fixedPoint: firstOf(convergence, vector),
  integrate: integral,
};
