/** Curves with their bands, minima on level curves, programs of two variables. */

import {
  columnOf,
  type Data,
  dataOf,
  extentOf,
  indicesUpTo,
  isList,
  matrixOf,
  spaced,
  vectorOf,
} from '../data.js';
import { figure } from '../format.js';
import { convergence, firstOf, objectiveOf, vectorBars } from '../general.js';
import { counted, type Draw, type Given, namesOf, pointsOf, valuesOf } from '../given.js';
import { bars } from '../kinds/bars.js';
import { type Band, chart, type Series, withError } from '../kinds/chart.js';
import { contours } from '../kinds/contours.js';
import { facts, factsOf } from '../kinds/facts.js';
import { grid } from '../kinds/grid.js';
import { rasters } from '../kinds/raster.js';

/** Points at which a curve is drawn. */
const CURVE = 200;

interface Fitted {
  readonly predict?: (x: readonly number[]) => ArrayLike<number>;
  readonly band?: (x: readonly number[]) => {
    readonly lower: ArrayLike<number>;
    readonly upper: ArrayLike<number>;
  };
}

/** A result, or nothing if it cannot be computed. */
function attempt<Result>(compute: () => Result | undefined): Result | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

/** `amplitude 9.25 ± 0.13, rate 0.333 ± 0.014` */
function parametersIn({ names, solution, standardErrors }: Data): string {
  const values = vectorOf(solution);
  const errors = vectorOf(standardErrors);
  const labels = isList(names) ? Array.from(names, String) : [];
  return values
    .slice(0, 6)
    .map((value, k) => `${labels[k] ?? `parameter ${k}`} ${withError(value, errors[k])}`)
    .join(', ');
}

/** Measurements, the curve and its band. */
const curve: Draw = (given) => {
  const { problem, solution } = given;
  const rows = pointsOf(problem.x);
  const y = vectorOf(problem.y);
  if (y.length === 0) return undefined;
  const sentence = `${counted(y.length, 'measurement')} and the fitted curve: ${parametersIn(solution)}.`;
  if ((rows[0]?.length ?? 1) !== 1) return observed(given, y, sentence);
  const x = columnOf(rows, 0);
  const at = spaced(...extentOf(x), CURVE);
  const { predict, band } = solution as Fitted;
  const values = attempt(() => predict && Array.from(predict(at)));
  const bounds = attempt(() => band?.(at));
  const bands: Band[] =
    bounds === undefined ? [] : [{ x: at, lower: Array.from(bounds.lower), upper: Array.from(bounds.upper) }];
  // A band that is wider than the data by far says only that there is none.
  const [low, high] = extentOf(y);
  const isUseful = ({ lower, upper }: Band) => Math.max(...upper) - Math.min(...lower) < 20 * (high - low);
  const fitted = values ? { x: at, y: values } : residualCurve(x, y, vectorOf(solution.residuals));
  return chart(given.sheet(sentence), {
    series: [
      { name: 'fit', ...fitted, color: 0 },
      { name: 'measured', x, y, mark: 'dots', color: 1 },
    ],
    bands: bands.filter(isUseful),
    x: { label: 'x' },
    y: { label: 'y' },
  });
};

/** Fitted values at the measurements, from the residuals: for fits read from JSON. */
function residualCurve(x: readonly number[], y: readonly number[], residuals: readonly number[]) {
  const order = indicesUpTo(x.length).sort((a, b) => (x[a] as number) - (x[b] as number));
  return {
    x: order.map((k) => x[k] as number),
    y: order.map((k) => (y[k] as number) + (residuals[k] ?? NaN)),
  };
}

/** Fitted values over measured ones. */
function observed(given: Given, y: readonly number[], sentence: string): string {
  const residuals = vectorOf(given.solution.residuals);
  const fitted = y.map((value, k) => value + (residuals[k] ?? NaN));
  const [low, high] = extentOf(y, fitted);
  return chart(given.sheet(sentence), {
    series: [
      { name: 'equal', x: [low, high], y: [low, high], mark: 'dashes', color: 7 },
      { name: 'fitted', x: y, y: fitted, mark: 'dots', color: 0 },
    ],
    x: { label: 'measured' },
    y: { label: 'fitted' },
  });
}

