/** Certificates of optimal transport: plans and potentials are compared with masses and costs. */

import type { AnyMatrixInput, Matrix, MatrixInput, SparseMatrix, transport, VectorInput } from 'superlinear';
import {
  at,
  atMost,
  columnsOf,
  EPSILON,
  exponentOf,
  holds,
  largest,
  MEASURED,
  near,
  norm,
  rowsOf,
  scaled,
  shifted,
  sum,
  TINY,
  transposed,
  vectorOf,
} from './support.js';

/** Tolerance of sums promised up to rounding, in units of total mass and largest cost. */
const ROUNDING = 1e-12;

/** Allowed relative difference of total masses; a plan then matches one marginal to this accuracy. */
const SUM_TOLERANCE = 1e-9;

/** Rounding errors of a plan's exponent `(f + g - C) / regularization`, in units of its largest term. */
const EXPONENT_ROUNDINGS = 8;

interface Sides {
  readonly cost?: MatrixInput;
  readonly sourcePoints?: MatrixInput;
  readonly targetPoints?: MatrixInput;
  readonly metric?: transport.Metric;
  readonly source?: VectorInput;
  readonly target?: VectorInput;
  readonly normalize?: boolean;
}

/** The cost of a pair of points. */
function distance(metric: transport.Metric, x: readonly number[], y: readonly number[]): number {
  if (metric === 'cosine') {
    const [p, q] = [x, y].map((point) => point.map((value) => value / norm(point)));
    return 0.5 * sum((p as number[]).map((value, k) => (value - at(q as number[], k)) ** 2));
  }
  const differences = x.map((value, k) => value - at(y, k));
  if (metric === 'euclidean') return norm(differences);
  return sum(differences.map((value) => (metric === 'manhattan' ? Math.abs(value) : value * value)));
}

/** The costs of all pairs. */
function costsOf({ cost, sourcePoints, targetPoints, metric = 'squaredEuclidean' }: Sides): number[][] {
  if (cost !== undefined) return rowsOf(cost);
  const [sources, targets] = [rowsOf(sourcePoints ?? []), rowsOf(targetPoints ?? [])];
  return sources.map((x) => targets.map((y) => distance(metric, x, y)));
}

/** A marginal in a power-of-two unit, so that products do not overflow. */
interface Side {
  readonly values: readonly number[];
  readonly exponent: number;
}

type Masses = readonly [Side, Side];

/** The masses of a marginal; by default they are equal, with the sum of the other marginal's, or 1. */
function sideOf(
  side: VectorInput | undefined,
  other: VectorInput | undefined,
  count: number,
  normalize = false,
): Side {
  const { values, exponent } = scaled(side === undefined ? new Array<number>(count).fill(1) : vectorOf(side));
  if (side !== undefined && !normalize) return { values, exponent };
  const total = sum(values);
  const wanted = other === undefined || normalize ? { values: [1], exponent: 0 } : scaled(vectorOf(other));
  const inAll = sum(wanted.values);
  return { values: values.map((value) => (value / total) * inAll), exponent: wanted.exponent };
}

const massesOf = ({ source, target, normalize }: Sides, n: number, m: number): Masses => [
  sideOf(source, target, n, normalize),
  sideOf(target, source, m, normalize),
];

/** The masses of both marginals in a common unit. */
function inOneUnit([source, target]: Masses): { source: number[]; target: number[]; exponent: number } {
  const exponent = Math.max(source.exponent, target.exponent);
  const moved = ({ values, exponent: own }: Side) => values.map((value) => shifted(value, own - exponent));
  return { source: moved(source), target: moved(target), exponent };
}

/** The logarithm of a marginal's total mass. */
const logTotal = ({ values, exponent }: Side) => Math.log(sum(values)) + exponent * Math.LN2;

/** The l1 distance between two lists. */
const apart = (x: readonly number[], y: readonly number[]) =>
  sum(x.map((value, k) => Math.abs(value - at(y, k))));

/** The largest magnitude of a finite cost. */
const unitOf = (costs: readonly (readonly number[])[]) =>
  largest(costs.flat().filter((cost) => Number.isFinite(cost)));

/**
 * Certifies an exact plan: it has the given marginals, no pair's potentials exceed its cost, and its cost equals the
 * dual value. All up to rounding, in units of the total mass and of the largest finite cost, since the tree's
 * potentials are sums of costs.
 */
