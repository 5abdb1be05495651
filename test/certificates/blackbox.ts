/**
 * Certificates of black-box minima: the point is in the box and has the stated value, and history, runs and archive are
 * consistent with it. Global optimality is not checked.
 */

import type { blackbox } from 'superlinear';
import { at, atMost, holds, near, rowsOf } from './support.js';

/** Relative rounding of the built-in functions' values. */
const ROUNDING = 1e-12;

type Given = Parameters<typeof blackbox.minimize>[0];

/** The bounds of each of `count` variables. */
function endsOf(problem: Given, count: number): { lower: number[]; upper: number[] } {
  const spread = (bounds: unknown): number[] =>
    typeof bounds === 'number' ? Array(count).fill(bounds) : Array.from(bounds as ArrayLike<number>);
  return { lower: spread(problem.lower), upper: spread(problem.upper) };
}

/** Certifies a solution of a problem given by bounds, with a synchronous or a built-in function. */
export function certifyMinimum(problem: Given, solution: blackbox.MinimizeSolution): void {
  const { point, objective, evaluations, history, runs, archive } = solution;
  const { lower, upper } = endsOf(problem, point.length);
  point.forEach((value, k) => {
    holds(`variable ${k} is within its bounds`, value >= at(lower, k) && value <= at(upper, k));
  });
  if (problem.maxEvaluations !== undefined) atMost('evaluations', evaluations, problem.maxEvaluations);
  if ('objective' in problem && typeof problem.objective === 'function') {
    const value = (problem.objective as (x: Float64Array) => unknown)(Float64Array.from(point));
    if (typeof value === 'number') near('objective', objective, value, ROUNDING * Math.abs(value));
  }
  history.forEach((improvement, k) => {
    const before = history[k - 1];
    if (before === undefined) return;
    holds('values in the history fall', improvement.objective < before.objective);
    holds('evaluations in the history grow', improvement.evaluations >= before.evaluations);
  });
  holds('the history bounds with the objective', history.at(-1)?.objective === objective);
  holds(
    'no run is better than the best',
    runs.every((run) => run.objective >= objective),
  );
  if (archive !== undefined) {
    holds(
      'no value of the archive is better',
      archive.values.every((value) => value >= objective),
    );
  }
}

type Point = readonly number[];

/** The built-in functions of the shifted point z, by their definitions. */
const BUILT_IN: Readonly<Record<blackbox.BuiltInName, (z: Point) => number>> = {
  sphere: (z) => total(z, (value) => value * value),
  ellipsoid: (z) => total(z, (value, k) => 10 ** (6 * placeOf(k, z)) * value * value),
  rosenbrock: (z) =>
    total(z.slice(1), (next, k) => {
      const [x, y] = [at(z, k) + 1, next + 1];
      return 100 * (x * x - y) ** 2 + (x - 1) ** 2;
    }),
  rastrigin: (z) => total(z, (value) => value * value + 10 - 10 * Math.cos(2 * Math.PI * value)),
  ackley: (z) => {
    const [square, wave] = [(v: number) => v * v, (v: number) => Math.cos(2 * Math.PI * v)].map(
      (part) => total(z, part) / z.length,
    ) as [number, number];
    return -20 * Math.exp(-0.2 * Math.sqrt(square)) - Math.exp(wave) + 20 + Math.E;
  },
  griewank: (z) =>
    1 +
    total(z, (value) => value * value) / 4000 -
    z.reduce((product, value, k) => product * Math.cos(value / Math.sqrt(k + 1)), 1),
  schwefel12: (z) => total(z, (_, k) => total(z.slice(0, k + 1), (value) => value) ** 2),
  cigar: (z) => total(z, (value, k) => (k === 0 ? 1 : 1e6) * value * value),
  sharpRidge: (z) => at(z, 0) ** 2 + 100 * Math.sqrt(total(z.slice(1), (value) => value * value)),
  differentPowers: (z) => Math.sqrt(total(z, (value, k) => Math.abs(value) ** (2 + 4 * placeOf(k, z)))),
  levy: (z) => {
    const w = z.map((value) => 1 + value / 4);
    const [first, last] = [at(w, 0), at(w, w.length - 1)];
    const between = total(
      w.slice(0, -1),
      (value) => (value - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * value + 1) ** 2),
    );
    const end = (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2);
    return Math.sin(Math.PI * first) ** 2 + between + end;
  },
};

const total = (z: Point, term: (value: number, k: number) => number): number =>
  z.reduce((sum, value, k) => sum + term(value, k), 0);

/** The variable's position, from 0 for the first to 1 for the last. */
const placeOf = (k: number, z: Point): number => k / Math.max(1, z.length - 1);

/**
 * Certifies values against the definitions, unless rotated. Large points are skipped, because periodic terms are
 * rounding errors there.
 */
export function certifyValues(
  { builtIn, points }: blackbox.EvaluateProblem,
  { values }: blackbox.EvaluateSolution,
): void {
  if (builtIn.seed !== undefined && builtIn.seed !== null) return;
  const rows = rowsOf(points);
  holds('there is a value for each point', values.length === rows.length);
  rows.forEach((row, k) => {
    const largest = Math.max(...row.map(Math.abs));
    const slack = 1e-11 * Math.max(1, Math.abs(at(values, k))) + 1e-11 * largest ** 2;
    if (largest < 1e3) near(`value ${k}`, at(values, k), BUILT_IN[builtIn.name](row), slack);
  });
}