/** The box around points that is drawn, within bounds if they are near. */
function boxAround(
  points: readonly (readonly number[])[],
  { lower, upper }: Data,
): { low: [number, number]; high: [number, number] } {
  const [least, greatest] = [vectorOf(lower), vectorOf(upper)];
  const sides = [0, 1].map((axis): [number, number] => {
    const [from, to] = [least[axis] ?? least[0] ?? NaN, greatest[axis] ?? greatest[0] ?? NaN];
    if (Number.isFinite(from) && Number.isFinite(to)) return [from, to];
    const [low, high] = extentOf(columnOf(points, axis));
    const other = extentOf(columnOf(points, 1 - axis));
    const size = Math.max(high - low, (other[1] - other[0]) / 2);
    const margin = 0.35 * size || Math.abs(low) || 1;
    return [
      Math.max(low - margin, Number.isFinite(from) ? from : -Infinity),
      Math.min(high + margin, Number.isFinite(to) ? to : Infinity),
    ];
  });
  const [x, y] = sides as [[number, number], [number, number]];
  return { low: [x[0], y[0]], high: [x[1], y[1]] };
}

/** Level curves of a function of two variables, with the start and the solution. */
export const levelCurves: Draw = (given) => {
  const { problem, solution } = given;
  const valuesAt = valuesOf(given, problem.objective);
  const end = vectorOf(solution.solution);
  if (valuesAt === undefined || end.length !== 2) return undefined;
  const start = vectorOf(problem.initial);
  const runs = isList(solution.runs)
    ? Array.from(solution.runs, (run) => vectorOf(dataOf(run).solution))
    : [];
  const points = [end, ...(start.length === 2 ? [start] : [])];
  const names = namesOf(given) ?? ['x₀', 'x₁'];
  const single = (name: string, all: readonly (readonly number[])[], color: number): Series => ({
    name,
    x: columnOf(all, 0),
    y: columnOf(all, 1),
    mark: 'dots',
    color,
  });
  const series = [
    ...(runs.length > 1 ? [single('local minima', runs, 7)] : []),
    ...(start.length === 2 ? [single('start', [start], 0)] : []),
    single('solution', [end], 1),
  ];
  const sentence = `Level curves of the objective; the solution is (${end.map((value) => figure(value, 4)).join(', ')}). ${objectiveOf(solution)}`;
  return contours(given.sheet(sentence), {
    valuesAt,
    ...boxAround(points, problem),
    series,
    x: { label: names[0] as string },
    y: { label: names[1] as string },
  });
};

/** Parameters with their standard errors. */
const estimates: Draw = (given) => {
  const { solution } = given;
  const values = vectorOf(solution.solution);
  const errors = vectorOf(solution.standardErrors);
  if (errors.length !== values.length || !errors.some((error) => error > 0)) return undefined;
  const names = isList(solution.names) ? Array.from(solution.names, String) : namesOf(given);
  return bars(
    given.sheet(`${counted(values.length, 'parameter')} with standard errors. ${objectiveOf(solution)}`),
    {
      names,
      noun: 'parameter',
      groups: [{ name: 'estimate', values, errors }],
    },
  );
};

/** A half of the plane: `a x + b y <= limit`. */
type HalfPlane = readonly [a: number, b: number, limit: number];

function halfPlanesOf({
  constraintMatrix,
  constraintLower,
  constraintUpper,
  lower,
  upper,
}: Data): HalfPlane[] {
  const result: HalfPlane[] = [];
  const add = (a: number, b: number, low: number | undefined, high: number | undefined) => {
    if (Number.isFinite(high)) result.push([a, b, high as number]);
    if (Number.isFinite(low)) result.push([-a, -b, -(low as number)]);
  };
  const [lows, highs] = [vectorOf(constraintLower), vectorOf(constraintUpper)];
  matrixOf(constraintMatrix).forEach(([a = 0, b = 0], k) => {
    add(a, b, lows[k], highs[k]);
  });
  const [least, greatest] = [vectorOf(lower), vectorOf(upper)];
  for (const axis of [0, 1]) add(1 - axis, axis, least[axis], greatest[axis]);
  return result;
}

type Corner = readonly [x: number, y: number];