export function certifyExact(problem: transport.ExactProblem, solution: transport.ExactSolution): void {
  const costs = costsOf(problem);
  const [n, m] = [costs.length, costs[0]?.length ?? 0];
  const { source, target, exponent } = inOneUnit(massesOf(problem, n, m));
  const plan = rowsOf(solution.plan).map((row) => row.map((mass) => shifted(mass, -exponent)));
  const unit = exponentOf(unitOf(costs));
  const inUnits = (values: ArrayLike<number>) => Array.from(values, (value) => shifted(value, -unit));
  const [f, g] = [inUnits(solution.sourcePotential), inUnits(solution.targetPotential)];
  const prices = costs.map((row) => inUnits(row));
  holds('the plan has a row for each source', plan.length === n);
  holds(
    'the plan has no negative mass',
    plan.flat().every((mass) => mass >= 0),
  );

  const rows = plan.map((row) => sum(row));
  const columns = transposed(plan, m).map((column) => sum(column));
  const { transportedMass } = problem;
  const isPartial = transportedMass !== undefined;
  const moved = isPartial ? shifted(transportedMass, -exponent) : sum(source);
  // Unequal totals leave up to twice the difference, if forbidden pairs separate masses.
  const uneven = isPartial ? 0 : 2 * Math.min(Math.abs(sum(source) - sum(target)), SUM_TOLERANCE * moved);
  const slack =
    ROUNDING * Math.max(moved, isPartial ? largest([...source, ...target]) : 0) + uneven + TINY * (n + m);
  const excess = (sums: number[], masses: readonly number[]) =>
    sum(
      sums.map((mass, k) => (isPartial ? Math.max(0, mass - at(masses, k)) : Math.abs(mass - at(masses, k)))),
    );
  atMost("what the plan's row sums miss", excess(rows, source), slack);
  atMost("what the plan's column sums miss", excess(columns, target), slack);
  near("the plan's mass", sum(rows), moved, slack);

  const lambda = isPartial ? shifted(solution.massPotential as number, -unit) : 0;
  prices.forEach((row, i) => {
    row.forEach((price, j) => {
      atMost(
        `the potential of pair ${i}, ${j}, less its cost,`,
        at(f, i) + at(g, j) + lambda - price,
        ROUNDING * (n + m),
      );
    });
  });
  if (isPartial) atMost('the largest potential of a side', Math.max(...f, ...g), ROUNDING * (n + m));

  const cost = sum(
    plan.flatMap((row, i) => row.map((mass, j) => (mass === 0 ? 0 : mass * at(prices[i] as number[], j)))),
  );
  const worth = (masses: readonly number[], potential: number[]) =>
    sum(masses.map((mass, k) => (mass === 0 ? 0 : mass * at(potential, k))));
  const dual = worth(source, f) + worth(target, g) + moved * lambda;
  // Potentials have relative rounding, and those of untransported masses contribute in proportion to these masses.
  const range = 1 + largest([...f, ...g, lambda]);
  const stays = 8 * EPSILON * (isPartial ? sum(source) + sum(target) : 0);
  const gapSlack = ((ROUNDING * moved + stays) * (n + m) + uneven) * range + TINY * (n + m);
  atMost('the cost of the plan above the dual value, in units of mass and cost,', cost - dual, gapSlack);
  const inWhole = shifted(cost, unit + exponent);
  near('transportCost', solution.transportCost, inWhole, shifted(gapSlack, unit + exponent) + TINY * (n + m));
}

/** The regularization in units of cost. */
function regularizationOf(
  {
    regularization,
    regularizationUnit,
  }: { regularization: number; regularizationUnit?: transport.RegularizationUnit },
  costs: readonly (readonly number[])[],
): number {
  if (regularizationUnit === undefined || regularizationUnit === 'absolute') return regularization;
  const finite = costs.flat().filter((cost) => Number.isFinite(cost));
  if (regularizationUnit === 'ofMaximum') return regularization * Math.max(...finite);
  return regularization * sum(finite.map((cost) => cost / finite.length));
}

