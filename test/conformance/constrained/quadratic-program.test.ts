/**
 * Quadratic and linear programs: optima from other programs and by hand, proofs of infeasibility and unboundedness,
 * random programs, and bad input.
 */

import * as fc from 'fast-check';
import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyQuadraticProgram } from '../../certificates/quadratic-programs.js';
import { chain, portfolio, rand } from '../../data/quadratic-programs.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError, expectFinite } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { quadraticProgram, quadraticProgramSync } = constrained;

type Problem = constrained.QuadraticProgramProblem;

/** Hock and Schittkowski's problem 35: the minimum is 1/9 at (4/3, 7/9, 4/9), with the multiplier 2/9 for the row. */
const hs35 = (): Problem => ({
  hessian: [
    [4, 2, 2],
    [2, 4, 0],
    [2, 0, 2],
  ],
  linear: [-8, -6, -4],
  constraintMatrix: [[1, 1, 2]],
  constraintLower: [-1e9],
  constraintUpper: [3],
  lower: [0, 0, 0],
  upper: [10, 10, 10],
  initial: [0.5, 0.5, 0.5],
  initialMultipliers: [0],
  initialBoundMultipliers: [0, 0, 0],
  tolerance: 1e-12,
  maxIterations: 50,
});

checkSolver<Problem, constrained.QuadraticProgramSolution, constrained.QuadraticProgramRecord>({
  method: 'constrained.quadraticProgram',
  loads: ['constrained-quadratic'],
  certify: certifyQuadraticProgram,
  solve: quadraticProgram,
  solveSync: quadraticProgramSync,
  problem: hs35,
  verify({ status, solution, objective, multipliers, boundMultipliers }) {
    expect(status).toBe('converged');
    expectClose(objective + 9, 1 / 9, 1e-14);
    expectAllClose(solution, [4 / 3, 7 / 9, 4 / 9], 1e-14);
    expectClose(multipliers[0] as number, 2 / 9, 1e-14);
    expectAllClose(boundMultipliers, [0, 0, 0], 1e-14);
  },
  limited: () => ({ ...rand(20, 20, 1), maxIterations: 1 }),
});

