/** Certificates of constrained minima: the constraints hold and the gradient of the Lagrangian vanishes, by the problem's own functions. */

import type { constrained } from 'superlinear';
import {
  at,
  atMost,
  dot,
  EPSILON,
  holds,
  largest,
  near,
  norm,
  rowsOf,
  sum,
  transposed,
  vectorOf,
} from './support.js';

/** Digits of a tolerance that may be lost, as sums are ordered otherwise than by the solver. */
const MEASURED = 1.001;

/** Roundings of a sum, in units of its terms, beside one for each term. */
const ROUNDINGS = 16;

/** Steps of central differences, and their error, which the solver's own have as well: in units of the functions' size over the step. */
const STEP = Math.cbrt(EPSILON);
const DIFFERENCES = 64;

type Numbers = ArrayLike<number>;
type Given = constrained.MinimizeData & constrained.MinimizeFunctions;

/** An answer as numbers: what was returned, or what was written into the last argument; nothing where it comes later. */
function answered(answer: unknown, written: Float64Array): number[] | undefined {
  if (answer === undefined) return Array.from(written);
  if (typeof answer !== 'object' || answer === null || 'then' in answer) return undefined;
  const parts = Array.from(answer as ArrayLike<unknown>);
  return parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part as Numbers)));
}

/** The functions of a problem at a point, with their derivatives; nothing where they answer later. */
interface Values {
  readonly objective: number;
  readonly constraints: readonly number[];
  readonly gradient: readonly number[];
  /** A row a constraint. */
  readonly jacobian: readonly (readonly number[])[];
  /** What the entries of the derivatives may be off, by differences. */
  readonly slack: number;
}

function valuesAt(problem: Given, x: readonly number[]): Values | undefined {
  const count = problem.constraintCount ?? 0;
  const point = () => Float64Array.from(x);
  const constraintsAt = (place: Float64Array) => {
    const values = new Float64Array(count);
    return problem.constraints === undefined ? [] : answered(problem.constraints(place, values), values);
  };
  const objective = problem.objective(point());
  const constraints = constraintsAt(point());
  if (typeof objective !== 'number' || constraints === undefined) return undefined;
  const difference = (f: (place: Float64Array) => number | undefined, j: number) => {
    const step = STEP * Math.max(1, Math.abs(at(x, j)));
    const [up, down] = [point(), point()];
    [up[j], down[j]] = [at(x, j) + step, at(x, j) - step];
    return ((f(up) ?? Number.NaN) - (f(down) ?? Number.NaN)) / (at(up, j) - at(down, j));
  };
  const slope = new Float64Array(x.length);
  const gradient =
    problem.gradient === undefined
      ? x.map((_, j) => difference((place) => problem.objective(place) as number, j))
      : answered(problem.gradient(point(), slope), slope);
  const structure = problem.jacobianStructure;
  const entries = new Float64Array(structure === undefined ? count * x.length : structure.rows.length);
  const given =
    problem.jacobian === undefined || count === 0
      ? undefined
      : answered(problem.jacobian(point(), entries), entries);
  const jacobian = Array.from({ length: count }, (_, i) =>
    x.map((_, j) => {
      if (given === undefined) return difference((place) => constraintsAt(place)?.[i], j);
      if (structure === undefined) return at(given, i * x.length + j);
      return sum(given.filter((_, k) => structure.rows[k] === i && structure.columns[k] === j));
    }),
  );
  if (gradient === undefined) return undefined;
  const isExact = problem.gradient !== undefined && (count === 0 || problem.jacobian !== undefined);
  const size = 1 + Math.abs(objective) + largest(constraints) + largest(gradient) + largest(jacobian.flat());
  return {
    objective,
    constraints,
    gradient,
    jacobian,
    slack: isExact ? 0 : DIFFERENCES * STEP * STEP * size,
  };
}

/** That the constraints hold and that the gradient of the Lagrangian vanishes, to the tolerances. */
function certifyConditions(
  { constraints, gradient, jacobian, slack }: Values,
  {
    tolerance = 1e-8,
    constraintTolerance = 1e-8,
  }: Pick<constrained.LogisticProblem, 'tolerance' | 'constraintTolerance'>,
  solution: constrained.MinimizeSolution,
  rounding: number,
): void {
  // The figures as `kktResidual` scales them.
  const { objectiveScale, constraintScales } = solution.warmStart;
  const multipliers = Array.from(solution.multipliers);
  holds('there is a multiplier for each constraint', multipliers.length === constraints.length);
  constraints.forEach((value, i) => {
    atMost(`the violation of constraint ${i}`, Math.abs(value), MEASURED * constraintTolerance + rounding);
    atMost(
      `the scaled violation of constraint ${i}`,
      at(constraintScales, i) * Math.abs(value),
      MEASURED * tolerance + rounding,
    );
  });
  const columns = transposed(jacobian, gradient.length);
  const mean =
    multipliers.length === 0
      ? 0
      : sum(multipliers.map((value, i) => (Math.abs(value) * objectiveScale) / at(constraintScales, i))) /
        multipliers.length;
  const factor = Math.max(1, mean / 100);
  gradient.forEach((slope, j) => {
    const column = columns[j] ?? [];
    const terms = Math.abs(slope) + sum(column.map((entry, i) => Math.abs(entry * at(multipliers, i))));
    const bound =
      MEASURED * tolerance * factor +
      objectiveScale *
        (EPSILON * ROUNDINGS * terms + (1 + sum(multipliers.map(Math.abs))) * slack + rounding);
    atMost(
      `entry ${j} of the scaled gradient of the Lagrangian`,
      objectiveScale * Math.abs(slope + dot(column, multipliers)),
      bound,
    );
  });
}

