/** Loading by a function: every blocking function, and every function that opens a dialogue, tells the methods it calls. */

import * as superlinear from 'superlinear';
import { describe, expect, test } from 'vitest';
import { moduleOfDialogue, moduleOfTask } from '../../dist/backends/modules.js';
import { type BlockingFunction, methodsOf } from '../../dist/engine/probe.js';
import { loadNames } from '../../dist/generated/modules.js';

const functionsOf = (family: string) =>
  Object.entries(
    (superlinear as unknown as Record<string, Record<string, BlockingFunction>>)[family] ?? {},
  ).filter(([name]) => /(Sync|Dialogue)$/.test(name));

describe.each(superlinear.families)('%s', (family) => {
  test.each(functionsOf(family))('%s tells methods of loadable modules', (name, blocking) => {
    const methods = methodsOf(blocking);
    expect(methods).not.toEqual([]);
    for (const method of methods) {
      expect(loadNames).toContain(moduleOfTask(method));
      expect(loadNames).toContain(moduleOfDialogue(method));
    }
    // Compositions and shortcuts call other methods.
    const own = `${family}.${name.replace(/(Sync|Dialogue)$/, '')}`;
    const isOfEngine = methods.includes(own);
    if (!isOfEngine) expect(superlinear.methods.map((method) => method.name)).toContain(own);
  });
});

test('compositions tell all methods they call', () => {
  expect(methodsOf(superlinear.constrained.curveFitSync)).toEqual(['constrained.leastSquares']);
  expect(methodsOf(superlinear.ode.fitSync)).toEqual(['constrained.leastSquares', 'ode.solve']);
  expect(methodsOf(superlinear.numerics.brentRootSync)).toEqual(['numerics.brentRoot', 'expression.prepare']);
});

test.each([
  ['an asynchronous function', superlinear.transport.exact],
  ['a function of the caller', () => 1],
  [
    'a function of the caller that throws',
    () => {
      throw new Error('no');
    },
  ],
])('%s is refused', async (_, given) => {
  await expect(superlinear.load(given as never)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    path: 'name',
  });
});

test('a mark is no field of a problem', () => {
  expect(() => superlinear.transport.exactSync({ mark: true } as never)).toThrow('mark is not an option');
});
