/** The README's measured ratios are those of the records, and records are complete. */

import { readdirSync, readFileSync } from 'node:fs';
import { methods } from 'superlinear';
import { expect, test } from 'vitest';
import { withRatios } from '../../scripts/lib/ratios.mjs';

const FOLDER = 'bench/records';

test('the README has the table that `npm run ratios` writes', () => {
  const text = readFileSync('README.md', 'utf8');
  expect(withRatios(text)).toBe(text);
});

test.each(readdirSync(FOLDER))('%s names its run, and its ratios are those of its times', (file) => {
  const { date, commit, command, machine, rows } = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
  expect(file.startsWith(`${date}-`)).toBe(true);
  expect(commit).toMatch(/^[0-9a-f]{7,}$/);
  expect(command).toMatch(/^npm run bench:peers -- .*--record$/);
  for (const field of ['cpu', 'cores', 'instructionSet', 'os', 'node']) expect(machine[field]).toBeTruthy();
  const names = methods.map(({ name }) => name);
  const middle = (numbers: number[]) => {
    const sorted = numbers.toSorted((a, b) => a - b);
    const half = sorted.length >> 1;
    return sorted.length % 2 === 1
      ? (sorted[half] as number)
      : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
  };
  for (const { workload, method, peer, ours, theirs, ratio, turns, tolerance, answers } of rows) {
    expect(names, workload).toContain(method);
    expect(peer.version, workload).toMatch(/^\d/);
    expect(theirs, workload).toHaveLength(turns);
    expect(middle(theirs) / middle(ours) / ratio, workload).toBeCloseTo(1, 2);
    expect(answers ?? 'absent', workload).toMatch(
      tolerance === undefined ? /^absent$/ : /^(agree|(ours|theirs|both) differ)/,
    );
  }
});