describe('a quadratic program', () => {
  beforeAll(() => load('constrained-quadratic'));

  test.each([
    ['rand(20, 20, 1)', () => rand(20, 20, 1), -21.3601273137114, 0.147776063553, 9],
    ['rand(100, 100, 2)', () => rand(100, 100, 2), -46.1907431332952, -0.840360529028, 12],
    ['portfolio(50, 3)', () => portfolio(50, 3), -0.849604836784238, 0, 10],
    ['portfolio(200, 4)', () => portfolio(200, 4), -0.84730944382006, 0, 12],
  ])('%s has the optimum that other programs find', (_, make, optimum, first, mostIterations) => {
    const problem = make();
    const solution = quadraticProgramSync(problem);
    certifyQuadraticProgram({ ...problem, tolerance: 1e-12 }, solution);
    expect(solution.status).toBe('converged');
    expectClose(solution.objective, optimum, 1e-12);
    expectClose(solution.solution[0] as number, first, 1e-11);
    expect(solution.iterations).toBeLessThanOrEqual(mostIterations);
  });

  test('multipliers are rates of the least objective, and tell which end is active', () => {
    // The minimum of ½(x - 2)² for x <= 1 and for x >= 3, by a row and by a bound.
    const base = { hessian: [1], linear: [-2] };
    const row = { ...base, constraintMatrix: [[1]] };
    const expectValues = (problem: Problem, expected: readonly number[]) => {
      const { solution, multipliers, boundMultipliers } = quadraticProgramSync(problem);
      expectAllClose([...solution, ...multipliers, ...boundMultipliers], expected, 1e-15);
    };
    expectValues({ ...row, constraintUpper: [1] }, [1, 1, 0]);
    expectValues({ ...row, constraintLower: [3] }, [3, -1, 0]);
    expectValues({ ...row, constraintLower: [3], constraintUpper: [3] }, [3, -1, 0]);
    expectValues({ ...base, upper: [1] }, [1, 1]);
    expectValues({ ...base, lower: [3] }, [3, -1]);
    expectValues({ ...base, lower: [3], upper: [3] }, [3, -1]);
  });

  test('variables end exactly on their bounds', () => {
    const problem = portfolio(200, 4);
    const { solution, boundMultipliers } = quadraticProgramSync(problem);
    const atBounds = solution.filter((x) => x === 0 || x === 0.3);
    expect(atBounds).toHaveLength(178);
    expect(boundMultipliers.filter((v) => v !== 0)).toHaveLength(178);
  });

  test('all forms of the same matrices give the same point', () => {
    const dense = {
      hessian: { rows: 3, columns: 3, data: [2, 0, 0, 0, 3, 0, 0, 0, 4] },
      linear: [-1, -2, -3],
      constraintMatrix: { rows: 1, columns: 3, data: [1, 0, 1] },
      constraintUpper: [0.5],
    };
    const { solution } = quadraticProgramSync(dense);
    // With the row's multiplier 1: (1 - 1) / 2, 2 / 3, (3 - 1) / 4.
    expectAllClose(solution, [0, 2 / 3, 0.5], 1e-14);
    const sparse = { rows: 3, columns: 3, indptr: [0, 1, 2, 3], indices: [0, 1, 2], data: [2, 3, 4] };
    const row = { rows: 1, columns: 3, indptr: [0, 2], indices: [0, 2], data: [1, 1] };
    for (const hessian of [
      [2, 3, 4],
      Float64Array.of(2, 3, 4),
      sparse,
      [
        [2, 0, 0],
        [0, 3, 0],
        [0, 0, 4],
      ],
    ])
      for (const constraintMatrix of [row, [[1, 0, 1]], Float32Array.of(1, 0, 1)].map((form) =>
        form instanceof Float32Array ? { rows: 1, columns: 3, data: form } : form,
      ))
        expect(quadraticProgramSync({ ...dense, hessian, constraintMatrix }).solution).toEqual(solution);
  });

  test('a triangle is enough of the hessian', () => {
    const { hessian, ...rest } = hs35();
    const triangle = (hessian as number[][]).map((row, i) => row.map((value, j) => (j > i ? 0 : value)));
    expect(quadraticProgramSync({ ...rest, hessian: triangle })).toEqual(quadraticProgramSync(hs35()));
  });

  test('one sequence of control goes on from step to step', () => {
    const steps = 20;
    const disturbances = chain.disturbances();
    const matrices = chain.program(steps);
    let state: readonly number[] = chain.start;
    let [cold, warm, atOnce] = [0, 0, 0];
    let start = {};
    for (let k = 0; k < 100; k++) {
      const ends = chain.rowBounds(steps, state);
      const problem = { ...matrices, constraintLower: ends, constraintUpper: ends };
      const solution = quadraticProgramSync({ ...problem, ...start });
      certifyQuadraticProgram({ ...problem, tolerance: 1e-12 }, solution);
      const fromNothing = quadraticProgramSync(problem);
      expectClose(solution.objective, fromNothing.objective, 1e-9);
      warm += solution.statistics.factorizations;
      cold += fromNothing.statistics.factorizations;
      // The active-set phase takes at most eight steps; more factorizations indicate the interior-point method.
      atOnce += k > 0 && solution.statistics.factorizations <= 8 ? 1 : 0;
      start = {
        initial: chain.shifted(solution.solution, 6),
        initialMultipliers: chain.shifted(solution.multipliers, 4),
        initialBoundMultipliers: chain.shifted(solution.boundMultipliers, 6),
      };
      state = chain.next(state, solution.solution, disturbances.subarray(4 * k, 4 * k + 4));
    }
    console.log(`${warm} decompositions, ${cold} from nothing; ${atOnce} of 99 by active bounds alone`);
    expect(atOnce).toBeGreaterThanOrEqual(90);
    // Cold starts take 487 factorizations; an infeasible-start method took 583.
    expect(warm).toBeLessThanOrEqual(0.4 * cold);
  });

  test('the solution is where it starts again', () => {
    const problem = rand(20, 20, 1);
    const { warmStart, solution } = quadraticProgramSync(problem);
    const again = quadraticProgramSync({ ...problem, ...warmStart });
    expect([again.iterations, again.statistics.factorizations]).toEqual([0, 0]);
    expect(again.solution).toEqual(solution);
  });

  const quarter = { constraintMatrix: [[1, 1]], constraintLower: [3], upper: [1, 1], lower: [0, 0] };
  test.each<[string, Problem, constrained.QuadraticProgramStatus]>([
    ['a corner that a row misses', { hessian: [1, 1], linear: [0, 0], ...quarter }, 'infeasible'],
    [
      'equations that contradict',
      {
        hessian: [1, 1],
        linear: [1, 1],
        constraintMatrix: [
          [1, 2],
          [2, 4],
        ],
        constraintLower: [1, 3],
        constraintUpper: [1, 3],
      },
      'infeasible',
    ],
    [
      'a row of zeros that is to be 1',
      { hessian: [1], linear: [0], constraintMatrix: [[0]], constraintLower: [1] },
      'infeasible',
    ],
    [
      'a ray in a cone',
      {
        hessian: [
          [1, 0],
          [0, 0],
        ],
        linear: [0, -1],
        constraintMatrix: [[1, -1]],
        constraintUpper: [0],
        lower: [0, 0],
      },
      'unbounded',
    ],
    ['a slope', { linear: [1, 0] }, 'unbounded'],
    [
      'a saddle',
      {
        hessian: [
          [1, 2],
          [2, 1],
        ],
        linear: [0, 0],
        lower: [0, 0],
        upper: [1, 1],
      },
      'notConvex',
    ],
    ['a negative diagonal', { hessian: [1, -1], linear: [0, 0], lower: [0, 0], upper: [1, 1] }, 'notConvex'],
  ])('%s: %s', (_, problem, status) => {
    const solution = quadraticProgramSync(problem);
    expect(solution.status).toBe(status);
    certifyQuadraticProgram(problem, solution);
    expectFinite(solution);
    expect(solution.iterations).toBeLessThanOrEqual(10);
  });

  test('an equation that is there twice', () => {
    const ones = [1, 1, 1];
    const { status, solution, objective } = quadraticProgramSync({
      hessian: ones,
      linear: ones,
      constraintMatrix: [ones, ones],
      constraintLower: [1, 1],
      constraintUpper: [1, 1],
      lower: [0, 0, 0],
    });
    expect(status).toBe('converged');
    expectAllClose(solution, [1 / 3, 1 / 3, 1 / 3], 1e-14);
    expectClose(objective, 7 / 6, 1e-14);
  });

  /** The minimum of |x|² / 2 subject to x + y = 1 and x + 2y between 1.9999 and an inactive bound. */
  const withEnd = (end: number): Problem => ({
    hessian: [1, 1],
    linear: [0, 0],
    constraintMatrix: [
      [1, 1],
      [1, 2],
    ],
    constraintLower: [1, 1.9999],
    constraintUpper: [1, end],
    lower: [0, 0],
    upper: [1, 1],
  });

  test.each<[string, Problem, number[]]>([
    [
      'a steep objective over a large row',
      { linear: [15884855], hessian: [[1]], constraintMatrix: [[-1098801]], constraintLower: [0] },
      [-15884855],
    ],
    ['a steep objective', { linear: [-1e8], hessian: [[0.1]] }, [1e9]],
    [
      'a steep objective and a row without ends',
      { linear: [-234575663], hessian: [[0.1148]], constraintMatrix: [[688]] },
      [234575663 / 0.1148],
    ],
    [
      'bounds of 1e12',
      { linear: [1, -1], upper: [1e12, 1e12], constraintMatrix: [[2, -0.4]], constraintLower: [0] },
      [2e11, 1e12],
    ],
    // Most of the curvature is along x = y, so its products at the bound have rounding of 1e-7.
    [
      'bounds of 1e9 across a valley',
      {
        linear: [-1, -2],
        hessian: [
          [1.7, -5.1],
          [-5.1, 15.3],
        ],
        upper: [1e9, 1e9],
      },
      [1e9, 1e9 / 3],
    ],
  ])('a solution far away: %s', (_, problem, wanted) => {
    const found = quadraticProgramSync(problem);
    expect(found.status).toBe('converged');
    certifyQuadraticProgram(problem, found);
    found.solution.forEach((x, j) => {
      expectClose(x / (wanted[j] as number), 1, 1e-9);
    });
  });

  test('strictly convex programs over twenty decades are not unbounded', () => {
    const random = mulberry32(7);
    const draw = () => 2 * random() - 1;
    let converged = 0;
    for (let k = 0; k < 500; k++) {
      const [n, m] = [1 + (k % 4), k % 3];
      const factor = Array.from({ length: n }, () => Array.from({ length: n }, draw));
      const slope = 10 ** (10 * draw());
      const problem = {
        linear: Array.from({ length: n }, () => slope * draw()),
        hessian: factor.map((a, i) =>
          factor.map((b, j) => a.reduce((sum, entry, l) => sum + entry * (b[l] as number), i === j ? 1 : 0)),
        ),
        constraintMatrix: Array.from({ length: m }, () => {
          const size = 10 ** (10 * draw());
          return Array.from({ length: n }, () => size * draw());
        }),
        constraintLower: new Array<number>(m).fill(0),
        constraintUpper: new Array<number>(m).fill(Infinity),
      };
      const found = quadraticProgramSync(
        m === 0 ? { linear: problem.linear, hessian: problem.hessian } : problem,
      );
      expect(['converged', 'stalled', 'iterationLimit']).toContain(found.status);
      if (found.status === 'converged') converged++;
      certifyQuadraticProgram(problem, found);
    }
    expect(converged).toBeGreaterThan(490);
  });

  test.each([2, 1e4, 1e8, 1e12, 1e19, 1e20, 1e30, Infinity])('an end of %d is not felt', (end) => {
    const problem = withEnd(end);
    const solution = quadraticProgramSync(problem);
    certifyQuadraticProgram(problem, solution);
    expect(solution.status).toBe('converged');
    expectAllClose(solution.solution, [0.0001, 0.9999], 1e-12);
    const bounded = { hessian: [1, 1], linear: [-1, 2], lower: [-end, -1], upper: [end, end] };
    expectAllClose(quadraticProgramSync(bounded).solution, [1, -1], 1e-12);
  });

  test('singular hessians within bounds that stand for none', () => {
    const far = 1e12;
    const programs: Problem[] = [
      {
        linear: [-0.6781297834224727, 0.1442568500236081, -0.8866054143526225],
        lower: [-far, -far, -far],
        upper: [far, far, far],
        hessian: [
          [0.05722453694744463, -0.053736041608740855, -0.08229387165993858],
          [-0.053736041608740855, 0.05046021028406545, 0.0772771113154514],
          [-0.08229387165993858, 0.0772771113154514, 0.11834575994913071],
        ],
      },
      {
        linear: [1, 1, 1],
        upper: [far, 0, 1],
        hessian: [
          [3.6393656382388393, 0.8071962765924565, 3.5313178968841243],
          [0.8071962765924565, 0.17903280233750601, 0.7832317335414988],
          [3.5313178968841243, 0.7832317335414988, 3.426477943801407],
        ],
      },
    ];
    for (const problem of programs) {
      const solution = quadraticProgramSync(problem);
      expect(solution.status).toBe('converged');
      certifyQuadraticProgram(problem, solution);
    }
  });

  test('singular hessians beside slopes that are 10⁸ times as large', () => {
    const hessian = [
      [0.13698996291620483, -0.41607089928227997, -0.00018205179335954876],
      [-0.41607089928227997, 1.2637056726225817, 0.0005529343301260142],
      [-0.00018205179335954876, 0.0005529343301260142, 2.4193637811042366e-7],
    ];
    const problem: Problem = {
      linear: [38576743.4209164, -196420216.12925872, 35109763.93148413],
      upper: [1.4122650020705612, Infinity, -0.260298594469344],
      hessian,
    };
    const solution = quadraticProgramSync(problem);
    expect(['converged', 'unbounded']).toContain(solution.status);
    certifyQuadraticProgram(problem, solution);
  });

  test('a row of small terms is not violated beside one of large terms', () => {
    const problem: Problem = {
      linear: [1993],
      hessian: [[0.954]],
      constraintMatrix: [[-0.0003], [2e6]],
      constraintUpper: [0.01, 2e7],
    };
    const solution = quadraticProgramSync(problem);
    expect(solution.status).toBe('converged');
    expectAllClose(solution.solution, [-100 / 3], 1e-9);
    certifyQuadraticProgram(problem, solution);
  });

  test('a program whose predicted steps are short', () => {
    const problem = {
      hessian: [4, 5, 5, 2],
      linear: [-1.9, -1, 0, 0.1],
      constraintMatrix: [
        [1, 1, 1, 1],
        [1, -1, 2, 0],
      ],
      constraintLower: [1, -Infinity],
      constraintUpper: [1, 0.5],
      lower: [0, 0, 0, 0],
      upper: [0.6, 0.6, 0.6, 0.6],
    };
    const solution = quadraticProgramSync(problem);
    certifyQuadraticProgram(problem, solution);
    expect(solution.status).toBe('converged');
    expectClose(solution.objective, -0.4926087, 1e-7);
  });

  test('a linear program of small integers without a point', () => {
    const problem = {
      linear: [-3, 3],
      constraintMatrix: [
        [1, 1],
        [-2, 1],
        [2, -2],
        [-1, 1],
        [-1, -2],
        [2, 0],
        [1, 2],
        [-1, -2],
      ],
      constraintLower: [3, -Infinity, -Infinity, -Infinity, -Infinity, -Infinity, 5, -Infinity],
      constraintUpper: [Infinity, -3, 2, -1, -4, 4, 5, -2],
    };
    const solution = quadraticProgramSync(problem);
    certifyQuadraticProgram(problem, solution);
    expect(solution.status).toBe('infeasible');
  });

  test('a hessian is symmetric to rounding of its diagonal', () => {
    const hessian = [
      [1, 2e-16],
      [3e-16, 1],
    ];
    expectAllClose(quadraticProgramSync({ hessian, linear: [-1, -2] }).solution, [1, 2], 1e-14);
  });

  test('random programs end in a solution or a proof that there is none', () => {
    const counts: Partial<Record<constrained.QuadraticProgramStatus, number>> = {};
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const problem = randomProgram(seed);
        const solution = quadraticProgramSync(problem);
        certifyQuadraticProgram(problem, solution);
        expectFinite(solution);
        counts[solution.status] = (counts[solution.status] ?? 0) + 1;
      }),
      { numRuns: 400, seed: 17 },
    );
    console.log(counts);
    const { converged = 0, infeasible = 0, unbounded = 0 } = counts;
    expect(Math.min(converged, infeasible, unbounded)).toBeGreaterThan(20);
    expect(converged + infeasible + unbounded).toBeGreaterThanOrEqual(396);
  });

  test('units change nothing but units', () => {
    const problem = rand(20, 20, 1);
    const { data } = problem.constraintMatrix;
    const other = {
      ...problem,
      hessian: { ...problem.hessian, data: problem.hessian.data.map((value) => 1e4 * value) },
      linear: problem.linear.map((value) => 1e4 * value),
      constraintMatrix: {
        ...problem.constraintMatrix,
        data: data.map((value, k) => (k < 20 ? 1e3 : 1) * value),
      },
      constraintLower: problem.constraintLower.map((value, i) => (i === 0 ? 1e3 : 1) * value),
      constraintUpper: problem.constraintUpper.map((value, i) => (i === 0 ? 1e3 : 1) * value),
    };
    expectAllClose(quadraticProgramSync(other).solution, quadraticProgramSync(problem).solution, 1e-10);
  });

  test.each<[Partial<Record<keyof Problem, unknown>>, string]>([
    [{ linear: [] }, 'linear'],
    [{ linear: [0, Number.POSITIVE_INFINITY] }, 'linear[1]'],
    [{ hessian: [1] }, 'hessian'],
    [{ hessian: [[1, 0]] }, 'hessian'],
    [
      {
        hessian: [
          [1, 2],
          [3, 1],
        ],
      },
      'hessian',
    ],
    [
      {
        hessian: [
          [1, 2],
          [0, 1],
        ],
      },
      'hessian',
    ],
    [{ hessian: [1, Number.NaN] }, 'hessian[1]'],
    [{ constraintMatrix: [[1]] }, 'constraintMatrix'],
    [{ constraintLower: [0] }, 'constraintLower'],
    [{ lower: [0] }, 'lower'],
    [{ lower: [0, Number.NaN] }, 'lower[1]'],
    [{ lower: [0, Number.POSITIVE_INFINITY] }, 'lower[1]'],
    [{ lower: [0, 1e20] }, 'lower[1]'],
    [{ upper: [0, Number.NEGATIVE_INFINITY] }, 'upper[1]'],
    [{ lower: [0, 1], upper: [0, 0] }, 'upper[1]'],
    [{ initial: [0] }, 'initial'],
    [{ initialMultipliers: [0] }, 'initialMultipliers'],
    [{ initialBoundMultipliers: [0, Number.NaN] }, 'initialBoundMultipliers[1]'],
    [{ tolerance: 0 }, 'tolerance'],
    [{ maxIterations: 0 }, 'maxIterations'],
  ])('refuses %o', async (wrong, path) => {
    const problem = { hessian: [1, 1], linear: [0, 0], ...wrong } as Problem;
    await expectError(() => quadraticProgramSync(problem), 'INVALID_INPUT', path);
  });
});

