/** The generator of families finds all insertion points, and its insertions can be removed without residue. */

import { existsSync, readFileSync } from 'node:fs';
import { families } from 'superlinear';
import { expect, test } from 'vitest';
import { crateFolder } from '../../scripts/lib/crates.mjs';
import { inserted } from '../../scripts/lib/edits.mjs';
import { familyPieces } from '../../scripts/lib/family-skeleton.mjs';

const { files, insertions } = familyPieces('auctions', 'nashEquilibrium');
const read = (path: string) => readFileSync(path, 'utf8');

test.each(insertions)('$path has a place for it', ({ path, ...edit }) => {
  const text = inserted(path, read(path), edit);
  expect(text).toHaveLength(read(path).length + edit.text.length);
  expect(text.replace(edit.text, '')).toBe(read(path));
});

test.each(Object.keys(files))('%s is where the families there are have it', (path) => {
  const ofFamily = (family: string) =>
    path.replace('crates/families/auctions', crateFolder(family)).replaceAll('auctions', family);
  const isOfMethod = /nash/.test(path);
  // Families with callbacks have benchmarks, and some have panels, named after the problem.
  const isOptional = /^(bench\/\w+\.bench\.ts$|web\/)/.test(path);
  if (isOfMethod || isOptional)
    return expect(families.some((family) => existsSync(ofFamily(family).replace(/\/[^/]*$/, '')))).toBe(true);
  for (const family of families) expect(existsSync(ofFamily(family))).toBe(true);
});

test('no file of the new family is there', () => {
  for (const path of Object.keys(files)) expect(existsSync(path)).toBe(false);
});

test('names are written as each place has them', () => {
  expect(files['crates/families/auctions/src/lib.rs']).toContain('task NashEquilibrium,');
  expect(files['crates/families/auctions/src/lib.rs']).toContain('mod nash_equilibrium;');
  expect(files['ts/families/auctions.ts']).toContain("export * from '../generated/auctions.js';");
  expect(files['crates/families/auctions/src/nash_equilibrium.rs']).toContain('"auctions.nashEquilibrium"');
  expect(files['test/conformance/auctions/nash-equilibrium.test.ts']).toContain(
    "method: 'auctions.nashEquilibrium'",
  );
  expect(files['bench/agree/auctions/kinds.ts']).toContain('solve: auctions.nashEquilibriumSync,');
  expect(files['bench/agree/auctions/worker.py']).toContain('answer(PACKAGES, total)');
  expect(insertions.find(({ path }) => path === 'crates/methods/src/lib.rs')?.text).toBe(
    '    auctions: superlinear_auctions,\n',
  );
});
