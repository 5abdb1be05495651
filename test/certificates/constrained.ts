/**
 * Certificates of constrained minima, recomputed from the problem's functions: bounds and constraints hold, the
 * gradient of the Lagrangian vanishes, and multipliers are nonzero only at active bounds.
 */

import type { constrained, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  classesOf,
  codesOf,
  dot,
  EPSILON,
  holds,
  largest,
  MEASURED,
  near,
  norm,
  rowsOf,
  sum,
  transposed,
  vectorOf,
} from './support.js';

/** Rounding errors of a sum, in units of its terms, in addition to one per term. */
const ROUNDINGS = 16;

/**
 * Relative step of central differences, and their error in units of the functions' size over the step. The solver's own
 * differences have the same error.
 */
const STEP = Math.cbrt(EPSILON);
const DIFFERENCES = 64;

type Numbers = ArrayLike<number>;
type Given = constrained.MinimizeData & constrained.MinimizeFunctions;

/** Lower and upper bounds. */
interface LowerUpper {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

type BoundsInput = constrained.MinimizeProblem['lower'];

/** The given bounds; infinite if missing. */
const boundsOf = (lower: BoundsInput, upper: BoundsInput, count: number): LowerUpper => ({
  lower: lower === undefined ? Array(count).fill(Number.NEGATIVE_INFINITY) : vectorOf(lower),
  upper: upper === undefined ? Array(count).fill(Number.POSITIVE_INFINITY) : vectorOf(upper),
});

/** Bounds of the variables, and ranges of the constraints. */
function allBoundsOf(problem: Given): { bounds: LowerUpper; ranges: LowerUpper } {
  const { lower, upper, constraintLower, constraintUpper, constraintCount: count = 0 } = problem;
  const areEquations = constraintLower === undefined && constraintUpper === undefined;
  const zeros = Array(count).fill(0);
  return {
    bounds: boundsOf(lower, upper, problem.initial.length),
    ranges: areEquations ? { lower: zeros, upper: zeros } : boundsOf(constraintLower, constraintUpper, count),
  };
}

/** The returned numbers, or those written into the last argument; undefined for an asynchronous answer. */
function answered(answer: unknown, written: Float64Array): number[] | undefined {
  if (answer === undefined) return Array.from(written);
  if (typeof answer !== 'object' || answer === null || 'then' in answer) return undefined;
  const parts = Array.from(answer as ArrayLike<unknown>);
  return parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part as Numbers)));
}

/** The functions of a problem at a point, with their derivatives. */
interface Values {
  readonly objective: number;
  readonly constraints: readonly number[];
  readonly gradient: readonly number[];
  /** One row per constraint. */
  readonly jacobian: readonly (readonly number[])[];
  /** Allowed error of derivative entries, from differences. */
  readonly slack: number;
}

