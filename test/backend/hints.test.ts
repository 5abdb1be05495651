/** Names of other programs for fields. */

import { methods } from 'superlinear';
import { expect, test } from 'vitest';
import { describeMethod } from '../../dist/cli/methods.js';
import { byOtherName, meantBy, OTHER_NAMES } from '../../dist/engine/hints.js';

const fields = await Promise.all(
  methods.map(async ({ name }) => (await describeMethod(name)).problem.map((field) => field.name)),
);

test.each(OTHER_NAMES.map(([field = '', ...others]) => ({ field, others })))(
  '$field',
  async ({ field, others }) => {
    const options = (await describeMethod('transport.exact')).options.map(({ name }) => name);
    expect([...options, ...fields.flat()]).toContain(field);
    expect(others).not.toEqual([]);
    for (const other of others) expect(other).toMatch(/^[a-z0-9]+$/);
  },
);

test('a known name is meant by itself, without regard to case and underscores', () => {
  expect(meantBy('MaxIterations', ['tolerance', 'maxIterations'])).toBe('maxIterations');
  expect(meantBy('max_iterations', ['tolerance', 'maxIterations'])).toBe('maxIterations');
  expect(meantBy('zz', ['tolerance', 'maxIterations'])).toBeUndefined();
});

test('of two fields with a name in common the first that the problem has is meant', () => {
  expect(byOtherName('y', ['labels', 'response'])).toBe('response');
  expect(byOtherName('y', ['labels'])).toBe('labels');
});