/** The entropic plan of potentials, in units of two to the `exponent`, with the total rounding from its exponents. */
function planOf(
  [source, target]: Masses,
  costs: readonly (readonly number[])[],
  [f, g]: readonly [ArrayLike<number>, ArrayLike<number>],
  regularization: number,
  exponent: number,
): { plan: number[][]; rounding: number } {
  let rounding = 0;
  const units = (source.exponent + target.exponent - exponent) * Math.LN2;
  const plan = costs.map((row, i) =>
    row.map((cost, j) => {
      const [a, b] = [at(source.values, i), at(target.values, j)];
      if (a === 0 || b === 0 || cost === Number.POSITIVE_INFINITY) return 0;
      const terms = [at(f, i), at(g, j), -cost].map((term) => term / regularization);
      const mass = a * b * Math.exp(sum([...terms, units]));
      rounding += mass * EPSILON * EXPONENT_ROUNDINGS * (1 + largest([units, ...terms]));
      return mass;
    }),
  );
  return { plan, rounding };
}

/**
 * Certifies an entropic plan: recomputed from the returned potentials, its marginals are the masses (for a penalized
 * marginal, those implied by the potentials) to the tolerance, relative to the total mass, as defined by
 * `marginalError`. Allows for rounding of the exponents.
 */
export function certifySinkhornNewton(
  problem: transport.SinkhornNewtonProblem,
  solution: transport.SinkhornNewtonSolution,
): void {
  const costs = costsOf(problem);
  const [n, m] = [costs.length, costs[0]?.length ?? 0];
  const masses = massesOf(problem, n, m);
  const regularization = regularizationOf(problem, costs);
  near('regularization', solution.regularization, regularization, ROUNDING * regularization);
  // The larger total bounds any mean of both.
  const mean = Math.max(logTotal(masses[0]), logTotal(masses[1]));
  const exponent = Math.floor(mean / Math.LN2);
  const unit = Math.exp(mean - exponent * Math.LN2);
  const { sourcePotential: f, targetPotential: g } = solution;
  const { plan, rounding } = planOf(masses, costs, [f, g], solution.regularization, exponent);

  let roundings = rounding;
  const asked = (side: Side, potential: ArrayLike<number>, penalty: number | undefined) =>
    side.values.map((value, k) => {
      if (penalty === undefined || value === 0) return shifted(value, side.exponent - exponent);
      const logarithm = -at(potential, k) / penalty + (side.exponent - exponent) * Math.LN2;
      const mass = value * Math.exp(logarithm);
      roundings += mass * EPSILON * EXPONENT_ROUNDINGS * (1 + Math.abs(at(potential, k) / penalty));
      return mass;
    });
  const source = asked(masses[0], f, problem.sourcePenalty);
  const target = asked(masses[1], g, problem.targetPenalty);
  const isSoft = problem.sourcePenalty !== undefined || problem.targetPenalty !== undefined;
  const uneven = isSoft ? 0 : Math.min(Math.abs(sum(source) - sum(target)), SUM_TOLERANCE * unit);
  const rows = plan.map((row) => sum(row));
  const columns = transposed(plan, m).map((column) => sum(column));
  const { tolerance = 1e-9 } = problem;
  const bound = MEASURED * tolerance + (2 * roundings + uneven) / unit + EPSILON * (n + m);
  // With penalties and a large regularization, more mass may be moved than exists: the error is then relative to the
  // moved mass.
  const error = (apart(rows, source) + apart(columns, target)) / Math.max(unit, isSoft ? sum(rows) : 0);
  atMost('the marginal error of the plan that the potentials make', error, bound);

  // The error of the marginals bounds that of the total and, times the largest cost, that of the cost.
  const slack = bound * unit;
  const inUnits = (value: number) => shifted(value, -exponent);
  near('transportedMass', inUnits(solution.transportedMass), sum(rows), slack);
  const top = exponentOf(unitOf(costs));
  const shares = plan.flatMap((row, i) =>
    row.map((mass, j) => (mass === 0 ? 0 : mass * shifted(at(costs[i] as number[], j), -top))),
  );
  const cost = shifted(solution.transportCost, -top - exponent);
  near(
    'transportCost, in units of mass and cost,',
    cost,
    sum(shares),
    2 * slack + shifted(TINY, -top - exponent),
  );
  if (solution.plan !== undefined)
    certifyPlan(solution, plan, roundings + uneven + ROUNDING * unit, exponent);
}

