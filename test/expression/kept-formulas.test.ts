/** Formulas in problems, whose functions are kept from one call to the next. */

import { numerics } from 'superlinear';
import { expect, test } from 'vitest';

/** The zero of a function between 0 and 4. */
const rootOf = (given: { formula: string; inputs: object; data?: object }, parameters?: object) =>
  numerics.brentRootSync({ function: given, lower: 0, upper: 4, ...(parameters && { parameters }) } as never)
    .root;

test('gives the same result again, also after an error and after many others', () => {
  const given = { formula: 'x^2 - 2', inputs: { x: [] } };
  for (let turn = 0; turn < 3; turn++) {
    expect(rootOf(given)).toBeCloseTo(Math.SQRT2, 12);
    expect(() => rootOf({ ...given, inputs: { x: [], y: undefined } })).toThrow('inputs.y');
    expect(() => rootOf({ ...given, inputs: [] })).toThrow();
    for (let k = 0; k < 20; k++) expect(rootOf({ ...given, formula: `x - ${k / 8}` })).toBeCloseTo(k / 8, 12);
  }
});

test('depends on inputs and data, not on the text alone', () => {
  const shared = { formula: 'x - sum(a)', inputs: { x: [] } };
  for (const a of [[1, 2], [0.5], [1, 1, 1.5]]) {
    const sum = a.reduce((total, entry) => total + entry, 0);
    expect(rootOf({ ...shared, data: { a } })).toBeCloseTo(sum, 12);
  }
  for (const count of [1, 2]) {
    const inputs = { x: [], a: count };
    expect(rootOf({ ...shared, inputs }, { a: Array(count).fill(1.25) })).toBeCloseTo(1.25 * count, 12);
  }
});

test('leaves the given problem free to change', () => {
  const given = { formula: 'x - a[0]', inputs: { x: [] }, data: { a: [1] } };
  expect(rootOf(given)).toBeCloseTo(1, 12);
  given.data.a[0] = 3;
  expect(rootOf(given)).toBeCloseTo(3, 12);
  given.formula = 'x - 2 a[0] + 3';
  expect(rootOf(given)).toBeCloseTo(3, 12);
});