function valuesAt(problem: Given, x: readonly number[], { lower, upper }: LowerUpper): Values | undefined {
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
    const value = (place: number) => {
      const moved = point();
      moved[j] = place;
      return f(moved) ?? Number.NaN;
    };
    const [here, above, below] = [at(x, j), at(upper, j) - at(x, j), at(x, j) - at(lower, j)];
    const step = STEP * Math.max(1, Math.abs(here));
    if (above >= step && below >= step) {
      return (value(here + step) - value(here - step)) / (here + step - (here - step));
    }
    // One-sided difference near a bound, directed inwards.
    const inwards = Math.min(step, Math.max(above, below) / 2) * (above >= below ? 1 : -1);
    return (4 * value(here + inwards) - 3 * value(here) - value(here + 2 * inwards)) / (2 * inwards);
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

/** Certifies the first-order conditions to the tolerances. */
function certifyConditions(
  { constraints, gradient, jacobian, slack }: Values,
  {
    tolerance = 1e-8,
    constraintTolerance = 1e-8,
  }: Pick<constrained.LogisticProblem, 'tolerance' | 'constraintTolerance'>,
  solution: constrained.MinimizeSolution,
  rounding: number,
  bounds: LowerUpper = boundsOf(undefined, undefined, gradient.length),
  ranges: LowerUpper = { lower: constraints.map(() => 0), upper: constraints.map(() => 0) },
): void {
  // Scales of `kktResidual`.
  const { objectiveScale, constraintScales } = solution.warmStart;
  const multipliers = Array.from(solution.multipliers);
  const ofBounds = Array.from(solution.boundMultipliers);
  holds('there is a multiplier for each constraint', multipliers.length === constraints.length);
  holds('there is a multiplier for each variable', ofBounds.length === gradient.length);
  constraints.forEach((value, i) => {
    const violation = Math.max(0, at(ranges.lower, i) - value, value - at(ranges.upper, i));
    atMost(`the violation of constraint ${i}`, violation, MEASURED * constraintTolerance + rounding);
    atMost(
      `the scaled violation of constraint ${i}`,
      at(constraintScales, i) * violation,
      MEASURED * tolerance + rounding,
    );
  });
  const isFixed = (j: number) => at(bounds.lower, j) === at(bounds.upper, j);
  const scaledMultipliers = [
    ...ofBounds.map((value, j) => (isFixed(j) ? 0 : value * objectiveScale)),
    ...multipliers.map((value, i) => (value * objectiveScale) / at(constraintScales, i)),
  ];
  certifyComplementarity(solution, constraints, tolerance, rounding, bounds, ranges, scaledMultipliers);

  const columns = transposed(jacobian, gradient.length);
  const areBounded = [...bounds.lower, ...bounds.upper].some(Number.isFinite);
  const areEquations = constraints.every((_, i) => at(ranges.lower, i) === at(ranges.upper, i));
  // With equations only, the mean is taken over their multipliers.
  const counted = areBounded || !areEquations ? scaledMultipliers : scaledMultipliers.slice(gradient.length);
  const factor = Math.max(1, sum(counted.map(Math.abs)) / Math.max(1, counted.length) / 100);
  gradient.forEach((slope, j) => {
    // A fixed variable's bound multiplier absorbs the residual.
    if (isFixed(j)) return;
    const column = columns[j] ?? [];
    const terms = Math.abs(slope) + sum(column.map((entry, i) => Math.abs(entry * at(multipliers, i))));
    const bound =
      MEASURED * tolerance * factor +
      objectiveScale *
        (EPSILON * ROUNDINGS * terms + (1 + sum(multipliers.map(Math.abs))) * slack + rounding);
    atMost(
      `entry ${j} of the scaled gradient of the Lagrangian`,
      objectiveScale * Math.abs(slope + dot(column, multipliers) + at(ofBounds, j)),
      bound,
    );
  });
}

/** Certifies that nonzero multipliers have the sign of a nearby bound. */
function certifyComplementarity(
  solution: constrained.MinimizeSolution,
  constraints: readonly number[],
  tolerance: number,
  rounding: number,
  bounds: LowerUpper,
  ranges: LowerUpper,
  scaledMultipliers: readonly number[],
): void {
  const { constraintScales } = solution.warmStart;
  const x = Array.from(solution.solution);
  const rows = constraints.map((value, i) => {
    const scale = at(constraintScales, i);
    return { value: scale * value, lower: scale * at(ranges.lower, i), upper: scale * at(ranges.upper, i) };
  });
  const numbers = [
    ...x.map((value, j) => ({ value, lower: at(bounds.lower, j), upper: at(bounds.upper, j) })),
    ...rows,
  ];
  const boundMultipliers = scaledMultipliers.filter((_, k) => numbers[k]?.lower !== numbers[k]?.upper);
  const factor = Math.max(
    1,
    sum(boundMultipliers.map(Math.abs)) / Math.max(1, boundMultipliers.length) / 100,
  );
  numbers.forEach(({ value, lower, upper }, k) => {
    if (k < x.length) holds(`variable ${k} is within its bounds`, lower <= value && value <= upper);
    const multiplier = at(scaledMultipliers, k);
    if (lower === upper || multiplier === 0) return;
    const distance = Math.max(0, multiplier > 0 ? upper - value : value - lower);
    const slack = Math.abs(multiplier) * (EPSILON * ROUNDINGS * Math.abs(value) + rounding);
    atMost(
      `the complementarity of ${k < x.length ? 'variable' : 'constraint'} ${k < x.length ? k : k - x.length}`,
      Math.abs(multiplier) * distance,
      MEASURED * tolerance * factor + slack,
    );
  });
}

/** Certifies a minimum by evaluating the caller's functions again. */
export function certifyMinimize(problem: Given, solution: constrained.MinimizeSolution): void {
  const { bounds, ranges } = allBoundsOf(problem);
  const x = Array.from(solution.solution);
  const values = valuesAt(problem, x, bounds);
  // Functions with varying results have no certifiable minimum.
  if (values === undefined || !Object.is(values.objective, solution.objective)) return;
  certifyConditions(values, problem, solution, 0, bounds, ranges);
}

/**
 * Weight of a squared residual in the gradient, by loss, as a function of the squared residual over the squared scale.
 */
const SLOPES = {
  linear: () => 1,
  huber: (z: number) => (z <= 1 ? 1 : 1 / Math.sqrt(z)),
  softL1: (z: number) => 1 / Math.sqrt(1 + z),
  cauchy: (z: number) => 1 / (1 + z),
} as const;

/** Contribution of a residual to twice the objective, over the squared scale. */
const LOSSES = {
  linear: (z: number) => z,
  huber: (z: number) => (z <= 1 ? z : 2 * Math.sqrt(z) - 1),
  softL1: (z: number) => (2 * z) / (Math.sqrt(1 + z) + 1),
  cauchy: Math.log1p,
} as const;

type LeastSquares = constrained.LeastSquaresData & constrained.LeastSquaresFunctions;

/** The columns of the residuals' Jacobian with their allowed errors; undefined for an asynchronous answer. */
function columnsOf(problem: LeastSquares, x: readonly number[], residuals: readonly number[]) {
  const { residualCount: m, jacobianStructure: structure } = problem;
  const point = () => Float64Array.from(x);
  if (problem.jacobian !== undefined) {
    const entries = new Float64Array(structure === undefined ? m * x.length : structure.rows.length);
    const given = answered(problem.jacobian(point(), entries), entries);
    if (given === undefined) return undefined;
    return x.map((_, j) => {
      const inStructure = (i: number) =>
        sum(given.filter((_, k) => structure?.rows[k] === i && structure?.columns[k] === j));
      const column = residuals.map((_, i) =>
        structure === undefined ? at(given, i * x.length + j) : inStructure(i),
      );
      return { column, slack: 0 };
    });
  }
  const [lower, upper] = [problem.lower, problem.upper].map((bounds) => bounds && vectorOf(bounds));
  return x.map((value, j) => {
    const step = STEP * (Math.abs(value) || 1);
    const [up, down] = [
      Math.min(value + step, upper?.[j] ?? Infinity),
      Math.max(value - step, lower?.[j] ?? -Infinity),
    ];
    const values = [up, down].map((end) => {
      const written = new Float64Array(m);
      return answered(problem.residuals(point().with(j, end), written), written) ?? [];
    }) as [number[], number[]];
    if (up === down) return { column: residuals.map(() => 0), slack: 0 };
    const column = residuals.map((_, i) => {
      const isIn =
        structure === undefined || structure.rows.some((row, k) => row === i && structure.columns[k] === j);
      return isIn ? (at(values[0], i) - at(values[1], i)) / (up - down) : 0;
    });
    // The error of a one-sided difference is of order step, that of a central one of order step². The solver's steps
    // may be larger for a variable near zero.
    const isOneSided = up - down < 1.5 * step;
    const size = largest(residuals) + largest(values.flat()) + largest(column) * Math.abs(value);
    return {
      column,
      slack: DIFFERENCES * Math.sqrt(m) * (isOneSided ? STEP : STEP * STEP) * (size / step) * STEP,
    };
  });
}

/** Certifies a least-squares minimum: residuals, objective, cosines of free variables, and signs of multipliers. */
export function certifyLeastSquares(problem: LeastSquares, solution: constrained.LeastSquaresSolution): void {
  const { loss = 'linear', tolerance = 1e-8 } = problem;
  const lossScale = loss === 'linear' ? 1 : (problem.lossScale ?? 1);
  const x = Array.from(solution.solution);
  const written = new Float64Array(problem.residualCount);
  const residuals = answered(problem.residuals(Float64Array.from(x), written), written);
  // Functions with varying or asynchronous results have no certifiable minimum.
  if (residuals === undefined || residuals.some((value, i) => !Object.is(value, solution.residuals[i])))
    return;
  const bound = (bounds: typeof problem.lower, j: number, none: number) =>
    bounds === undefined ? none : at(vectorOf(bounds), j);
  x.forEach((value, j) => {
    holds(
      `variable ${j} is within its bounds`,
      value >= bound(problem.lower, j, -Infinity) && value <= bound(problem.upper, j, Infinity),
    );
  });
  const weights = problem.weights === undefined ? residuals.map(() => 1) : vectorOf(problem.weights);
  const squares = residuals.map((value, i) => at(weights, i) * (value / lossScale) ** 2);
  const objective = 0.5 * lossScale ** 2 * sum(squares.map(LOSSES[loss]));
  near('objective', solution.objective, objective, 1e-12 * objective + EPSILON);
  const columns = columnsOf(problem, x, residuals);
  if (columns === undefined) return;
  const roots = squares.map((z, i) => Math.sqrt(at(weights, i) * SLOPES[loss](z)));
  const weighted = residuals.map((value, i) => at(roots, i) * value);
  const rows = columns.map(({ column, slack }) => ({
    column: column.map((value, i) => at(roots, i) * value),
    slack: slack * largest(roots),
  }));
  const size = norm(weighted);
  const rounding = EPSILON * sum(rows.map(({ column }, j) => norm(column) * Math.abs(at(x, j))));
  const start = Float64Array.from(problem.initial).map((value, j) =>
    Math.min(Math.max(value, bound(problem.lower, j, -Infinity)), bound(problem.upper, j, Infinity)),
  );
  const first = answered(problem.residuals(start, written), written) ?? [];
  const isZero =
    size <=
    Math.max(1.01 * rounding, 1.01e-14 * norm(first.map((value, i) => Math.sqrt(at(weights, i)) * value)));
  rows.forEach(({ column, slack }, j) => {
    const [slope, length] = [dot(column, weighted), norm(column)];
    const [low, high] = [bound(problem.lower, j, -Infinity), bound(problem.upper, j, Infinity)];
    const multiplier = at(solution.boundMultipliers, j);
    holds(
      `multiplier ${j} has its sign, at a bound`,
      multiplier === 0 || low === high || (multiplier < 0 ? at(x, j) === low : at(x, j) === high),
    );
    const off = EPSILON * ROUNDINGS * residuals.length + (length > 0 ? slack / length : 0);
    if (multiplier !== 0) {
      near(`multiplier ${j}`, multiplier, -slope, (1e-9 + 2 * off) * length * size + slack * size);
    } else if (!isZero && length * size > 0 && low !== high) {
      atMost(`the cosine of column ${j}`, Math.abs(slope) / (length * size), MEASURED * tolerance + off);
    }
  });
}

/** Certifies a constrained logistic regression by its own formula. */
export function certifyLogistic(
  problem: constrained.LogisticProblem,
  solution: constrained.MinimizeSolution,
): void {
  const { ridge = 0, radius } = problem;
  const x = Array.from(solution.solution);
  const features = rowsOf(problem.features);
  const given = classesOf(problem.labels);
  const areSigns = given.every((label) => Math.abs(Number(label)) === 1 && typeof label === 'number');
  const labels = areSigns ? vectorOf(problem.labels as VectorInput) : codesOf(problem.labels, 'logistic');
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
  // Margins and probabilities have rounding errors of the size of features times coefficients.
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

/** The negative 5-point Laplacian with zero boundary values, and the size of its largest terms. */
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

/**
 * Certifies a control: the state and adjoint equations hold at each point, and the control is the adjoint divided by
 * its weight.
 */
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