/** Certifies a returned plan: its entries follow from the potentials, except for the reported dropped mass. */
function certifyPlan(
  { plan, droppedMass = 0 }: transport.SinkhornNewtonSolution,
  made: readonly (readonly number[])[],
  rounding: number,
  exponent: number,
): void {
  const returned = rowsOf(plan as Matrix | SparseMatrix);
  holds(
    'the plan has no negative mass',
    returned.flat().every((mass) => mass >= 0),
  );
  const missing = returned.flatMap((row, i) =>
    row.map((mass, j) => Math.abs(shifted(mass, -exponent) - at(made[i] as number[], j))),
  );
  const slack =
    MEASURED * shifted(droppedMass, -exponent) + 4 * rounding + shifted(missing.length * TINY, -exponent);
  atMost('the mass in which the plan differs from that of the potentials', sum(missing), slack);
}

/** Certifies each problem of a batch reported as solved. */
export function certifyBatch(
  { problems, cost, sourcePoints, targetPoints }: transport.BatchProblem,
  { status, solutions }: transport.BatchSolution,
): void {
  holds('there is a solution for each problem', solutions.length === problems.length);
  problems.forEach((problem, k) => {
    const solution = solutions[k] as transport.BatchItem;
    holds(`problem ${k} is solved where all are`, status !== 'converged' || solution.status === 'converged');
    if (solution.status !== 'converged') return;
    const hasOwn = problem.cost !== undefined || problem.sourcePoints !== undefined;
    const shared = cost !== undefined ? { cost } : { sourcePoints, targetPoints };
    const whole = hasOwn ? problem : { ...problem, ...shared };
    certifySinkhornNewton(whole as transport.SinkhornNewtonProblem, solution);
  });
}

/** Sweeps of plain Sinkhorn iteration, for bounds of an optimal cost from its potentials and plan. */
const SWEEPS = 200;

/**
 * Bounds of the optimal regularized cost for masses of equal totals, in units of mass. The dual value of any potentials
 * is a lower bound; the product of the masses, and the plan of the potentials made feasible, give upper bounds.
 */
function entropicBounds(masses: Masses, costs: number[][], regularization: number) {
  const { source, target, exponent } = inOneUnit(masses);
  const f = source.map(() => 0);
  const g = target.map(() => 0);
  const unit = exponent * Math.LN2;
  const balanced = (prices: readonly number[], masses: readonly number[], other: readonly number[]) => {
    const exponents = prices.map((price, k) =>
      at(masses, k) === 0
        ? Number.NEGATIVE_INFINITY
        : Math.log(at(masses, k)) + (at(other, k) - price) / regularization,
    );
    const top = Math.max(...exponents);
    return -regularization * (top + unit + Math.log(sum(exponents.map((value) => Math.exp(value - top)))));
  };
  const columns = transposed(costs, target.length);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    source.forEach((_, i) => {
      f[i] = balanced(costs[i] as number[], target, g);
    });
    target.forEach((_, j) => {
      g[j] = balanced(columns[j] as number[], source, f);
    });
  }
  const worth = (masses: readonly number[], potential: number[]) =>
    sum(masses.map((mass, k) => (mass === 0 ? 0 : mass * at(potential, k))));
  const total = sum(source);
  const { plan } = planOf(masses, costs, [f, g], regularization, exponent);
  // The dual value contains the total of the product of the masses, in units of mass squared, and that of the plan, in
  // units of mass.
  const product = shifted(total * sum(target), exponent);
  const lower = worth(source, f) + worth(target, g) + regularization * (product - sum(plan.flat()));
  const upper = feasibleCost({ source, target, exponent }, costs, plan, regularization, product);
  return { lower, upper };
}

