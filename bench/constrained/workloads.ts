// Problems with equations, bounds and inequalities for the benchmarks.

import { readFileSync } from 'node:fs';
import { constrained, type SyncRunOptions } from 'superlinear';
import { hangingChain } from '../../examples/support/hanging-chain.js';
import { regression } from '../../test/data/regression.js';
import { type BoundedProgram, boundedFormulasOf } from '../../test/support/inequalities.js';
import { functionsOf, type Program } from '../../test/support/programs.js';
import { compiledFunctions } from './compiled.js';

/** The solutions of superlinear. */
export interface Found {
  /** The solution points of all problems of a workload. */
  readonly points: readonly Float64Array[];
  readonly iterations: number;
  /** Number of converged problems. */
  readonly converged: number;
}

/** A workload, ready to be solved. */
export interface Workload {
  /** Number of problems. */
  readonly problems: number;
  /** Selects the problems that the Python workers build; `arguments` parameterizes them. */
  readonly kind: 'table' | 'bounded' | 'poisson' | 'regression' | 'chain';
  readonly arguments: readonly number[];
  /** Arrays too large to be written as text. */
  readonly doubles?: readonly Float64Array[];
  solve(options: SyncRunOptions): Found;
}

export const workloads = {
  table: () => table(),
  bounded: () => bounded(boundedCompiled),
  'bounded-formulas': () => bounded(boundedFormulasOf),
  'poisson-31': () => poisson(31, 1e-3, 1),
  'poisson-63': () => poisson(63, 1e-3, 1),
  'poisson-127': () => poisson(127, 1e-3, 1),
  'poisson-31-linear': () => poisson(31, 1e-3, 0),
  'poisson-63-linear': () => poisson(63, 1e-3, 0),
  'poisson-127-linear': () => poisson(127, 1e-3, 0),
  'poisson-31-stiff': () => poisson(31, 1e-5, 100),
  'poisson-63-stiff': () => poisson(63, 1e-5, 100),
  'poisson-127-stiff': () => poisson(127, 1e-5, 100),
  'logistic-2000x60': () => logistic(2000, 60),
  'logistic-32000x123': () => logistic(32_000, 123),
  'chain-1000': () => chain(501),
} satisfies Record<string, () => Workload>;

export type WorkloadName = keyof typeof workloads;

/** The public test problems, as JavaScript functions with exact derivatives. */
function table(): Workload {
  // This file is compiled to build/bench/constrained.
  const file = new URL('../../../test/data/nonlinear-programs.json', import.meta.url);
  const programs = JSON.parse(readFileSync(file, 'utf8')) as readonly Program[];
  return minima(
    'table',
    programs.map((program) => functionsOf(program).withDerivatives),
  );
}

/**
 * The public test problems with bounds and inequalities that have solutions, as JavaScript functions or as formulas.
 */
function bounded(problemOf: (program: BoundedProgram) => Problem): Workload {
  const file = new URL('../../../test/data/constrained/problems.json', import.meta.url);
  const { problems } = JSON.parse(readFileSync(file, 'utf8')) as { problems: readonly BoundedProgram[] };
  return minima('bounded', problems.filter(({ expected }) => expected.status === 'converged').map(problemOf));
}

/** A problem as JavaScript functions with exact derivatives. */
function boundedCompiled(program: BoundedProgram): Problem {
  const { objective: _, constraints: __, ...data } = boundedFormulasOf(program);
  const { objective, constraints, initial } = program;
  const functions = compiledFunctions(objective, constraints, initial.length);
  return { ...functions, ...data, constraintCount: constraints.length };
}

type Problem = Parameters<typeof constrained.minimizeSync>[0];

function minima(kind: 'table' | 'bounded', problems: readonly Problem[]): Workload {
  const solve = (options: SyncRunOptions) => {
    const all = problems.map((problem) => constrained.minimizeSync(problem, options));
    return {
      points: all.map(({ solution }) => solution),
      iterations: all.reduce((sum, { iterations }) => sum + iterations, 0),
      converged: all.filter(({ status }) => status === 'converged').length,
    };
  };
  return { problems: problems.length, kind, arguments: [], solve };
}

/** Optimal control of a Poisson equation. */
function poisson(size: number, controlWeight: number, reaction: number): Workload {
  const solve = (options: SyncRunOptions) => {
    const { status, state, control, iterations } = constrained.poissonControlSync(
      { size, controlWeight, reaction },
      options,
    );
    const point = new Float64Array(2 * size * size);
    point.set(state.data);
    point.set(control.data, size * size);
    return one(point, iterations, status);
  };
  return { problems: 1, kind: 'poisson', arguments: [size, controlWeight, reaction], solve };
}

/** Logistic regression on a sphere. */
function logistic(rows: number, columns: number): Workload {
  const problem = regression(rows, columns);
  const { features, labels, constraintMatrix, constraintValues } = problem;
  const solve = (options: SyncRunOptions) => {
    const { status, solution, iterations } = constrained.logisticSync(problem, options);
    return one(solution, iterations, status);
  };
  return {
    problems: 1,
    kind: 'regression',
    arguments: [rows, columns, constraintMatrix.rows],
    doubles: [features.data, labels, constraintMatrix.data, constraintValues],
    solve,
  };
}

/** A hanging chain with `links` links, as JavaScript functions with sparse derivatives. */
function chain(links: number): Workload {
  const problem = hangingChain(links);
  const solve = (options: SyncRunOptions) => {
    const { status, solution, iterations } = constrained.minimizeSync(problem, options);
    return one(solution, iterations, status);
  };
  return { problems: 1, kind: 'chain', arguments: [links], solve };
}

function one(point: Float64Array, iterations: number, status: constrained.MinimizeStatus): Found {
  return { points: [point], iterations, converged: status === 'converged' ? 1 : 0 };
}
