// The part of vitest used by the conformance tests, on Node's own test runner, for machines with only Node. The
// assertions are vitest's.

import { availableParallelism } from 'node:os';
import runner from 'node:test';
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

/** Vitest's provided settings: no fuzzing, because it needs the other backend, and no soaking. */
const PROVIDED = { fuzz: { runs: 0, seed: 1 }, soak: { calls: 0 }, processors: availableParallelism() };

export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
export const inject = (name) => PROVIDED[name];
export const { before: beforeAll, after: afterAll, beforeEach, afterEach } = runner;

const nothing = Object.assign(() => {}, { each: () => () => {} });

/** Substitutes values for the placeholders %s, %d and so on of a name. */
const filled = (name, values) =>
  values.reduce(
    (text, value) =>
      text.replace(/%[a-z]/, () => (typeof value === 'object' ? JSON.stringify(value) : String(value))),
    name,
  );

/** Wraps one of Node's functions as vitest's `test` or `describe`. */
function declarer(declare) {
  const own = (name, body) => declare(name, () => body({}));
  const each = (rows) => (name, body) => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      own(filled(name, values), () => body(...values));
    }
  };
  const conditional = (isWanted) => (isWanted ? Object.assign(own, { each }) : nothing);
  return Object.assign(own, {
    each,
    skip: nothing,
    runIf: (condition) => conditional(condition),
    skipIf: (condition) => conditional(!condition),
  });
}

export const test = declarer(runner.test);
export const it = test;
export const describe = declarer(runner.describe);