/** The regularized cost of a plan scaled down below the masses and completed by the product of the remainders. */
function feasibleCost(
  { source, target, exponent }: ReturnType<typeof inOneUnit>,
  costs: number[][],
  plan: number[][],
  regularization: number,
  product: number,
): number {
  const shrink = (mass: number, line: number) => (line > mass ? mass / line : 1);
  const narrow = plan.map((row, i) => row.map((mass) => mass * shrink(at(source, i), sum(row))));
  const columnSums = transposed(narrow, target.length).map((column) => sum(column));
  const low = narrow.map((row) => row.map((mass, j) => mass * shrink(at(target, j), at(columnSums, j))));
  const missingRows = low.map((row, i) => Math.max(0, at(source, i) - sum(row)));
  const missingColumns = transposed(low, target.length).map((column, j) =>
    Math.max(0, at(target, j) - sum(column)),
  );
  const missing = sum(missingRows);
  let value = 0;
  let moved = 0;
  low.forEach((row, i) => {
    row.forEach((mass, j) => {
      const filled = mass + (missing === 0 ? 0 : (at(missingRows, i) / missing) * at(missingColumns, j));
      if (filled === 0) return;
      const reference = Math.log(at(source, i)) + Math.log(at(target, j)) + exponent * Math.LN2;
      value += filled * (at(costs[i] as number[], j) + regularization * (Math.log(filled) - reference));
      moved += filled;
    });
  });
  return value + regularization * (product - moved);
}

/**
 * Certifies a Sinkhorn divergence: it is the combination of its three costs. If the masses must be moved, each cost is
 * within bounds from plain Sinkhorn iteration, up to the mass missed within the tolerance times the range of costs plus
 * the regularization.
 */
export function certifySinkhornDivergence(
  problem: transport.SinkhornDivergenceProblem,
  solution: transport.SinkhornDivergenceSolution,
): void {
  const { sourcePoints, targetPoints, penalty, tolerance = 1e-9 } = problem;
  const costs = costsOf(problem);
  const [n, m] = [costs.length, costs[0]?.length ?? 0];
  const masses = massesOf(problem, n, m);
  const regularization = regularizationOf(problem, costs);
  near('regularization', solution.regularization, regularization, ROUNDING * regularization);
  atMost('marginalError', solution.marginalError, tolerance);
  const { between, source: own, target: other } = solution.costs;
  const totals = masses.map(({ values, exponent }) => shifted(sum(values), exponent)) as [number, number];
  const excess = penalty === undefined ? 0 : totals[0] - totals[1];
  // Each cost is a sum with terms of the size of the regularization, which may cancel.
  const size = largest([between, own, other, regularization, regularization * excess * excess]);
  const divergence = between - 0.5 * (own + other) + 0.5 * regularization * excess * excess;
  near('divergence', solution.divergence, divergence, ROUNDING * size + TINY);
  if (penalty !== undefined) return;

  const { metric = 'squaredEuclidean' } = problem;
  const alone = (points: MatrixInput | undefined, given: MatrixInput | undefined): number[][] =>
    points === undefined
      ? rowsOf(given as MatrixInput)
      : costsOf({ sourcePoints: points, targetPoints: points, metric });
  const itself = (side: Side): Masses => [side, side];
  const problems: [string, number, number[][], Masses][] = [
    ['costs.between', between, costs, masses],
    ['costs.source', own, alone(sourcePoints, problem.sourceCost), itself(masses[0])],
    ['costs.target', other, alone(targetPoints, problem.targetCost), itself(masses[1])],
  ];
  for (const [name, value, prices, sides] of problems) {
    if (prices.flat().includes(Number.POSITIVE_INFINITY)) continue;
    const bounds = entropicBounds(sides, prices, regularization);
    const { source, exponent } = inOneUnit(sides);
    const range = unitOf(prices) + regularization * (1 + Math.abs(exponent));
    const total = sum(source);
    // The divergence contains the total of the product of the masses, which may be far above that of the plan.
    const product = ROUNDING * regularization * total * shifted(total, exponent);
    const slack = 64 * (4 * tolerance + SUM_TOLERANCE + ROUNDING) * total * range + product;
    const inUnits = shifted(value, -exponent);
    if (!Number.isFinite(bounds.lower) || !Number.isFinite(bounds.upper)) continue;
    atMost(`what ${name} is above an upper bound`, inUnits - bounds.upper, slack);
    atMost(`what ${name} is below a lower bound`, bounds.lower - inUnits, slack);
  }
}

/**
 * Certifies a barycenter: nonnegative masses with the total of the histograms, and plans, recomputed from the
 * potentials, with histograms and barycenter as marginals to the tolerance, as defined by `marginalError`.
 */
