/**
 * Certificates of quadratic programs: optimality conditions in the problem's own numbers, or a proof that no minimum
 * exists.
 */

import type { constrained } from 'superlinear';
import {
  at,
  atMost,
  dot,
  EPSILON,
  holds,
  largest,
  MEASURED,
  near,
  rowsOf,
  sum,
  transposed,
  vectorOf,
} from './support.js';

/** Rounding errors of a sum, in units of its terms. */
const ROUNDINGS = 64;

/** Allowed residual of a proof with largest entry 1, per unit of the matrix and of the negative support. */
const VANISHING = 1e-6;

/** A sum below this fraction of its terms' magnitudes counts as zero, for example along directions of descent. */
const STRAIGHT = 4e-13;

/** One program as tables of numbers. */
interface Program {
  readonly hessian: readonly (readonly number[])[];
  readonly linear: readonly number[];
  readonly constraints: readonly (readonly number[])[];
  readonly constraintLower: readonly number[];
  readonly constraintUpper: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

type Hessian = constrained.QuadraticProgramProblem['hessian'];

const isDiagonal = (hessian: NonNullable<Hessian>): hessian is number[] =>
  ArrayBuffer.isView(hessian) || (Array.isArray(hessian) && typeof hessian[0] === 'number');

/** The full matrix P; its upper triangle need not be given. */
function wholeHessian(hessian: Hessian, variables: number): number[][] {
  const table = Array.from({ length: variables }, () => new Array<number>(variables).fill(0));
  if (hessian === undefined) return table;
  if (isDiagonal(hessian)) {
    vectorOf(hessian).forEach((value, j) => {
      (table[j] as number[])[j] = value;
    });
    return table;
  }
  const given = rowsOf(hessian as Parameters<typeof rowsOf>[0]);
  return table.map((row, i) => row.map((_, j) => (i >= j ? at(given[i] ?? [], j) : at(given[j] ?? [], i))));
}

/** A vector, or the row of a matrix with one row per program. */
function rowOf(
  input: constrained.QuadraticProgramsProblem['lower'],
  program: number,
  length: number,
  missing: number,
): number[] {
  if (input === undefined) return new Array<number>(length).fill(missing);
  const isMatrix = 'rows' in input || (Array.isArray(input) && typeof input[0] === 'object');
  return isMatrix
    ? (rowsOf(input as Parameters<typeof rowsOf>[0])[program] as number[])
    : vectorOf(input as number[]);
}

function programOf(problem: constrained.QuadraticProgramsProblem, index: number): Program {
  const linear = rowOf(problem.linear, index, 0, 0);
  const constraints = problem.constraintMatrix === undefined ? [] : rowsOf(problem.constraintMatrix);
  const boundsOf = (input: typeof problem.lower, length: number, missing: number) =>
    rowOf(input, index, length, missing);
  return {
    hessian: wholeHessian(problem.hessian, linear.length),
    linear,
    constraints,
    constraintLower: boundsOf(problem.constraintLower, constraints.length, -Infinity),
    constraintUpper: boundsOf(problem.constraintUpper, constraints.length, Infinity),
    lower: boundsOf(problem.lower, linear.length, -Infinity),
    upper: boundsOf(problem.upper, linear.length, Infinity),
  };
}

const times = (rows: readonly (readonly number[])[], x: readonly number[]) => rows.map((row) => dot(row, x));

/** The sum of the absolute terms of an inner product. */
const sizeOf = (row: readonly number[], x: readonly number[]) =>
  sum(row.map((value, j) => Math.abs(value * at(x, j))));

/** The sums of the absolute terms of a matrix-vector product. */
const sizes = (rows: readonly (readonly number[])[], x: readonly number[]) =>
  rows.map((row) => sizeOf(row, x));

/** The maximum of multipliers times activities between the bounds; infinite if a sign is wrong. */
const support = (multipliers: readonly number[], lower: readonly number[], upper: readonly number[]) =>
  sum(multipliers.map((value, k) => (value === 0 ? 0 : value * at(value > 0 ? upper : lower, k))));

interface Found {
  readonly status: constrained.QuadraticProgramStatus;
  readonly solution: readonly number[];
  readonly objective: number;
  readonly multipliers: readonly number[];
  readonly boundMultipliers: readonly number[];
  readonly certificate: constrained.QuadraticProgramCertificate | undefined;
}

/** Certifies the KKT conditions to the tolerance. */
function certifyMinimum(program: Program, found: Found, tolerance: number): void {
  const { hessian, linear, constraints, lower, upper, constraintLower, constraintUpper } = program;
  const { solution: x, multipliers, boundMultipliers } = found;
  const columns = transposed(constraints, x.length);
  const [curvature, transposedProduct, activities] = [
    times(hessian, x),
    times(columns, multipliers),
    times(constraints, x),
  ];
  // Overflowing sums are not certified.
  if (
    ![...sizes(hessian, x), ...sizes(columns, multipliers), ...sizes(constraints, x)].every(Number.isFinite)
  )
    return;
  const rounding = (terms: number) => EPSILON * (ROUNDINGS + x.length + multipliers.length) * terms;
  const size = Math.max(1, largest(curvature), largest(linear), largest(transposedProduct));
  const [curving, pulling] = [sizes(hessian, x), sizes(columns, multipliers)];
  x.forEach((value, j) => {
    holds(`variable ${j} is within its bounds`, value >= at(lower, j) && value <= at(upper, j));
    const terms =
      at(curving, j) + Math.abs(at(linear, j)) + at(pulling, j) + Math.abs(at(boundMultipliers, j));
    const slope = at(curvature, j) + at(linear, j) + at(transposedProduct, j) + at(boundMultipliers, j);
    atMost(`entry ${j} of the gradient`, Math.abs(slope), MEASURED * tolerance * size + rounding(terms));
  });
  const height = Math.max(1, largest(activities));
  const moving = sizes(constraints, x);
  activities.forEach((value, i) => {
    const violation = Math.max(at(constraintLower, i) - value, value - at(constraintUpper, i));
    const size = Math.min(height, Math.max(1, at(moving, i)));
    atMost(`the violation of row ${i}`, violation, MEASURED * tolerance * size + rounding(at(moving, i)));
  });
  const [square, slope] = [dot(x, curvature), dot(x, linear)];
  const most =
    support(multipliers, constraintLower, constraintUpper) + support(boundMultipliers, lower, upper);
  const terms =
    dot(x.map(Math.abs), curving) +
    sum(x.map((value, j) => Math.abs(value * at(linear, j)))) +
    sum(
      multipliers.map((value, i) =>
        value === 0 ? 0 : Math.abs(value * at(value > 0 ? constraintUpper : constraintLower, i)),
      ),
    ) +
    sum(
      boundMultipliers.map((value, j) =>
        value === 0 ? 0 : Math.abs(value * at(value > 0 ? upper : lower, j)),
      ),
    );
  const gapSize = Math.max(1, Math.abs(square), Math.abs(slope));
  atMost(
    'the duality gap',
    Math.abs(square + slope + most),
    MEASURED * tolerance * gapSize + rounding(terms),
  );
  near('objective', found.objective, square / 2 + slope, rounding(terms) + tolerance * EPSILON);
}

/** Certifies that no point satisfies all bounds. */
function certifyInfeasible(program: Program, { certificate }: Found): void {
  const { constraints, lower, upper, constraintLower, constraintUpper, linear } = program;
  const multipliers = vectorOf(certificate?.multipliers ?? []);
  const boundMultipliers = vectorOf(certificate?.boundMultipliers ?? []);
  const most =
    support(multipliers, constraintLower, constraintUpper) + support(boundMultipliers, lower, upper);
  holds('what multipliers and activities can be at most is negative', most < 0);
  const residual = times(transposed(constraints, linear.length), multipliers).map(
    (value, j) => value + at(boundMultipliers, j),
  );
  const unit = Math.max(1, largest(constraints.flat()));
  atMost('what is left of the multipliers', largest(residual), VANISHING * unit * Math.max(1, -most));
}

/** Certifies that the objective is unbounded along a direction, or has negative curvature. */
function certifyDirection(program: Program, { status, certificate }: Found): void {
  const { hessian, linear, constraints, lower, upper, constraintLower, constraintUpper } = program;
  const direction = vectorOf(certificate?.direction ?? []);
  near('the largest entry of the direction', largest(direction), 1, 1e-12);
  if (status === 'notConvex') {
    holds('the hessian is curved downwards', dot(direction, times(hessian, direction)) < 0);
    return;
  }
  // Quantities are relative to the terms of each sum, independent of the units of variables, rows and objective. A
  // curvature or rate above rounding would end the descent at some distance.
  holds('the objective falls', -dot(linear, direction) > STRAIGHT * sizeOf(linear, direction));
  const curvature = dot(direction, times(hessian, direction));
  const size = dot(direction.map(Math.abs), sizes(hessian, direction));
  atMost('the curvature along the direction', curvature, STRAIGHT * size);
  const leadsOn = (rate: number, slack: number, from: number, to: number) =>
    (rate <= slack || to === Infinity) && (rate >= -slack || from === -Infinity);
  const moving = sizes(constraints, direction);
  times(constraints, direction).forEach((rate, i) => {
    holds(
      `the direction leads to no end of row ${i}`,
      leadsOn(rate, STRAIGHT * at(moving, i), at(constraintLower, i), at(constraintUpper, i)),
    );
  });
  direction.forEach((rate, j) => {
    holds(`the direction leads to no bound of variable ${j}`, leadsOn(rate, 0, at(lower, j), at(upper, j)));
  });
}

function certify(program: Program, found: Found, tolerance = 1e-9): void {
  if (found.status === 'converged') certifyMinimum(program, found, tolerance);
  if (found.status === 'infeasible') certifyInfeasible(program, found);
  if (found.status === 'unbounded' || found.status === 'notConvex') certifyDirection(program, found);
}

/** Certifies a quadratic program. */
export function certifyQuadraticProgram(
  problem: constrained.QuadraticProgramProblem,
  solution: constrained.QuadraticProgramSolution,
): void {
  const found = {
    ...solution,
    solution: vectorOf(solution.solution),
    multipliers: vectorOf(solution.multipliers),
    boundMultipliers: vectorOf(solution.boundMultipliers),
    certificate: solution.certificate,
  };
  certify(programOf(problem, 0), found, problem.tolerance);
}

/** Certifies several quadratic programs one by one. */
export function certifyQuadraticPrograms(
  problem: constrained.QuadraticProgramsProblem,
  solution: constrained.QuadraticProgramsSolution,
): void {
  const [solutions, multipliers, boundMultipliers] = [
    solution.solution,
    solution.multipliers,
    solution.boundMultipliers,
  ].map((matrix) => rowsOf(matrix)) as [number[][], number[][], number[][]];
  const unsolved = solution.statuses.find((status) => status !== 'converged') ?? 'converged';
  holds('the status is that of the first program without a solution', solution.status === unsolved);
  solution.statuses.forEach((status, k) => {
    const found = {
      status,
      solution: solutions[k] as number[],
      objective: at(solution.objective, k),
      multipliers: multipliers[k] as number[],
      boundMultipliers: boundMultipliers[k] as number[],
      certificate: solution.certificates[k],
    };
    certify(programOf(problem, k), found, problem.tolerance);
  });
}
