/** Properties of a function known before evaluation. */

import { expression, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyDescribe } from '../../certificates/expression.js';
import { checkSolver } from '../../support/check-solver.js';

const { describe, describeSync, read } = expression;

beforeAll(() => load('expression-matrices'));

const rosenbrock = read('sum(i in 0..2: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2) + a', { x: 4, a: [] });

checkSolver({
  method: 'expression.describe',
  loads: ['expression-matrices'],
  certify: certifyDescribe,
  solve: (problem: expression.DescribeProblem<'x' | 'a'>, options) => describe(problem, options),
  solveSync: (problem: expression.DescribeProblem<'x' | 'a'>, options) => describeSync(problem, options),
  problem: () => ({ function: rosenbrock, withRespectTo: ['x', 'a'] as const }),
  verify(solution) {
    expect(solution).toMatchObject({
      inputs: [
        { name: 'x', shape: [4] },
        { name: 'a', shape: [] },
      ],
      shape: [],
      nodes: rosenbrock.nodes.length,
      isLinear: false,
      isQuadratic: false,
      jacobian: { nonzeros: 5 },
      hessian: { nonzeros: 7, colors: 0, method: 'elements' },
    });
    expect(solution.memory).toBeGreaterThan(0);
  },
});

test.each([
  ['sum(2 x) + 1', true, true, 0],
  ['x[0] * x[1] + x[2]^2', false, true, 2],
  ['sum(x)^2', false, true, 6],
  ['sum(sin(x))', false, false, 3],
  ['dot([1, 2, 3], x) / 4 - x[1]', true, true, 0],
] as const)('%s: linear %s, quadratic %s, %i entries', async (text, isLinear, isQuadratic, nonzeros) => {
  const found = await describe({ function: read(text, { x: 3 }) });
  expect(found).toMatchObject({ isLinear, isQuadratic, hessian: { nonzeros } });
});

test.each([
  ['sum(x)^2', 100_000, 5_000_050_000, 100_000],
  ['sum(x)^2', 6000, 18_003_000, 6000],
  ['logsumexp(x)', 100_000, 5_000_050_000, 100_000],
  ['sum(softmax(x)^2)', 100_000, 5_000_050_000, 100_000],
] as const)(
  '%s of %i variables, whose Hessian is beyond memory, is described',
  async (text, x, nonzeros, colors) => {
    const { hessian, memory } = await describe({ function: read(text, { x }) });
    expect(hessian).toEqual({ nonzeros, colors, method: 'products' });
    expect(memory).toBeLessThan(100 * x);
  },
);

test('a Jacobian beyond memory is described', async () => {
  const { jacobian } = await describe({ function: read('softmax(x)', { x: 50_000 }) });
  expect(jacobian).toEqual({ nonzeros: 2_500_000_000, colors: 50_000 });
});

test('what nothing needs is not counted', async () => {
  const nodes = [
    ['input', 0],
    ['exp', 0],
    ['sin', 0],
    ['constant', 1],
    ['multiply', 2, 3],
  ] as const;
  const f = { version: 1, inputs: [{ name: 'x', shape: [] }], data: [], nodes, outputs: [4] } as const;
  expect(await describe({ function: f })).toMatchObject({
    nodes: 5,
    simplifiedNodes: 2,
    operations: { input: 1, sin: 1 },
  });
});

test('names activations as the caller does', async () => {
  const { operations } = await describe({ function: read('sum(relu(x) + gelu(x))', { x: 3 }) });
  expect(Object.keys(operations).sort()).toEqual([
    'add',
    'constant',
    'gelu',
    'input',
    'multiply',
    'relu',
    'sum',
  ]);
});