export function certifyBarycenter(
  problem: transport.BarycenterProblem,
  solution: transport.BarycenterSolution,
): void {
  const { points, barycenterPoints = points, cost, metric = 'squaredEuclidean', tolerance = 1e-9 } = problem;
  const costs = costsOf(
    (cost === undefined
      ? { sourcePoints: points, targetPoints: barycenterPoints, metric }
      : { cost }) as Sides,
  );
  const histograms = rowsOf(problem.histograms);
  const { barycenter } = solution;
  const n = columnsOf(problem.histograms);
  const m = barycenter.length;
  holds('there is a mass for each point', m === (costs[0]?.length ?? 0));
  holds(
    'no mass is negative',
    barycenter.every((mass) => mass >= 0),
  );
  const regularization = regularizationOf(problem, costs);

  const exponent = problem.normalize === true ? 0 : exponentOf(largest(histograms.flat()));
  const target = Array.from(barycenter, (mass) => shifted(mass, -exponent));
  const given = problem.weights === undefined ? histograms.map(() => 1) : vectorOf(problem.weights);
  const scale = exponentOf(largest(given));
  const weights = given.map((weight) => shifted(weight, -scale));
  let [error, rounding] = [0, 0];
  const sums: number[] = [];
  histograms.forEach((histogram, k) => {
    const own = scaled(histogram);
    const source =
      problem.normalize === true
        ? own.values.map((mass) => mass / sum(own.values))
        : own.values.map((mass) => shifted(mass, own.exponent - exponent));
    sums.push(sum(source));
    const weight = at(weights, k) / sum(weights);
    if (weight === 0) return;
    const potentials = [solution.histogramPotentials, solution.barycenterPotentials].map(
      (matrix) => rowsOf(matrix)[k] as number[],
    ) as [number[], number[]];
    const sides: Masses = [
      { values: source, exponent },
      { values: target, exponent },
    ];
    const made = planOf(sides, costs, potentials, regularization, exponent);
    const [rows, columns] = [made.plan, transposed(made.plan, m)].map((lines) =>
      lines.map((line) => sum(line)),
    );
    error += (weight * (apart(rows as number[], source) + apart(columns as number[], target))) / sum(source);
    rounding += (weight * made.rounding) / sum(source);
  });
  const total = sum(sums) / sums.length;
  near("the barycenter's mass", sum(target), total, (SUM_TOLERANCE + tolerance + ROUNDING) * total);
  const bound =
    MEASURED * tolerance +
    2 * rounding +
    2 * SUM_TOLERANCE * Number(problem.normalize !== true) +
    EPSILON * (n + m);
  atMost('the marginal error of the plans that the potentials make', error, bound);
}

/** Converts a backward map to a forward one. */
function forward(given: transport.MapProblem): transport.MapProblem {
  if (given.direction !== 'backward') return given;
  const { cost, sourcePoints, targetPoints, source, target, sourcePenalty, targetPenalty } = given.problem;
  const { sourcePotential, targetPotential, plan } = given.solution;
  const turned = (matrix: AnyMatrixInput | undefined) =>
    matrix && transposed(rowsOf(matrix), columnsOf(matrix));
  const problem = {
    ...given.problem,
    cost: turned(cost),
    sourcePoints: targetPoints,
    targetPoints: sourcePoints,
    source: target,
    target: source,
    sourcePenalty: targetPenalty,
    targetPenalty: sourcePenalty,
  };
  const potentials = { sourcePotential: targetPotential, targetPotential: sourcePotential };
  const solution = { ...given.solution, ...potentials, plan: turned(plan) };
  return { ...given, problem, solution, direction: 'forward' } as transport.MapProblem;
}

/**
 * Throws if an image is not the weighted mean of destinations, up to rounding and the fraction of weights that may be
 * lost.
 */
function nearMean(image: ArrayLike<number>, places: number[][], weights: readonly number[], lost: number) {
  const total = sum(weights);
  for (let k = 0; k < image.length; k++) {
    const values = places.map((place) => at(place, k));
    const mean = sum(values.map((value, j) => (at(weights, j) / total) * value));
    const spread = Math.max(...values) - Math.min(...values);
    near('an image', at(image, k), mean, Math.min(1, lost) * spread + ROUNDING * largest(values) + TINY);
  }
}

