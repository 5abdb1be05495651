/** The generator of skeletons finds its insertion points in every family, and formats names for each place. */

import { existsSync, readFileSync } from 'node:fs';
import { families } from 'superlinear';
import { expect, test } from 'vitest';
import { crateFolder } from '../../scripts/lib/crates.mjs';
import { pieces, snake } from '../../scripts/lib/solver-skeleton.mjs';

test.each(families)('a new solver of %s has all its places', (family) => {
  const library = readFileSync(`${crateFolder(family)}/src/lib.rs`, 'utf8');
  expect(library).toMatch(/^(pub )?mod /m);
  expect(library).toContain('pub use ');
  expect(library).toContain('superlinear_interface::methods! {\n');
  expect(readFileSync(`ts/families/${family}.ts`, 'utf8')).toContain(
    `export * from '../generated/${family}.js';`,
  );
  expect(readFileSync(`ts/problems/${family}.ts`, 'utf8')).toMatch(/^\];$/m);
  expect(existsSync(`docs/${family}.md`)).toBe(true);
});

test('names are written as each place has them', () => {
  expect(snake('conditionEstimate')).toBe('condition_estimate');
  const parts = pieces('sketch', 'conditionEstimate');
  expect(parts.testPath).toBe('test/conformance/sketch/condition-estimate.test.ts');
  expect(parts.rust).toContain('const NAME: &\'static str = "sketch.conditionEstimate";');
  expect(parts.registration).toBe('    task ConditionEstimate,\n');
  expect(parts.guide).toContain('## Condition estimate');
  expect(parts.problem).toContain("method: 'sketch.conditionEstimate',");
});
