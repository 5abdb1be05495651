/** Hypergradients: closed forms, differences, and all forms of functions. */

import { bilevel, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { exponential, leastSquares } from '../../../ts/claims/support/bilevel-problems.js';
import { certifyHypergradient } from '../../certificates/bilevel-minimize.js';
import { expectRefusal } from '../../certificates/support.js';
import { exponentialFormulas, inputs } from '../../data/bilevel.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectError } from '../../support/expect.js';

const { hypergradient, hypergradientSync, hypergradientDialogue } = bilevel;

beforeAll(async () => {
  await load('bilevel');
  await load('bilevel-expressions');
});

/** The root of e^y + y, and (y − 1)/(e^y + 1) there, to 16 digits. */
const INNER = -0.567143290409784;
const GRADIENT = -1;

checkSolver({
  method: 'bilevel.hypergradient',
  certify: certifyHypergradient,
  solve: hypergradient as never,
  solveSync: hypergradientSync,
  problem: exponential,
  verify({ status, gradient, innerSolution }: bilevel.HypergradientSolution) {
    expect(status).toBe('converged');
    expectAllClose(innerSolution, [INNER], 1e-6);
    expectAllClose(gradient, [GRADIENT], 1e-6);
  },
});

checkSolver({
  method: 'bilevel.hypergradient',
  loads: ['bilevel', 'bilevel-expressions'],
  solve: hypergradient,
  solveSync: hypergradientSync,
  problem: exponentialFormulas,
  verify({ status, gradient }: bilevel.HypergradientSolution) {
    expect(status).toBe('converged');
    expectAllClose(gradient, [GRADIENT], 1e-6);
  },
});

test('the exponential problem as data has the certificate of its functions', async () => {
  certifyHypergradient(exponential(), await hypergradient(exponentialFormulas()));
});

test('the last digits where they are asked for', async () => {
  const { status, gradient, innerSolution, hypergradientError } = await hypergradient({
    ...exponentialFormulas(),
    tolerance: 1e-14,
  });
  expect(status === 'converged' || status === 'stalled').toBe(true);
  expectAllClose(innerSolution, [INNER], 1e-14);
  expectAllClose(gradient, [GRADIENT], 1e-14);
  expect(hypergradientError).toBeLessThan(1e-12);
});

test('the bound holds where its constants are given', async () => {
  const lipschitz = { outerGradient: 1, mixedDerivatives: 0, innerHessian: Math.E };
  for (const tolerance of [0.5, 1e-3, 1e-6]) {
    const problem = {
      ...exponentialFormulas(),
      accuracy: 'bound',
      lipschitz,
      strongConvexity: 1,
      tolerance,
    } as const;
    const { gradient, hypergradientError } = await hypergradient(problem);
    expect(Math.abs((gradient[0] as number) - GRADIENT)).toBeLessThanOrEqual(hypergradientError);
  }
});

test('the same from products, from a Hessian, from differences, and in a dialogue', async () => {
  const problem = leastSquares(2);
  const { innerProduct: _, ...withoutProduct } = problem;
  const found = await hypergradient(problem);
  certifyHypergradient(problem, found);
  const dialogue = hypergradientDialogue({
    initial: [0],
    innerInitial: [0],
    innerHessian: true,
    innerProduct: true,
  });
  while (dialogue.question !== undefined) {
    const { name, point } = dialogue.question;
    const [x = 0, y = 0, v = 0] = point;
    if (name === 'outer') dialogue.answer([(y - 1) ** 2 / 2, 0, y - 1]);
    else if (name === 'inner') dialogue.answer([Math.exp(y) + y ** 2 / 2 - x * y, Math.exp(y) + y - x]);
    else if (name === 'innerHessian') dialogue.answer([Math.exp(y) + 1]);
    else dialogue.answer([(Math.exp(y) + 1) * v, -v]);
  }
  expectAllClose(dialogue.solution.gradient, [GRADIENT], 1e-6);
  // Without products, `xGradient` is required.
  await expectError(() => hypergradient(withoutProduct), 'INVALID_INPUT', 'inner.xGradient');
});

test('a certificate refuses another gradient and another inner solution', async () => {
  const problem = exponential();
  const found = await hypergradient(problem);
  expectRefusal(() => certifyHypergradient(problem, { ...found, gradient: new Float64Array([-1.1]) }));
  expectRefusal(() => certifyHypergradient(problem, { ...found, innerSolution: new Float64Array([0]) }));
});

test('an inner problem without a minimum is no gradient', async () => {
  const problem = {
    ...exponentialFormulas(),
    innerObjective: { formula: 'x[0] * y[0] - y[0]^2', inputs },
    innerInitial: [1],
  };
  const { status } = await hypergradient(problem);
  expect(status).toBe('stalled');
});
