/**
 * Several quadratic programs in one call: with and without chaining, the solutions equal individual ones, in fewer
 * steps; bad input.
 */

import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyQuadraticPrograms } from '../../certificates/quadratic-programs.js';
import { chain, portfolio } from '../../data/quadratic-programs.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError, expectFinite } from '../../support/expect.js';

const { quadraticPrograms, quadraticProgramsSync, quadraticProgramSync } = constrained;

type Problem = constrained.QuadraticProgramsProblem;

checkSolver<Problem, constrained.QuadraticProgramsSolution, constrained.QuadraticProgramsProgress>({
  method: 'constrained.quadraticPrograms',
  loads: ['constrained-quadratic'],
  certify: certifyQuadraticPrograms,
  solve: quadraticPrograms,
  solveSync: quadraticProgramsSync,
  problem: () => ({
    hessian: [1, 1],
    linear: [0, 0],
    constraintMatrix: [[1, 1]],
    constraintLower: [[1], [2], [4]],
    constraintUpper: [[1], [2], [4]],
    lower: [0, 0],
    upper: [2.5, 1.5],
    chained: true,
    tolerance: 1e-10,
    maxIterations: 20,
    initial: [0, 0],
    initialMultipliers: [0],
    initialBoundMultipliers: [0, 0],
  }),
  verify({ status, statuses, solution }) {
    expect(status).toBe('converged');
    expect(statuses).toEqual(['converged', 'converged', 'converged']);
    expectAllClose(solution.data, [0.5, 0.5, 1, 1, 2.5, 1.5], 1e-14);
  },
  limited: () => ({ ...portfolio(50, 3), maxIterations: 1 }),
  long: () => {
    const problem = portfolio(400, 4);
    return {
      ...problem,
      linear: Array.from({ length: 400 }, (_, k) => problem.linear.map((q, j) => q * (1 + ((k * j) % 7)))),
      chained: false,
    };
  },
});

/** The efficient frontier of a portfolio: minimum risk for each of `count` returns. */
function frontier(count: number): Problem {
  const { linear, hessian } = portfolio(50, 3);
  const gains = linear.map((value) => -value);
  const targets = Array.from({ length: count }, (_, k) => [1, (0.8 * k) / count]);
  return {
    hessian,
    linear: new Float64Array(50),
    constraintMatrix: { rows: 2, columns: 50, data: Float64Array.of(...gains.map(() => 1), ...gains) },
    constraintLower: targets,
    constraintUpper: targets.map(() => [1, Infinity]),
    lower: new Float64Array(50),
    upper: new Float64Array(50).fill(0.3),
  };
}

describe('several quadratic programs', () => {
  beforeAll(() => load('constrained-quadratic'));

  test('are what each of them is alone, chained or not', () => {
    const problem = frontier(40);
    const [chained, apart] = [true, false].map((chained) =>
      quadraticProgramsSync({ ...problem, chained }),
    ) as [constrained.QuadraticProgramsSolution, constrained.QuadraticProgramsSolution];
    for (const solutions of [chained, apart]) {
      certifyQuadraticPrograms(problem, solutions);
      expect(solutions.status).toBe('converged');
    }
    expectAllClose(chained.solution.data, apart.solution.data, 1e-12);
    const rows = (matrix: Problem['constraintLower'], k: number) => (matrix as number[][])[k] as number[];
    for (const k of [0, 7, 39]) {
      const { chained: _, ...single } = problem;
      const alone = quadraticProgramSync({
        ...single,
        linear: new Float64Array(50),
        constraintLower: rows(problem.constraintLower, k),
        constraintUpper: rows(problem.constraintUpper, k),
      } as constrained.QuadraticProgramProblem);
      expect(apart.solution.data.subarray(50 * k, 50 * (k + 1))).toEqual(alone.solution);
      expect([apart.objective[k], apart.iterations[k]]).toEqual([alone.objective, alone.iterations]);
    }
    console.log(
      `${chained.statistics.factorizations} decompositions chained, ${apart.statistics.factorizations} apart`,
    );
    expect(chained.statistics.factorizations).toBeLessThanOrEqual(0.3 * apart.statistics.factorizations);
  });

  test('of control, from states that are known beforehand', () => {
    const steps = 20;
    const matrices = chain.program(steps);
    const states = Array.from({ length: 40 }, (_, k) => [0.45 - 0.02 * k, 0.01 * k - 0.375, 0, 0]);
    const ends = states.map((state) => chain.rowBounds(steps, state));
    const problem = { ...matrices, constraintLower: ends, constraintUpper: ends };
    const [chained, apart] = [true, false].map((chained) =>
      quadraticProgramsSync({ ...problem, chained }),
    ) as [constrained.QuadraticProgramsSolution, constrained.QuadraticProgramsSolution];
    certifyQuadraticPrograms(problem, chained);
    expectAllClose(chained.solution.data, apart.solution.data, 1e-9);
    console.log(
      `${chained.statistics.factorizations} decompositions chained, ${apart.statistics.factorizations} apart`,
    );
    expect(chained.statistics.factorizations).toBeLessThanOrEqual(0.35 * apart.statistics.factorizations);
  });

  test('one without a solution leaves the others theirs', () => {
    for (const chained of [true, false]) {
      const problem = {
        hessian: [1],
        linear: [0],
        constraintMatrix: [[1]],
        constraintLower: [[1], [3], [2]],
        upper: [2],
        chained,
      };
      const solution = quadraticProgramsSync(problem);
      expect(solution.status).toBe('infeasible');
      expect(solution.statuses).toEqual(['converged', 'infeasible', 'converged']);
      expect([solution.solution.data[0], solution.solution.data[2]]).toEqual([1, 2]);
      expect(Object.keys(solution.certificates[0] as object)).toEqual([]);
      certifyQuadraticPrograms(problem, solution);
      expectFinite(solution);
    }
  });

  test('none at all', () => {
    const none = { rows: 0, columns: 2, data: [] };
    const { status, statuses, solution } = quadraticProgramsSync({ hessian: [1, 1], linear: none });
    expect([status, statuses, solution.rows]).toEqual(['converged', [], 0]);
  });

  test.each<[Partial<Problem>, string]>([
    [
      {
        linear: [
          [0, 0],
          [0, 0],
        ],
        upper: [[1, 1]],
      },
      'upper',
    ],
    [
      {
        linear: [
          [0, 0],
          [0, Number.NaN],
        ],
      },
      'linear[1][1]',
    ],
    [{ lower: [[0, 0, 0]] }, 'lower'],
    [
      {
        lower: [
          [0, 0],
          [0, 2],
        ],
        upper: [1, 1],
      },
      'upper[1]',
    ],
    [
      {
        lower: [1, 1],
        upper: [
          [2, 2],
          [2, 0],
        ],
      },
      'upper[1][1]',
    ],
  ])('refuses %o', async (wrong, path) => {
    const problem = { hessian: [1, 1], linear: [0, 0], ...wrong };
    await expectError(() => quadraticProgramsSync(problem), 'INVALID_INPUT', path);
  });
});
