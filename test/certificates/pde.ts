/** Certificates of partial differential equations: difference equations recomputed at each point. */

import type { pde } from 'superlinear';
import {
  at,
  atMost,
  EPSILON,
  type FieldInput,
  holds,
  largest,
  near,
  numbersOf,
  sum,
  TINY,
} from './support.js';

/** Values by point. */
type Field = (place: readonly number[]) => number;

type Condition = 'dirichlet' | 'neumann' | 'periodic';

interface Axis {
  readonly points: number;
  readonly spacing: number;
  readonly condition: Condition;
  /** The names of the values at both ends. */
  readonly sides: readonly ['left' | 'bottom' | 'back', 'right' | 'top' | 'front'];
}

const SIDES = [
  ['back', 'front'],
  ['bottom', 'top'],
  ['left', 'right'],
] as const;

function axesOf({ points, lengths, boundary = 'dirichlet' }: pde.PoissonProblem): Axis[] {
  return Array.from(points, (count, k) => {
    const condition = typeof boundary === 'string' ? boundary : (boundary[k] as Condition);
    const length = lengths === undefined ? 1 : at(Array.from(lengths), k);
    const spacing = length / (condition === 'dirichlet' ? count + 1 : count);
    return { points: count, spacing, condition, sides: SIDES[3 - points.length + k] as Axis['sides'] };
  });
}

/** The places of a grid in the order of fields. */
function places(extents: readonly number[]): number[][] {
  return extents.reduce<number[][]>(
    (all, extent) => all.flatMap((place) => Array.from({ length: extent }, (_, k) => [...place, k])),
    [[]],
  );
}

/** A field given at the points, or also at the boundary points of `dirichlet` axes, where it is continued by a cubic. */
function fieldOf(given: FieldInput, axes: readonly Axis[]): Field {
  const input = numbersOf(given);
  if (typeof input === 'number') return () => input;
  const count = axes.reduce((product, { points }) => product * points, 1);
  const rim = input.length === count ? 0 : 1;
  const value = (place: readonly number[]) => {
    const index = place.reduce((index, k, a) => {
      const { points, condition } = axes[a] as Axis;
      const extra = condition === 'dirichlet' ? rim : 0;
      return index * (points + 2 * extra) + k + extra;
    }, 0);
    return Number(input[index]);
  };
  const continued = (place: readonly number[], axis: number): number => {
    if (axis === place.length) return value(place);
    const { points, condition } = axes[axis] as Axis;
    const k = place[axis] as number;
    const moved = (to: number) => continued(place.with(axis, to), axis + 1);
    if (condition === 'periodic') return moved((k + points) % points);
    if ((k >= 0 && k < points) || rim === 1) return moved(k);
    const factors = [[1], [2, -1], [3, -3, 1]][points - 1] ?? [4, -6, 4, -1];
    return sum(factors.map((factor, j) => factor * moved(k < 0 ? j : points - 1 - j)));
  };
  return (place) => continued(place, 0);
}

/** The solution with its continuation beyond the boundaries. */
function continuedSolution(problem: pde.PoissonProblem, axes: readonly Axis[], u: ArrayLike<number>): Field {
  const inside = (place: readonly number[]) =>
    Number(u[place.reduce((index, k, a) => index * (axes[a] as Axis).points + k, 0)]);
  const sides = axes.map(({ sides }, axis) =>
    sides.map((name) => {
      const others = axes.filter((_, k) => k !== axis);
      const value = fieldOf(problem.boundaryValues?.[name] ?? 0, others);
      return (place: readonly number[]) => value(place.filter((_, k) => k !== axis));
    }),
  );
  return function valueAt(place): number {
    const outside = place.flatMap((k, a) => (k < 0 || k >= (axes[a] as Axis).points ? [a] : []));
    const periodic = outside.find((a) => axes[a]?.condition === 'periodic');
    if (periodic !== undefined) {
      const { points } = axes[periodic] as Axis;
      return valueAt(place.with(periodic, (at(place, periodic) + points) % points));
    }
    if (outside.length === 0) return inside(place);
    const given = outside.map((a) => (sides[a] as Field[])[at(place, a) < 0 ? 0 : 1]?.(place) ?? 0);
    const [first = 0] = outside;
    const { condition, points, spacing } = axes[first] as Axis;
    if (condition === 'dirichlet') return sum(given) / given.length;
    return valueAt(place.with(first, at(place, first) < 0 ? 0 : points - 1)) + spacing * at(given, 0);
  };
}

