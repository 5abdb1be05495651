// Linear programs against HiGHS, quadratic ones against Clarabel and PIQP.

import { constrained } from 'superlinear';
import {
  certifyQuadraticProgram,
  certifyQuadraticPrograms,
} from '../../../test/certificates/quadratic-programs.js';
import { at, dot, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { compareMinima, endingOf, type Merit, ourSide } from '../verdict.js';

interface Program {
  readonly linear: number[];
  readonly hessian?: number[][];
  readonly constraintMatrix: number[][];
  readonly constraintLower: number[];
  readonly constraintUpper: number[];
  readonly lower?: number[];
  readonly upper?: number[];
}

const NONE = Number.POSITIVE_INFINITY;

/** The distributions of a program's entries and slacks. */
interface Taste {
  readonly entry: (random: Random) => number;
  readonly size: (random: Random) => number;
}

const TINY: Taste = { entry: (random) => random.normal(), size: (random) => random.integer(1, 6) };
const WHOLE: Taste = { entry: (random) => random.integer(-2, 2), size: (random) => random.integer(1, 12) };

/** A program with a feasible point: equations, one- or two-sided inequalities, bounds; each may be active there. */
function feasible(random: Random, { entry, size }: Taste): Program {
  const [n, m] = [size(random), random.integer(0, 1) * size(random)];
  const point = random.list(n, () => entry(random));
  const matrix = random.matrix(m, n, () => entry(random));
  const slack = () => random.pick([0, 0, 1, 10]) * Math.abs(entry(random));
  const bounds = (values: number[]) => {
    const low = values.map((value) => (random.chance(0.6) ? value - slack() : -NONE));
    const high = values.map((value, k) =>
      random.chance(0.2) && at(low, k) > -NONE
        ? Math.max(value, at(low, k))
        : random.chance(0.6)
          ? value + slack()
          : NONE,
    );
    return [low, high] as const;
  };
  const [constraintLower, constraintUpper] = bounds(matrix.map((row) => dot(row, point)));
  const [lower, upper] = bounds(point);
  const linear = point.map(() => entry(random));
  return { linear, constraintMatrix: matrix, constraintLower, constraintUpper, lower, upper };
}

/** A program with a convex square, of any rank. */
function quadratic(random: Random, program: Program): Program {
  const factor = random.normals(random.integer(1, program.linear.length), program.linear.length);
  const hessian = program.linear.map((_, i) =>
    program.linear.map((_, j) => sum(factor.map((row) => at(row, i) * at(row, j)))),
  );
  return { ...program, hessian };
}

/** Rows repeated, and sums of others. */
function dependent(random: Random): Program {
  const program = feasible(random, WHOLE);
  const { constraintMatrix: rows, constraintLower: low, constraintUpper: high } = program;
  if (rows.length === 0) return program;
  const k = random.integer(0, rows.length - 1);
  return {
    ...program,
    constraintMatrix: [...rows, rows[k] as number[]],
    constraintLower: [...low, at(low, k)],
    constraintUpper: [...high, at(high, k)],
  };
}

/** Rows, columns, or all numbers in other units. */
function scaled(random: Random): Program {
  const program = feasible(random, TINY);
  const times = (values: number[], units: number[]) => values.map((value, k) => value * at(units, k));
  const rows = program.constraintMatrix.map(() => random.pick([1, 1e-3, 1e3, 1e6]));
  const cost = random.pick([1, 1e-3, 1e3, 1e8]);
  return {
    ...program,
    linear: program.linear.map((value) => value * cost),
    constraintMatrix: program.constraintMatrix.map((row, i) => row.map((value) => value * at(rows, i))),
    constraintLower: times(program.constraintLower, rows),
    constraintUpper: times(program.constraintUpper, rows),
  };
}

/** Integers, with bounds at random: some are infeasible, some unbounded. */
function any(random: Random): Program {
  const [n, m] = [random.integer(1, 6), random.integer(1, 8)];
  const bounds = (count: number) => {
    const low = random.list(count, () => (random.chance(0.5) ? random.integer(-4, 4) : -NONE));
    const high = low.map((value) => (random.chance(0.5) ? Math.max(value, random.integer(-4, 4)) : NONE));
    return [low, high] as const;
  };
  const [constraintLower, constraintUpper] = bounds(m);
  const [lower, upper] = bounds(n);
  const constraintMatrix = random.matrix(m, n, () => random.integer(-2, 2));
  return {
    linear: random.list(n, () => random.integer(-3, 3)),
    constraintMatrix,
    constraintLower,
    constraintUpper,
    lower,
    upper,
  };
}

/** Bounds that stand for none. */
function largeBounds(random: Random): Program {
  const program = feasible(random, TINY);
  const far = random.pick([1e4, 1e6, 1e9, 1e12]);
  const finite = (values: number[] = []) => values.map((value) => Math.max(-far, Math.min(far, value)));
  return { ...program, lower: finite(program.lower), upper: finite(program.upper) };
}

/** Whole costs from places to places. */
function transports(random: Random): Program {
  const [n, m] = [random.integer(1, 5), random.integer(1, 5)];
  const rows = [
    ...random.matrix(n, n * m, (i, k) => Number(Math.floor(k / m) === i)),
    ...random.matrix(m, n * m, (j, k) => Number(k % m === j)),
  ];
  const sums = [...random.list(n, () => m), ...random.list(m, () => n)];
  const linear = random.list(n * m, () => random.integer(0, 5));
  return {
    linear,
    constraintMatrix: rows,
    constraintLower: sums,
    constraintUpper: sums,
    lower: linear.map(() => 0),
  };
}

const PROGRAMS = {
  tiny: (random: Random) => feasible(random, TINY),
  degenerate: (random: Random) => feasible(random, WHOLE),
  dependent,
  scaled,
  any,
  'large bounds': largeBounds,
  transports,
};

/** The objective, and the largest violation of an end, relative to the terms of its row. */
function meritOf(program: Program, x: ArrayLike<number>): Merit & { readonly size: number } {
  const point = Array.from(x);
  const squares = (program.hessian ?? []).map((row, i) => (dot(row, point) * at(point, i)) / 2);
  const terms = [...squares, ...program.linear.map((cost, j) => cost * at(point, j))];
  const beyond = (value: number, low: number, high: number, size: number) =>
    Math.max(0, low - value, value - high) / (1 + size);
  const rows = program.constraintMatrix.map((row, i) =>
    beyond(
      dot(row, point),
      at(program.constraintLower, i),
      at(program.constraintUpper, i),
      largest(row.map((value, j) => value * at(point, j))),
    ),
  );
  const bounds = point.map((value, j) =>
    beyond(value, program.lower?.[j] ?? -NONE, program.upper?.[j] ?? NONE, Math.abs(value)),
  );
  return { value: sum(terms), violation: largest([...rows, ...bounds]), size: sum(terms.map(Math.abs)) };
}

type Found = Reply & { readonly status: string; readonly solution?: number[] };

function judgeProgram(
  program: Program,
  outcome: Outcome<constrained.QuadraticProgramSolution>,
  { status, solution }: Found,
): Iterable<Finding> {
  // Of a program with a certificate that no point is feasible, another may prove that its dual has none either.
  const proofs = [endingOf(outcome.status), endingOf(status)];
  if (proofs.every((ending) => ending === 'infeasible' || ending === 'unbounded')) return [];
  const merit = status === 'converged' && solution ? meritOf(program, solution) : undefined;
  const ours = ourSide(outcome, (found) => meritOf(program, found.solution));
  const unit = 1 + (merit?.size ?? 0);
  return compareMinima(ours, { status, merit }, { unit, tolerance: 1e-6, feasibility: 1e-7 });
}

/** Programs of every kind, each with something more. */
const programs = (part: string, more: (random: Random, program: Program) => Program) =>
  subject<Program, constrained.QuadraticProgramSolution, Found>({
    method: 'quadraticProgram',
    part,
    kinds: Object.fromEntries(
      Object.entries(PROGRAMS).map(([name, draw]) => [name, (random: Random) => more(random, draw(random))]),
    ),
    axes: [
      ['constraintLower', 'constraintUpper', 'constraintMatrix'],
      ['linear', 'lower', 'upper', 'constraintMatrix.*', 'hessian', 'hessian.*'],
    ],
    codes: ['hessian'],
    peer: 'program',
    pose: ({ constraintMatrix, constraintLower, constraintUpper, ...rest }) =>
      constraintMatrix.length > 0 ? { ...rest, constraintMatrix, constraintLower, constraintUpper } : rest,
    solve: (problem, options) =>
      constrained.quadraticProgramSync(problem as constrained.QuadraticProgramProblem, options),
    certify: certifyQuadraticProgram,
    judge: judgeProgram,
  });

export const linearPrograms = programs('without a square', (_, program) => program);
export const quadraticPrograms = programs('with a square', quadratic);

/** A program, and several objectives and bounds of its rows. */
interface Several {
  readonly program: Program;
  readonly linears: number[][];
  readonly shifts: number[][];
}

const several = (random: Random, program: Program): Several => {
  const count = random.integer(1, 4);
  const unit = largest(program.linear) || 1;
  return {
    program,
    linears: random.list(count, (k) =>
      program.linear.map((cost) => cost + (k === 0 ? 0 : unit * random.integer(-1, 1))),
    ),
    shifts: random.list(count, (k) =>
      program.constraintLower.map(() => (k === 0 ? 0 : random.integer(-1, 1))),
    ),
  };
};

/** Program `k` of several. */
const programOf = ({ program, linears, shifts }: Several, k: number): Program => {
  const moved = (bounds: number[]) => bounds.map((bound, i) => bound + at(shifts[k] as number[], i));
  return {
    ...program,
    linear: linears[k] as number[],
    constraintLower: moved(program.constraintLower),
    constraintUpper: moved(program.constraintUpper),
  };
};

/** Programs of the same matrices, each against the peer's answer to it alone. */
export const severalPrograms = subject<
  Several,
  constrained.QuadraticProgramsSolution,
  Reply & { programs: Found[] }
>({
  method: 'quadraticPrograms',
  kinds: Object.fromEntries(
    Object.entries(PROGRAMS).map(([name, draw]) => [
      name,
      (random: Random) => {
        const program = draw(random);
        return several(random, random.chance(0.5) ? quadratic(random, program) : program);
      },
    ]),
  ),
  axes: [['linears', 'shifts']],
  codes: ['program'],
  peer: 'programs',
  pose: (model) => {
    const { constraintLower: _, constraintUpper: __, constraintMatrix, ...rest } = model.program;
    const all = model.linears.map((_linear, k) => programOf(model, k));
    const rows = {
      constraintMatrix,
      constraintLower: all.map(({ constraintLower }) => constraintLower),
      constraintUpper: all.map(({ constraintUpper }) => constraintUpper),
    };
    return { ...rest, linear: model.linears, ...(constraintMatrix.length > 0 && rows) };
  },
  solve: (problem, options) =>
    constrained.quadraticProgramsSync(problem as constrained.QuadraticProgramsProblem, options),
  certify: certifyQuadraticPrograms,
  *judge(model, { solution }, { programs: found }) {
    if (solution === undefined) return;
    const n = model.program.linear.length;
    for (const [k, status] of solution.statuses.entries()) {
      const point = solution.solution.data.slice(k * n, (k + 1) * n);
      const outcome = { status, solution: { solution: point } as constrained.QuadraticProgramSolution };
      yield* judgeProgram(programOf(model, k), outcome, found[k] as Found);
    }
  },
});