/** The part of a polygon in a half plane. */
function clipped(polygon: readonly Corner[], [a, b, limit]: HalfPlane): Corner[] {
  const excess = ([x, y]: Corner) => a * x + b * y - limit;
  const slack = 1e-9 * Math.max(1, Math.abs(limit));
  return polygon.flatMap((corner, k) => {
    const next = polygon[(k + 1) % polygon.length] as Corner;
    const [here, there] = [excess(corner), excess(next)];
    const kept = here <= slack ? [corner] : [];
    if (here <= slack === there <= slack) return kept;
    const share = here / (here - there);
    return [
      ...kept,
      [corner[0] + share * (next[0] - corner[0]), corner[1] + share * (next[1] - corner[1])] as const,
    ];
  });
}

/** A program of two variables: the feasible polygon, level curves and the solution. */
const polygon: Draw = (given) => {
  const { problem, solution } = given;
  const end = vectorOf(solution.solution);
  if (end.length !== 2 || !end.every(Number.isFinite)) return undefined;
  const halves = halfPlanesOf(problem);
  const size = 4 * Math.max(1, ...end.map(Math.abs));
  const corners: Corner[] = [
    [-size, -size],
    [size, -size],
    [size, size],
    [-size, size],
  ];
  const inside = halves.reduce<readonly Corner[]>(clipped, corners);
  const { low, high } = boxAround(
    [...inside.filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) < size), end],
    {},
  );
  const linear = vectorOf(problem.linear);
  const hessian = matrixOf(problem.hessian);
  const objective = (point: readonly number[]) =>
    point.reduce(
      (sum, value, i) =>
        sum +
        value *
          ((linear[i] ?? 0) +
            (hessian[i] ?? []).reduce((row, entry, j) => row + 0.5 * entry * (point[j] ?? 0), 0)),
      0,
    );
  const outline = [...inside, ...inside.slice(0, 1)];
  const [x = 'x₀', y = 'x₁'] = namesOf(given) ?? [];
  const sentence = `The best point that satisfies all constraints is (${end.map((value) => figure(value, 4)).join(', ')}). ${objectiveOf(solution)}`;
  return contours(given.sheet(sentence), {
    valuesAt: (points) => points.map(objective),
    low,
    high,
    series: [
      {
        name: 'feasible',
        x: outline.map((corner) => corner[0]),
        y: outline.map((corner) => corner[1]),
        color: 0,
      },
      { name: 'solution', x: [end[0] as number], y: [end[1] as number], mark: 'dots', color: 1 },
    ],
    x: { label: x },
    y: { label: y },
  });
};

const programs: Draw = (given) => {
  const { solution } = given.solution;
  const rows = pointsOf(solution);
  if (rows.length === 0) return undefined;
  return grid(given.sheet(`The solutions of ${counted(rows.length, 'program')}.`), {
    matrix: rows,
    columnNames: namesOf(given),
    rowLabel: 'programs',
    columnLabel: 'variables',
  });
};

const control: Draw = (given) => {
  const fields = ['state', 'control', 'adjoint'].map((name) => ({
    name,
    rows: matrixOf(given.solution[name]),
  }));
  return rasters(
    given.sheet(`The controlled field. ${objectiveOf(given.solution)}`),
    fields.filter(({ rows }) => rows.length > 0),
  );
};

/** Derivatives that differ from their differences. */
export const derivatives: Draw = (given) => {
  const { errors, compared } = given.solution;
  const all = isList(errors) ? Array.from(errors, dataOf) : [];
  const sentence = `${all.length === 0 ? 'No' : all.length} of ${counted(Number(compared ?? 0), 'derivative')} ${all.length === 1 ? 'differs' : 'differ'} from differences of values.`;
  if (all.length === 0) return facts(given.sheet(sentence), factsOf(given.solution));
  return bars(given.sheet(sentence), {
    names: all.map(({ name, row, column }) => `${name}[${row}, ${column}]`),
    groups: [{ name: 'relative error', values: all.map(({ relativeError }) => Number(relativeError)) }],
    isLog: true,
  });
};

export const views: Readonly<Record<string, Draw>> = {
  curveFit: curve,
  leastSquares: firstOf(estimates, convergence, vectorBars('solution', { noun: 'parameter' })),
  minimize: firstOf(levelCurves, convergence, vectorBars('solution', { noun: 'variable' })),
  quadraticProgram: firstOf(polygon, vectorBars('solution', { noun: 'variable' })),
  quadraticPrograms: programs,
  logistic: vectorBars('solution', { noun: 'feature' }),
  poissonControl: control,
  checkDerivatives: derivatives,
};