/** A minimum by the caller's functions, asked once more. */
export function certifyMinimize(problem: Given, solution: constrained.MinimizeSolution): void {
  const { constraintLower } = problem;
  const x = Array.from(solution.solution);
  const values = valuesAt(problem, x);
  // Functions that answer otherwise each time have no minimum to be certified.
  if (values === undefined || !Object.is(values.objective, solution.objective)) return;
  const wanted = constraintLower === undefined ? undefined : vectorOf(constraintLower);
  const constraints = values.constraints.map((value, i) => value - (wanted?.[i] ?? 0));
  certifyConditions({ ...values, constraints }, problem, solution, 0);
}

/** A constrained logistic regression, by its own formula. */
export function certifyLogistic(
  problem: constrained.LogisticProblem,
  solution: constrained.MinimizeSolution,
): void {
  const { ridge = 0, radius } = problem;
  const x = Array.from(solution.solution);
  const features = rowsOf(problem.features);
  const labels = vectorOf(problem.labels);
  const margins = features.map((row, i) => at(labels, i) * dot(row, x));
  const loss = (margin: number) =>
    margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin));
  const objective = sum(margins.map((margin) => loss(margin) / margins.length)) + 0.5 * ridge * dot(x, x);
  const chances = margins.map((margin) => 1 / (1 + Math.exp(margin)));
  const gradient = x.map(
    (value, j) =>
      ridge * value -
      sum(features.map((row, i) => (at(labels, i) * at(row, j) * at(chances, i)) / margins.length)),
  );
  const matrix = problem.constraintMatrix === undefined ? [] : rowsOf(problem.constraintMatrix);
  const values = vectorOf(problem.constraintValues ?? []);
  const linear = matrix.map((row, i) => dot(row, x) - at(values, i));
  const sphere = radius === undefined ? [] : [(norm(x) - radius) * (norm(x) + radius)];
  const jacobian = [...matrix, ...(radius === undefined ? [] : [x.map((value) => 2 * value)])];
  const size =
    largest(features.flat()) +
    largest(x) * (ridge + 1) +
    largest(matrix.flat()) * largest(x) +
    largest(values) +
    (radius ?? 0) ** 2;
  // Margins round to the size of features and coefficients, and the chances by as much.
  const bend = largest(features.flat()) ** 2 * largest(x) * x.length;
  const rounding = EPSILON * ROUNDINGS * (x.length + features.length) * (size + bend);
  if (!Number.isFinite(objective) || !Number.isFinite(rounding)) return;
  near('objective', solution.objective, objective, 1e-9 * (1 + Math.abs(objective)) + rounding);
  certifyConditions(
    { objective, constraints: [...linear, ...sphere], gradient, jacobian, slack: 0 },
    problem,
    solution,
    rounding,
  );
}

/** Minus the 5-point Laplacian, with zeros around, and the size of its largest terms. */
function laplacian(grid: readonly (readonly number[])[]): { values: number[]; size: number } {
  const n = grid.length;
  const entry = (i: number, j: number) => grid[i]?.[j] ?? 0;
  const scale = (n + 1) ** 2;
  const values = grid.flatMap((row, i) =>
    row.map(
      (value, j) =>
        scale * (4 * value - entry(i - 1, j) - entry(i + 1, j) - entry(i, j - 1) - entry(i, j + 1)),
    ),
  );
  return { values, size: 8 * scale * largest(grid.flat()) };
}

/** A control: the equations of state and adjoint state hold at each point, and the control is the latter over its weight. */
export function certifyPoissonControl(
  problem: constrained.PoissonControlProblem,
  solution: constrained.PoissonControlSolution,
): void {
  const { size, controlWeight, reaction = 0, tolerance = 1e-8, constraintTolerance = 1e-8 } = problem;
  const [states, controls, adjoints] = [solution.state, solution.control, solution.adjoint].map((grid) =>
    rowsOf(grid),
  ) as [number[][], number[][], number[][]];
  const [ofState, ofAdjoint] = [laplacian(states), laplacian(adjoints)];
  const place = (k: number) => (k + 1) / (size + 1);
  const wanted = (i: number, j: number) =>
    Math.sin(2 * Math.PI * place(j)) * Math.sin(Math.PI * place(i)) + place(j) * (1 - place(j));
  const target =
    problem.target === undefined
      ? states.map((row, i) => row.map((_, j) => wanted(i, j)))
      : rowsOf(problem.target);
  const adjoint = adjoints.flat();
  const factor = Math.max(1, sum(adjoint.map(Math.abs)) / adjoint.length / 100);
  states.flat().forEach((y, k) => {
    const [u, p, t] = [at(controls.flat(), k), at(adjoint, k), at(target.flat(), k)];
    const cubic = reaction * y ** 3;
    const rounding = (terms: number) => EPSILON * ROUNDINGS * terms;
    const violation = Math.abs(at(ofState.values, k) + cubic - u);
    atMost(
      `the residual of the state at ${k}`,
      violation,
      MEASURED * Math.min(tolerance, constraintTolerance) +
        rounding(ofState.size + Math.abs(cubic) + Math.abs(u)),
    );
    const bent = 3 * reaction * y * y * p;
    const dual = Math.abs(at(ofAdjoint.values, k) + bent + y - t);
    atMost(
      `the residual of the adjoint at ${k}`,
      dual,
      MEASURED * tolerance * factor + rounding(ofAdjoint.size + Math.abs(bent) + Math.abs(y) + Math.abs(t)),
    );
    atMost(
      `the adjoint less the weighted control at ${k}`,
      Math.abs(controlWeight * u - p),
      MEASURED * tolerance * factor + rounding(Math.abs(p)),
    );
  });
}
