/** Certificates of quadratic programs reject slightly wrong solutions. */

import { constrained, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyQuadraticProgram, certifyQuadraticPrograms } from '../../certificates/quadratic-programs.js';
import { expectRefusal } from '../../certificates/support.js';
import { portfolio, rand } from '../../data/quadratic-programs.js';

beforeAll(() => load('constrained-quadratic'));

const moved = (values: Float64Array, by: number) => values.with(0, (values[0] as number) + by);

test('a minimum', () => {
  const problem = rand(20, 20, 1);
  const solution = constrained.quadraticProgramSync(problem);
  certifyQuadraticProgram(problem, solution);
  for (const key of ['solution', 'multipliers', 'boundMultipliers'] as const)
    expectRefusal(() => certifyQuadraticProgram(problem, { ...solution, [key]: moved(solution[key], 1e-6) }));
  expectRefusal(() =>
    certifyQuadraticProgram(problem, { ...solution, objective: solution.objective + 1e-6 }),
  );
  // A different feasible point, and multipliers that belong to no point.
  const other = constrained.quadraticProgramSync({ ...problem, linear: problem.linear.map((q) => q + 1) });
  expectRefusal(() => certifyQuadraticProgram(problem, other));
});

test('proofs that there is no minimum', () => {
  const infeasible = {
    hessian: [1, 1],
    linear: [0, 0],
    constraintMatrix: [[1, 1]],
    constraintLower: [3],
    upper: [1, 1],
  };
  const unbounded = { linear: [0, -1], constraintMatrix: [[1, -1]], constraintUpper: [0], lower: [0, 0] };
  const saddle = { hessian: [1, -1], linear: [0, 0] };
  for (const problem of [infeasible, unbounded, saddle]) {
    const solution = constrained.quadraticProgramSync(problem);
    const { certificate = {} } = solution;
    certifyQuadraticProgram(problem, solution);
    for (const [key, values] of Object.entries(certificate) as [string, Float64Array][]) {
      const wrong = { ...certificate, [key]: values.map((value) => -value) };
      if (problem === saddle) wrong.direction = Float64Array.of(1, 0);
      expectRefusal(() => certifyQuadraticProgram(problem, { ...solution, certificate: wrong }));
    }
  }
});

test('directions whose descent ends far away', () => {
  const of = (direction: number[], problem: constrained.QuadraticProgramProblem) => {
    const solution = constrained.quadraticProgramSync(problem);
    const unbounded = {
      ...solution,
      status: 'unbounded' as const,
      certificate: { direction: Float64Array.from(direction) },
    };
    expectRefusal(() => certifyQuadraticProgram(problem, unbounded));
  };
  // The objective is bounded at -15884855, at 1e16, and by a row at 1e12.
  of([-1], { linear: [15884855], hessian: [[1]], constraintMatrix: [[-1098801]], constraintLower: [0] });
  of([0, -1], { linear: [0, 1e6], hessian: [1, 1e-10] });
  of([0, 1], { linear: [0, -1], constraintMatrix: [[1, 1e-12]], constraintUpper: [1], lower: [0, 0] });
});

test('a proof where the method rests far away', () => {
  // One direction of curvature and a fixed variable: the objective is unbounded along all other directions.
  for (const [row, linear] of [
    [
      [0.5844216575891439, -0.6970037691600282, 0.40716203312087007, 0.255439089985956],
      [-1.803242161459008, -1.8223039368559446, -0.2153094002229512, 1.7250836324017236],
    ],
    [
      [-0.5007460976763616, 0.7252912645580056, -0.4250198205360274, 0.10799958613665384],
      [1.5646138794899436, -0.08343073101847942, -0.5174013368588612, -1.394261355398795],
    ],
    [
      [-0.2107573179642288, 0.6525036459913243, 0.25730969610969234, -0.15659639926836944],
      [1.662860932695076, 1.59565277310032, 1.9411287014957397, 1.527660362200491],
    ],
  ] as [number[], number[]][]) {
    const problem = {
      linear,
      hessian: row.map((a) => row.map((b) => a * b)),
      lower: [-0.26354771196566823, ...Array(3).fill(Number.NEGATIVE_INFINITY)],
      upper: [-0.26354771196566823, ...Array(3).fill(Number.POSITIVE_INFINITY)],
    };
    const solution = constrained.quadraticProgramSync(problem);
    expect(solution.status).toBe('unbounded');
    certifyQuadraticProgram(problem, solution);
  }
});

test('several minima', () => {
  const { linear, ...rest } = portfolio(50, 3);
  const problem = { ...rest, linear: [linear, linear.map((q) => -q)] };
  const solution = constrained.quadraticProgramsSync(problem);
  expect(solution.status).toBe('converged');
  certifyQuadraticPrograms(problem, solution);
  const { data } = solution.solution;
  const wrong = { ...solution.solution, data: data.with(60, (data[60] as number) + 1e-6) };
  expectRefusal(() => certifyQuadraticPrograms(problem, { ...solution, solution: wrong }));
  expectRefusal(() => certifyQuadraticPrograms(problem, { ...solution, status: 'infeasible' }));
});