/** A program with integers from -2 to 2, with some repeated rows, and often without curvature. */
function randomProgram(seed: number): Problem {
  const next = mulberry32(seed);
  const below = (bound: number) => Math.floor(bound * next());
  const whole = () => below(5) - 2;
  const list = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  const [n, m] = [1 + below(9), below(8)];
  const factor = list(n, () => list(below(3) === 0 ? 0 : n, whole));
  const rank = Math.min(...factor.map((row) => row.length), below(n + 1));
  const hessian = factor.map((a) =>
    factor.map((b) => a.slice(0, rank).reduce((sum, v, k) => sum + v * (b[k] as number), 0)),
  );
  const rows = list(m, () => list(n, whole));
  if (m >= 2 && next() < 0.4) rows[below(m)] = rows[below(m)] as number[];
  const ends = () => {
    const end = whole();
    return [
      [end, end],
      [end, Infinity],
      [-Infinity, end],
      [end, end + below(3)],
    ][below(4)] as [number, number];
  };
  const bounds = () => [[-Infinity, Infinity], [0, Infinity], ends(), [-2, 2]][below(4)] as [number, number];
  const [ofRows, ofVariables] = [list(m, ends), list(n, bounds)];
  return {
    hessian,
    linear: list(n, whole),
    constraintMatrix: { rows: m, columns: n, data: rows.flat() },
    constraintLower: ofRows.map(([lower]) => lower),
    constraintUpper: ofRows.map(([, upper]) => upper),
    lower: ofVariables.map(([lower]) => lower),
    upper: ofVariables.map(([, upper]) => upper),
  };
}
