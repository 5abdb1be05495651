/** Minimization of expressions: the public test problems as formulas, and inconsistent problems. */

import { constrained, expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROGRAMS } from '../../data/constrained.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { functionsOf, type Program } from '../../support/programs.js';

const { minimize, minimizeSync } = constrained;
const { define, formula } = expression;

beforeAll(async () => {
  await load('constrained');
  await load('constrained-expressions');
});

/** Translates a problem to formulas of expressions: the first variable is x[0], and ln is log. */
function formulasOf({ objective, constraints, initial }: Program) {
  const inputs = { x: initial.length };
  const written = (text: string) =>
    text.replace(/\bx(\d+)/g, (_, number) => `x[${Number(number) - 1}]`).replace(/\bln\b/g, 'log');
  return {
    objective: { formula: written(objective), inputs },
    constraints: { formula: `[${constraints.map(written).join(', ')}]`, inputs },
    initial,
  };
}

describe('the public problems as formulas', () => {
  test.each(PROGRAMS)('$name', async (program) => {
    const found = await minimize(formulasOf(program));
    expect(found.status).toBe('converged');
    expect(found.constraintViolation).toBeLessThanOrEqual(1e-8);
    if (program.isDegenerate) expect(found.objective).toBeLessThanOrEqual(program.optimum + 1e-7);
    else expectClose(found.objective, program.optimum, 1e-8);
    const { iterations } = minimizeSync(functionsOf(program).withDerivatives);
    // Derivatives agree up to rounding.
    expect(Math.abs(found.iterations - iterations)).toBeLessThanOrEqual(2);
  });
});

describe('functions as data', () => {
  const inputs = { x: 2, radius: [] } as const;
  const onCircle = {
    objective: define(inputs, () => 'x[0] + x[1]'),
    constraints: define(inputs, ({ x, radius }) => formula`[${x}[0]^2 + ${x}[1]^2 - ${radius}^2]`),
    parameters: { radius: 2 },
    initial: [-2, 0],
  };

  test('have parameters', async () => {
    for (const radius of [2, 3]) {
      const found = await minimize({ ...onCircle, parameters: { radius } });
      expectAllClose(found.solution, [-radius / Math.SQRT2, -radius / Math.SQRT2], 1e-8);
      expectAllClose(found.multipliers, [1 / (Math.SQRT2 * radius)], 1e-8);
      expect(minimizeSync({ ...onCircle, parameters: { radius } })).toEqual(found);
    }
  });

  test('name their variables, which may be a matrix', async () => {
    const shapes = { a: 2, z: [2, 2] } as const;
    const objective = define(shapes, () => 'sum((z @ a - [3, 5])^2) + sum(z^2)');
    const found = await minimize({
      objective,
      variables: 'z',
      parameters: { a: [1, 2] },
      initial: [0, 0, 0, 0],
    });
    // Each row is the least-squares solution with ridge 1: b a / (a'a + 1).
    expectAllClose(found.solution, [0.5, 1, 5 / 6, 5 / 3], 1e-8);
  });

  test('tell how far they are, go on from a solution, and take approximations', async () => {
    const fractions: number[] = [];
    const found = await minimize(onCircle, { onProgress: ({ fraction }) => fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(0);
    expect((await minimize({ ...onCircle, ...found.warmStart })).iterations).toBe(0);
    const approximated = await minimize({ ...onCircle, hessianApproximation: 'bfgs' });
    expectAllClose(approximated.solution, found.solution, 1e-7);
  });

  test('may start where the function is none, which is an error', async () => {
    const objective = { formula: 'log(x[0])', inputs: { x: 1 } };
    await expectError(() => minimize({ objective, initial: [-1] }), 'INVALID_INPUT');
  });

  const callback = ([x = 0]: Float64Array) => x;
  test.each<[string, string, object]>([
    ['a gradient that is no data', 'gradient', { gradient: callback }],
    ['constraints that are no data', 'constraints', { constraints: callback }],
    ['constraints that are data beside an objective that is none', 'constraints', { objective: callback }],
    ['how many constraints there are', 'constraintCount', { constraintCount: 1 }],
    ['a structure', 'hessianStructure', { hessianStructure: { rows: [0], columns: [0] } }],
    ['a missing parameter', 'parameters.radius', { parameters: {} }],
    ['a parameter too many', 'parameters', { parameters: { radius: 2, other: 1 } }],
    ['variables that are no input', 'variables', { variables: 'y' }],
    ['a start of another length', 'initial', { initial: [1] }],
    ['an objective of two numbers', 'objective', { objective: { formula: 'x', inputs } }],
    ['constraints that are a matrix', 'constraints', { constraints: { formula: '[[x[0]]]', inputs } }],
    ['a formula that ends too soon', 'objective.formula:8', { objective: { formula: 'x[0] + ', inputs } }],
  ])('refuse %s', async (_, path, change) => {
    const problem = { ...onCircle, ...change } as typeof onCircle;
    const error = await expectError(() => minimize(problem), 'INVALID_INPUT', path);
    expect(await expectError(() => minimizeSync(problem), 'INVALID_INPUT', path)).toEqual(error);
  });
});