/** The second difference along an axis over the squared spacing. */
const secondDifference =
  (axes: readonly Axis[], axis: number, field: Field): Field =>
  (place) => {
    const moved = (step: number) => field(place.with(axis, at(place, axis) + step));
    return (moved(-1) - 2 * moved(0) + moved(1)) / (axes[axis] as Axis).spacing ** 2;
  };

/** The difference operator of either order, applied to a continued field. */
function operator(problem: pde.PoissonProblem, order: number, axes: readonly Axis[], field: Field): Field {
  const c = problem.reaction ?? 0;
  const indices = axes.map((_, a) => a);
  const second = indices.map((a) => secondDifference(axes, a, field));
  const squares = axes.map(({ spacing }) => spacing ** 2);
  return (place) => {
    const laplacian = -sum(second.map((difference) => difference(place)));
    if (order === 2) return laplacian + c * field(place);
    const mixed = indices.flatMap((a) =>
      indices
        .filter((b) => b > a)
        .map(
          (b) =>
            ((at(squares, a) + at(squares, b)) / 12) * secondDifference(axes, a, second[b] as Field)(place),
        ),
    );
    const mass = field(place) + sum(indices.map((a) => (at(squares, a) / 12) * (second[a] as Field)(place)));
    return laplacian - sum(mixed) + c * mass;
  };
}

/** The multiple of the rounding unit allowed for the backward error of a transform. */
const ROUNDED = 64;

/** Certifies that the difference equations hold at each point, up to rounding. */
export function certifyPoisson(problem: pde.PoissonProblem, solution: pde.PoissonSolution): void {
  const axes = axesOf(problem);
  const all = places(axes.map(({ points }) => points));
  const { order, compatibility = 0 } = solution;
  const f = fieldOf(problem.rightSide, axes);
  const u = continuedSolution(problem, axes, solution.solution);
  const product = operator(problem, order, axes, u);
  const squares = axes.map(({ spacing }) => spacing ** 2);
  const right = (place: readonly number[]) =>
    order === 2
      ? f(place)
      : f(place) + sum(axes.map((_, a) => (at(squares, a) / 12) * secondDifference(axes, a, f)(place)));
  const residuals = all.map((place) => product(place) - right(place) + compatibility);
  const rim = all.flatMap((place) =>
    axes.flatMap((_, a) => [-1, 1].map((s) => u(place.with(a, at(place, a) + s)))),
  );
  const norm = 8 * sum(squares.map((square) => 1 / square)) + 2 * (problem.reaction ?? 0);
  const size = norm * largest([...solution.solution, ...rim]) + 4 * largest(all.map(right));
  const slack = ROUNDED * EPSILON * size + TINY * (1 + norm);
  atMost('the residual of the difference equations', largest(residuals), slack);
  holds('the reported residual is at rounding level', solution.residual <= ROUNDED * EPSILON);
  const isSingular =
    (problem.reaction ?? 0) === 0 && axes.every(({ condition }) => condition !== 'dirichlet');
  holds(
    'compatibility is reported where it is needed',
    (solution.compatibility !== undefined) === isSingular,
  );
  if (isSingular) {
    const values = Array.from(solution.solution);
    near('the mean', sum(values) / values.length, 0, ROUNDED * EPSILON * largest(values) + TINY);
  }
}

