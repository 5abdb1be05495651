/** Control of a Poisson equation: optima from another program, the equations at the solution, and grid refinement. */

import * as fc from 'fast-check';
import { constrained, load, type Matrix } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyPoissonControl } from '../../certificates/constrained.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError, expectFinite } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { poissonControl, poissonControlSync } = constrained;

const zeros = (size: number) => ({ rows: size, columns: size, data: new Float64Array(size * size) });

checkSolver<
  constrained.PoissonControlProblem,
  constrained.PoissonControlSolution,
  constrained.MinimizeRecord
>({
  method: 'constrained.poissonControl',
  certify: certifyPoissonControl,
  solve: poissonControl,
  solveSync: poissonControlSync,
  problem: () => ({
    size: 15,
    controlWeight: 1e-3,
    reaction: 1,
    initialState: zeros(15),
    initialControl: zeros(15),
    initialAdjoint: zeros(15),
    tolerance: 1e-10,
    constraintTolerance: 1e-10,
    maxIterations: 50,
    history: true,
  }),
  verify({ status, objective, state, secondOrder }) {
    expect(status).toBe('converged');
    expect(secondOrder).toBe('sufficient');
    expectClose(objective, 0.09400741937154, 1e-12);
    expectClose(middle(state), 0.2231034832376, 1e-11);
  },
  limited: () => ({ size: 15, controlWeight: 1e-3, reaction: 1, maxIterations: 1 }),
});

describe('control of a Poisson equation', () => {
  beforeAll(() => load('constrained'));

  // From CasADi's Ipopt with MUMPS, and a NumPy prototype.
  test.each([
    [15, 1e-3, 0, 0.0938590034743, 0.2255244876763],
    [31, 1e-3, 1, 0.0949154714902, 0.2235139107456],
    [31, 1e-5, 100, 0.01300009991381, 0.2479017521567],
    [127, 1e-3, 1, 0.0954265268973, undefined],
  ])('size %i, controlWeight %f, reaction %f', (size, controlWeight, reaction, optimum, ofMiddle) => {
    const problem = { size, controlWeight, reaction };
    const { status, objective, state, iterations, statistics } = poissonControlSync(problem);
    console.log(`${iterations} iterations, ${statistics.innerSteps} inner steps`);
    expect(status).toBe('converged');
    expectClose(objective, optimum, 1e-12);
    if (ofMiddle !== undefined) expectClose(middle(state), ofMiddle, 1e-9);
  });

  test('a linear equation takes one step', () => {
    for (const size of [1, 2, 10, 63]) {
      const { status, iterations } = poissonControlSync({ size, controlWeight: 1e-4 });
      expect(status).toBe('converged');
      expect(iterations).toBe(1);
    }
  });

  test('state and adjoint satisfy their equations, for random problems', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: -6, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.integer({ min: 1, max: 1e9 }),
        (size, logarithm, reaction, seed) => {
          const target = { rows: size, columns: size, data: uniform(seed, size * size) };
          const controlWeight = 10 ** logarithm;
          const solution = poissonControlSync({ size, controlWeight, reaction, target });
          expectFinite(solution);
          if (solution.status !== 'converged') return;
          const { state, control, adjoint } = solution;
          const ofState = laplacian(state);
          const ofAdjoint = laplacian(adjoint);
          state.data.forEach((y, k) => {
            const [u, p] = [control.data[k] as number, adjoint.data[k] as number];
            const residual = (ofState[k] as number) + reaction * y ** 3 - u;
            expect(Math.abs(residual)).toBeLessThan(2e-8);
            const misfit = y - (target.data[k] as number);
            expect(Math.abs((ofAdjoint[k] as number) + 3 * reaction * y ** 2 * p + misfit)).toBeLessThan(
              2e-8,
            );
            expect(Math.abs(controlWeight * u - p)).toBeLessThan(2e-8);
          });
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  test('a warm start stops at once', () => {
    const problem = { size: 20, controlWeight: 1e-3, reaction: 5 };
    const { warmStart, state } = poissonControlSync(problem);
    const again = poissonControlSync({ ...problem, ...warmStart });
    expect(again.iterations).toBe(0);
    expect(again.state).toEqual(state);
  });

  test('a run can be cancelled between its steps, and tells of them', async () => {
    const problem = { size: 255, controlWeight: 1e-6, reaction: 100, tolerance: 1e-15, maxIterations: 1000 };
    const controller = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => controller.abort(reason);
    await expect(poissonControl(problem, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    const { status } = await poissonControl(problem, { timeLimit: 0.02 });
    expect(status).toBe('timeLimit');
  });

  test.each<[Partial<constrained.PoissonControlProblem>, string]>([
    [{ size: 0 }, 'size'],
    [{ size: 1024 }, 'size'],
    [{ controlWeight: 0 }, 'controlWeight'],
    [{ controlWeight: Number.NaN }, 'controlWeight'],
    [{ reaction: -1 }, 'reaction'],
    [{ target: zeros(4) }, 'target'],
    [{ initialState: zeros(4) }, 'initialState'],
    [
      { initialAdjoint: { ...zeros(3), data: [0, 0, 0, 0, Number.NaN, 0, 0, 0, 0] } },
      'initialAdjoint.data[4]',
    ],
    [{ initialAdjoint: { ...zeros(3), data: [0, 0, 0, 0, 0, 1e305, 0, 0, 0] } }, 'initialAdjoint.data[5]'],
    [{ tolerance: 0 }, 'tolerance'],
  ])('refuses %o', async (wrong, path) => {
    const problem = { size: 3, controlWeight: 1, ...wrong };
    await expectError(() => poissonControlSync(problem), 'INVALID_INPUT', path);
  });
});

function middle({ rows, data }: Matrix): number {
  const half = Math.floor(rows / 2);
  return data[half * rows + half] as number;
}

/** The negative 5-point Laplacian with zero boundary values. */
function laplacian({ rows, data }: Matrix): Float64Array {
  const at = (i: number, j: number) =>
    i < 0 || j < 0 || i >= rows || j >= rows ? 0 : (data[i * rows + j] as number);
  return data.map((value, k) => {
    const [i, j] = [Math.floor(k / rows), k % rows];
    const around = at(i - 1, j) + at(i + 1, j) + at(i, j - 1) + at(i, j + 1);
    return (rows + 1) ** 2 * (4 * value - around);
  });
}
