/** The command `minimize`: formulas, solutions, and messages about invalid formulas. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeNpy } from '../../dist/batch/npy.js';
import { superlinear, temporaryFolder } from '../support/command.js';

const minimize = (...args: string[]) => superlinear(['minimize', ...args]);

/** The number after a name in a table. */
const numberOf = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  );

const CHAIN = 'sum(i in 0..8: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)';

describe('minimize', () => {
  test('prints solution, multipliers and status', async () => {
    // At (1/2, 1/2), the gradient (1, 1) is λ times that of the equation.
    const { code, stdout, stderr } = await minimize(
      'x[0]^2 + x[1]^2',
      '--variables',
      'x:2',
      '--subject-to',
      'x[0] + x[1] = 1',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^converged after \d+ iterations: objective 0\.5\d*, violation of the constraints /,
    );
    expect(numberOf(stdout, 'x[0]')).toBeCloseTo(0.5, 8);
    expect(numberOf(stdout, 'x[1]')).toBeCloseTo(0.5, 8);
    expect(numberOf(stdout, 'x[0] + x[1] = 1')).toBeCloseTo(-1, 8);
  });

  test('gives what the function gives, as JSON', async () => {
    const equation = 'x[0]^2 + x[1]^2 = 1';
    const { stdout } = await minimize(CHAIN, '--variables', 'x:10', '--subject-to', equation, '--json');
    const inputs = { x: 10 };
    const problem = {
      objective: { formula: CHAIN, inputs },
      constraints: { formula: '[x[0]^2 + x[1]^2 - 1]', inputs },
      initial: Array(10).fill(1),
    };
    const job = JSON.stringify({ method: 'constrained.minimize', problem });
    const solved = JSON.parse((await superlinear(['solve', '-'], '.', job)).stdout);
    expect(JSON.parse(stdout)).toEqual(solved);
    expect(solved).toMatchObject({ status: 'converged' });
  });

  test('takes equations between arrays, several of them, and definitions for both sides', async () => {
    const args = ['sum(x^2)', '--variables', 'x:2,2'];
    const equations = ['[i in 0..1: x[i, 0]] = [1, 2]', 'let s = x[0, 1]; s + 1 = 4 - s'];
    const { stdout } = await minimize(...args, ...equations.flatMap((text) => ['--subject-to', text]));
    expect(numberOf(stdout, 'x[0, 0]')).toBeCloseTo(1, 8);
    expect(numberOf(stdout, 'x[1, 0]')).toBeCloseTo(2, 8);
    expect(numberOf(stdout, 'x[0, 1]')).toBeCloseTo(1.5, 8);
    expect(numberOf(stdout, 'x[1, 1]')).toBeCloseTo(0, 8);
    expect(numberOf(stdout, `${equations[0]}, entry 1`)).toBeCloseTo(-4, 7);
    expect(numberOf(stdout, equations[1] as string)).toBeCloseTo(-1.5, 7);
  });

  test('takes inequalities and bounds', async () => {
    // The nearest point to (2, 0) in the upper half of the disk is (1, 0), with the multiplier 1/2 · 2 (2 - 1) for the
    // disk.
    const relation = 'x[0]^2 + x[1]^2 <= 1';
    const args = ['(x[0] - 2)^2 + x[1]^2', '--variables', 'x:2', '--subject-to', relation];
    const { stdout } = await minimize(...args, '--lower', '[-1, 0]');
    expect(numberOf(stdout, 'x[0]')).toBeCloseTo(1, 7);
    expect(numberOf(stdout, 'x[1]')).toBeCloseTo(0, 7);
    expect(numberOf(stdout, relation)).toBeCloseTo(1, 7);
    // Relation signs within parentheses are not constraints; an active lower bound has a negative multiplier.
    const piecewise = 'where(x <= 1, x, 2 x) >= 4';
    const other = await minimize('x', '--variables', 'x', '--subject-to', piecewise, '--initial', '3');
    expect(numberOf(other.stdout, 'x')).toBeCloseTo(2, 7);
    expect(numberOf(other.stdout, piecewise)).toBeCloseTo(-0.5, 7);
  });

  test('takes parameters as numbers, lists and files, and a start', async () => {
    const folder = temporaryFolder();
    writeNpy(join(folder, 'A.npy'), Float64Array.of(2, 0, 0, 4), [2, 2]);
    writeFileSync(join(folder, 'b.json'), '[2, 2]');
    const parameters = ['A=A.npy', 'b=b.json', 'shift=[1, 0]', 'scale=3'].flatMap((text) => [
      '--parameter',
      text,
    ]);
    const args = ['minimize', 'scale * sum((A @ (x - shift) - b)^2)', '--variables', 'x:2', ...parameters];
    const { stdout } = await superlinear([...args, '--initial', '[5, 5]'], folder);
    expect(numberOf(stdout, 'x[0]')).toBeCloseTo(2, 8);
    expect(numberOf(stdout, 'x[1]')).toBeCloseTo(0.5, 8);
    const { stdout: scalar } = await minimize('(x - 3)^2', '--variables', 'x', '--initial', '-2');
    expect(numberOf(scalar, 'x')).toBeCloseTo(3, 8);
  });

  test('leaves out the middle of long tables', async () => {
    const { stdout } = await minimize('sum((x - 2)^2)', '--variables', 'x:100');
    expect(stdout).toContain('60 more by --json');
    expect(stdout.split('\n')).toHaveLength(1 + 1 + 1 + 41 + 1);
    expect(numberOf(stdout, 'x[99]')).toBeCloseTo(2, 8);
  });

  test.each([
    [1, ['x[0] + )', '--variables', 'x:2'], /^superlinear: formula:8 has \) here/],
    [1, ['x[0] + y', '--variables', 'x:2'], /^superlinear: formula:8 .*y/],
    [1, ['x[2]', '--variables', 'x:2'], /^superlinear: formula:\d/],
    [1, ['x', '--variables', 'x:2'], /objective must have one number/],
    [
      1,
      ['x[0]', '--variables', 'x:2', '--subject-to', 'x[0] = 1 + )'],
      /^superlinear: subject-to:12 has \) here/,
    ],
    [
      1,
      ['x[0]', '--variables', 'x:2', '--subject-to', 'x[0] = 1', '--subject-to', 'z = 1'],
      /subject-to\[1\]:1 /,
    ],
    [1, ['x[0]', '--variables', 'x:2', '--subject-to', 'x[0] < 1'], /subject-to:1 has no =, <= or >=: /],
    [1, ['x[0]', '--variables', 'x:2', '--subject-to', 'x[0] = 1 = x[1]'], /subject-to:10 has a second =/],
    [1, ['x[0]', '--variables', 'x:2', '--subject-to', '0 <= x[0] <= 1'], /subject-to:11 has a second <=/],
    [
      1,
      ['x[0]', '--variables', 'x:2', '--lower', '[0]'],
      /lower must have one number for each of 2 variables|lower/,
    ],
    [1, ['x[0]', '--variables', 'x:2', '--subject-to', 'x = [1, 2, 3]'], /subject-to:3 has sides/],
    [1, ['x[0]', '--variables', 'x:2', '--initial', '[1]'], /initial/],
    [1, ['a * x[0]', '--variables', 'x:2', '--parameter', 'a=missing.npy'], /parameter\.a cannot be read/],
    [2, ['x[0]'], /required option '--variables/],
    [2, ['x[0]', '--variables', '2'], /--variables takes a name/],
    [2, ['x[0]', '--variables', 'x:2', '--parameter', 'a'], /--parameter takes name=value/],
    [2, ['x[0]', '--variables', 'x:2', '--initial', '[1,'], /is not JSON/],
    [3, ['a * x[0]', '--variables', 'x:2', '--parameter', 'a=missing.json'], /missing\.json/],
  ])('ends with %i for %j', async (code, args, message) => {
    const ended = await minimize(...args);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
  });

  test('says what is true in its examples', async () => {
    const { stdout } = await minimize('--help');
    const example = stdout.replaceAll('\\\n', ' ').match(/^ +\$ superlinear minimize .*$/gm) ?? [];
    expect(example).toHaveLength(3);
    for (const text of example.filter((line) => !line.includes('.npy'))) {
      const args = [...text.matchAll(/"([^"]*)"|(\S+)/g)]
        .map(([, quoted, bare]) => quoted ?? (bare as string))
        .slice(2);
      const { code, stdout: printed } = await superlinear(args);
      expect(code).toBe(0);
      expect(printed).toMatch(/^converged/);
    }
  });
});