/** The targets with positive mass, seen from a point. */
interface Reached {
  readonly prices: readonly number[];
  readonly potentials: readonly number[];
  readonly places: number[][];
}

/** The image and the potential of one point. */
interface Mapped {
  readonly image: readonly number[];
  readonly potential: number;
}

/** Certifies an entropic image and its potential from the targets' potentials, up to the rounding of the exponents. */
function certifyMean(
  { image, potential }: Mapped,
  { prices, potentials, places }: Reached,
  { masses, level, penalty = Number.POSITIVE_INFINITY }: { masses: Side; level: number; penalty?: number },
): void {
  const units = masses.exponent * Math.LN2;
  const parts = prices.map((price, j) => [
    at(potentials, j) / level,
    -price / level,
    Math.log(at(masses.values, j)),
    units,
  ]);
  const terms = parts.map((part) => sum(part));
  const top = Math.max(...terms);
  const weights = terms.map((term) => Math.exp(term - top));
  const rounding = EPSILON * EXPONENT_ROUNDINGS * (1 + largest(parts.flat().filter(Number.isFinite)));
  nearMean(image, places, weights, Math.expm1(2 * rounding));
  const relaxed = level / (1 + level / penalty);
  const expected = -relaxed * (top + Math.log(sum(weights)));
  near('a potential', potential, expected, relaxed * (2 * rounding + SUM_TOLERANCE) + TINY);
}

/**
 * Certifies an image without entropy: a target with minimal cost minus potential, up to ties within rounding, and its
 * cost.
 */
function certifyChoice(image: readonly number[], { prices, potentials, places }: Reached) {
  const left = prices.map((price, j) => price - at(potentials, j));
  const least = Math.min(...left);
  const slack = EPSILON * EXPONENT_ROUNDINGS * largest([...prices, ...potentials].filter(Number.isFinite));
  const best = places.filter((_, j) => at(left, j) <= least + slack);
  holds(
    'a point goes to a target of least cost, less its potential',
    best.some((place) => place.every((value, k) => value === at(image, k))),
  );
  return { least, slack };
}

/**
 * Certifies images and potentials of points, recomputed from the targets' potentials or, for an exact plan's own
 * sources, from its rows.
 */
export function certifyMap(given: transport.MapProblem, map: transport.MapSolution): void {
  const { problem, solution, points, destinations } = forward(given);
  const own = costsOf(problem);
  const [, { values, exponent }] = massesOf(problem, own.length, own[0]?.length ?? 0);
  const targets = rowsOf(problem.targetPoints ?? []);
  const { metric = 'squaredEuclidean', sourcePenalty: penalty } = problem;
  const costs =
    points === undefined ? own : rowsOf(points).map((x) => targets.map((y) => distance(metric, x, y)));
  const places = destinations === undefined ? targets : rowsOf(destinations);
  const images = rowsOf(map.images);
  holds('there is an image for each point', images.length === costs.length);
  holds('there is a potential for each point', map.potential.length === costs.length);

  const total = sum(values);
  const reached = <T>(items: ArrayLike<T>): T[] =>
    Array.from(items).filter((_, j) => at(values, j) / total > 0);
  const { regularization: level, targetPotential, massPotential } = solution;
  const plan = points === undefined && level === undefined ? rowsOf(solution.plan as SparseMatrix) : [];
  costs.forEach((row, i) => {
    const [image, potential] = [images[i] as number[], at(map.potential, i)];
    const seen = { prices: reached(row), potentials: reached(targetPotential), places: reached(places) };
    if (level !== undefined) {
      const masses = { values: reached(values), exponent };
      certifyMean({ image, potential }, seen, { masses, level, ...(penalty && { penalty }) });
      return;
    }
    const isOwn = i < plan.length;
    if (isOwn) near('a potential', potential, at(solution.sourcePotential, i), 0);
    const moved = plan[i] ?? [];
    if (sum(moved) > 0) {
      nearMean(image, places, moved, 0);
      return;
    }
    const { least, slack } = certifyChoice(image, seen);
    const expected = massPotential === undefined ? least : Math.min(0, least - massPotential);
    if (!isOwn) near('a potential', potential, expected, slack + EPSILON * Math.abs(massPotential ?? 0));
  });
}
