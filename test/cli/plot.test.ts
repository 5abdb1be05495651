/** The option `--plot` of commands: a picture beside what is printed. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { superlinear, temporaryFolder } from '../support/command.js';
import { requireInside, requireWellFormed, textsOf } from '../views/picture.js';

const job = JSON.stringify({
  method: 'transport.exact',
  problem: {
    cost: [
      [4, 1],
      [2, 0],
    ],
  },
});

test.each([
  { name: 'solve', args: ['solve', '-'], input: job, shown: 'columns: targets' },
  {
    name: 'minimize',
    args: ['minimize', '(x[0] - 1)^2 + x[1]^2', '--variables', 'x:2'],
    input: '',
    shown: 'solution',
  },
  { name: 'atom', args: ['atom', 'He'], input: '', shown: '1s² −0.5704' },
])('$name draws its solution', async ({ args, input, shown }) => {
  const folder = temporaryFolder();
  const plain = await superlinear(args, folder, input);
  const { code, stdout } = await superlinear([...args, '--plot', 'picture.svg'], folder, input);
  expect(code).toBe(0);
  expect(stdout).toBe(plain.stdout);
  const svg = readFileSync(join(folder, 'picture.svg'), 'utf8').trim();
  requireWellFormed(svg);
  requireInside(svg);
  expect(textsOf(svg).some(({ text }) => text.includes(shown))).toBe(true);
});

test('a formula of two variables has level curves, which are values of the formula', async () => {
  const folder = temporaryFolder();
  await superlinear(
    ['minimize', '(x[0] - 1)^2 + x[1]^2', '--variables', 'x:2', '--plot', 'curves.svg'],
    folder,
  );
  expect(readFileSync(join(folder, 'curves.svg'), 'utf8').length).toBeGreaterThan(5000);
});

test('a file of another kind is refused before any work', async () => {
  const folder = temporaryFolder();
  const { code, stderr, stdout } = await superlinear(['solve', '-', '--plot', 'picture.png'], folder, job);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('--plot takes a file that ends with .svg, got picture.png');
  expect(existsSync(join(folder, 'picture.png'))).toBe(false);
});

test('a file that cannot be written is an error', async () => {
  const { code, stderr } = await superlinear(
    ['solve', '-', '--plot', 'no/such/folder.svg'],
    temporaryFolder(),
    job,
  );
  expect(code).not.toBe(0);
  expect(stderr).toContain('plot cannot be written');
});