/** The finite-volume equations of a diffusion problem: the product with the matrix, and the right side. */
interface CellEquations {
  readonly product: (u: readonly number[]) => number[];
  readonly rightSide: readonly number[];
  /** The largest sum of absolute values of a row. */
  readonly norm: number;
  readonly isSingular: boolean;
}

/** A number or a list as a function of the index. */
function entries(given: FieldInput): (k: number) => number {
  const input = numbersOf(given);
  return (k) => (typeof input === 'number' ? input : at(input, k));
}

function cellEquations(problem: pde.DiffusionProblem): CellEquations {
  const { coefficient = 1, reaction = 0, rightSide, boundary = {} } = problem;
  const points = Array.from(problem.points, Number);
  const isInterval = points.length === 1;
  const [columns, rows] = [points.at(-1) as number, isInterval ? 1 : at(points, 0)];
  const lengths = problem.lengths === undefined ? points.map(() => 1) : Array.from(problem.lengths);
  const [hx, hy] = [(lengths.at(-1) as number) / columns, isInterval ? 1 : at(lengths, 0) / rows];
  const isDirected = typeof coefficient === 'object' && 'x' in coefficient;
  const a = {
    x: entries(isDirected ? coefficient.x : (coefficient as number)),
    y: entries(isDirected ? coefficient.y : (coefficient as number)),
  };
  const c = entries(reaction);
  const b = Array.from({ length: rows * columns }, (_, k) => entries(rightSide)(k));
  const diagonal = b.map((_, k) => c(k));
  const couplings: (readonly [number, number, number])[] = [];
  let isSingular = diagonal.every((value) => value === 0);
  const couple = (k: number, other: number, of: (k: number) => number, h: number) =>
    couplings.push([k, other, 2 / (1 / of(k) + 1 / of(other)) / h ** 2]);
  const meet = (
    side: pde.SideCondition | undefined,
    place: number,
    k: number,
    of: (k: number) => number,
    h: number,
  ) => {
    const { kind, value = 0, weight = 1 } = side ?? { kind: 'dirichlet' };
    const [g, w, conductance] = [entries(value)(place), entries(weight)(place), (2 * of(k)) / h];
    const share = conductance / (conductance + w);
    const exchange = kind === 'dirichlet' ? conductance : kind === 'neumann' ? 0 : share * w;
    const inflow = g * (kind === 'dirichlet' ? conductance : kind === 'neumann' ? 1 : share);
    if (exchange > 0) isSingular = false;
    diagonal[k] = at(diagonal, k) + exchange / h;
    b[k] = at(b, k) + inflow / h;
  };
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const k = j * columns + i;
      if (i + 1 < columns) couple(k, k + 1, a.x, hx);
      if (j + 1 < rows) couple(k, k + columns, a.y, hy);
      if (i === 0) meet(boundary.left, j, k, a.x, hx);
      if (i === columns - 1) meet(boundary.right, j, k, a.x, hx);
      if (isInterval) continue;
      if (j === 0) meet(boundary.bottom, i, k, a.y, hy);
      if (j === rows - 1) meet(boundary.top, i, k, a.y, hy);
    }
  const widths = diagonal.map(Math.abs);
  for (const [k, other, value] of couplings)
    for (const cell of [k, other]) widths[cell] = at(widths, cell) + 2 * value;
  const product = (u: readonly number[]) => {
    const sums = u.map((value, k) => at(diagonal, k) * value);
    for (const [k, other, value] of couplings) {
      const flux = value * (at(u, k) - at(u, other));
      sums[k] = at(sums, k) + flux;
      sums[other] = at(sums, other) - flux;
    }
    return sums;
  };
  return { product, rightSide: b, norm: largest(widths), isSingular };
}

/** The Euclidean norm without overflow. */
const lengthOf = (values: readonly number[]) => {
  const unit = largest(values);
  return unit === 0 ? 0 : unit * Math.sqrt(sum(values.map((value) => (value / unit) ** 2)));
};

/** Certifies that a converged solution meets the tolerance, or rounding explains the rest, and that errors are reported. */
export function certifyDiffusion(problem: pde.DiffusionProblem, solution: pde.DiffusionSolution): void {
  const { product, rightSide, norm, isSingular } = cellEquations(problem);
  const u = Array.from(solution.solution);
  const mean = isSingular ? sum(rightSide) / rightSide.length : 0;
  const b = rightSide.map((value) => value - mean);
  const residual = product(u).map((value, k) => at(b, k) - value);
  const size = norm * largest(u) + largest(rightSide);
  const rounding = 16 * EPSILON * size + TINY * (1 + norm);
  const root = Math.sqrt(u.length);
  const backward = size === 0 ? 0 : largest(residual) / size;
  const { tolerance = 1e-10 } = problem;
  if (backward > 4 * EPSILON * root + 16 * EPSILON)
    atMost('the residual', lengthOf(residual), 1.01 * tolerance * lengthOf(b) + root * rounding);
  const relative = lengthOf(b) === 0 ? lengthOf(residual) : lengthOf(residual) / lengthOf(b);
  const slack = (root * rounding) / (lengthOf(b) || 1);
  near('relativeResidual', solution.relativeResidual, relative, 0.01 * relative + slack);
  near('backwardError', solution.backwardError, backward, 0.05 * backward + 32 * EPSILON);
  holds(
    'compatibility is reported where it is needed',
    (solution.compatibility !== undefined) === isSingular,
  );
  if (isSingular) {
    near('compatibility', solution.compatibility as number, mean, rounding);
    near('the mean', sum(u) / u.length, 0, 64 * EPSILON * largest(u) + TINY);
  }
}

/** Certifies masses, and that closed sides without sources and reaction keep them. */
export function certifyHeat(problem: pde.HeatProblem, solution: pde.HeatSolution): void {
  const { boundary = {}, reaction = 0, rightSide, initial, tolerance = 1e-10 } = problem;
  const points = Array.from(problem.points);
  const count = points.reduce((product, n) => product * n, 1);
  const lengths = problem.lengths === undefined ? points.map(() => 1) : Array.from(problem.lengths);
  const volume = lengths.reduce((product, length) => product * length, 1);
  const massOf = (state: ArrayLike<number>) => {
    const mean = sum(Array.from(state, (value) => value / count));
    return { mass: mean * volume, size: largest(Array.from(state)) * volume };
  };
  const { states, times, mass } = solution;
  holds('there is a state for each time', states.rows === times.length && states.columns === count);
  const masses = Array.from({ length: states.rows }, (_, k) =>
    massOf(Array.from(states.data).slice(k * count, (k + 1) * count)),
  );
  for (const [k, found] of masses.entries())
    near('the mass', at(mass, k), found.mass, 64 * EPSILON * found.size + TINY);
  const isZero = (given: FieldInput) => {
    const field = numbersOf(given);
    return typeof field === 'number' ? field === 0 : Array.from(field).every((value) => value === 0);
  };
  const sides = ['left', 'right', 'bottom', 'top'].slice(
    0,
    2 * points.length,
  ) as (keyof pde.DiffusionBoundary)[];
  const isClosed = sides.every(
    (name) => boundary[name]?.kind === 'neumann' && isZero(boundary[name]?.value ?? 0),
  );
  if (!isClosed || !isZero(reaction) || !isZero(rightSide)) return;
  const start = numbersOf(initial);
  const first = massOf(typeof start === 'number' ? new Array(count).fill(start) : start);
  const solves = 2 * solution.steps;
  for (const found of masses)
    near(
      'the conserved mass',
      found.mass,
      first.mass,
      (10 * tolerance + 64 * EPSILON) * Math.max(1, solves) * Math.max(first.size, found.size) + TINY,
    );
}
