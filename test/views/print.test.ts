/** Solutions as tables for people. */

import { constrained, print, transport } from 'superlinear';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

/** The lines that `print` writes. */
function linesOf(solution: object): string[] {
  const written = vi.spyOn(console, 'log').mockImplementation(() => {});
  print(solution);
  return String(written.mock.lastCall?.[0]).split('\n');
}

test('a fit is a table of parameters with errors and intervals', () => {
  const fit = constrained.curveFitSync({
    model: 'exponentialDecay',
    x: [0.25, 0.5, 1, 2, 3, 4, 6, 8],
    y: [9.1, 8.4, 7.3, 5.2, 4.1, 3, 1.9, 1.2],
  });
  const lines = linesOf(fit);
  expect(lines[0]).toBe('converged');
  expect(lines[2]).toMatch(/^parameter {2,}estimate {2,}standard error {2,}interval$/);
  expect(lines[4]).toMatch(/^rate {2,}0\.33\d+ {2,}0\.014 {2,}0\.29\d+ to 0\.36\d+$/);
  expect(lines.find((line) => line.startsWith('rSquared'))).toMatch(/0\.999/);
});

test('other solutions are numbers by name, with matrices by their size', () => {
  const lines = linesOf(
    transport.exactSync({
      cost: [
        [4, 1],
        [2, 0],
      ],
    }),
  );
  expect(lines).toContain('converged');
  expect(lines.find((line) => line.startsWith('transportCost'))).toMatch(/ 1\.5$/);
  expect(lines.find((line) => line.startsWith('plan'))).toMatch(/2 × 2 matrix$/);
});

test('long arrays and tables are cut', () => {
  expect(linesOf({ solution: new Float64Array(100) })).toEqual(['solution  0, 0, 0, 0, 0, 0, 0, 0, … (100)']);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, k) => [`entry${k}`, k]));
  expect(linesOf(many).at(-1)).toBe('… 10 more');
});

test('control characters in texts are escaped, and rows stay rows', () => {
  const lines = linesOf({
    status: 'ok\u001b[2J',
    names: ['a\nb', '\u009b31m'],
    solution: [1, 2],
    standardErrors: [0.1, 0.2],
    'key\u0007': 'x\ty',
    list: ['\u001b]0;title\u0007'],
  });
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe('ok\\u001b[2J');
  expect(lines[3]).toMatch(/^a\\u000ab {2,}1 /);
  expect(lines[4]).toMatch(/^\\u009b31m {2,}2 /);
  expect(lines[6]).toBe('key\\u0007  x\\u0009y');
  expect(lines[7]).toBe('list       \\u001b]0;title\\u0007');
});

test('rejects what is no solution', () => {
  expect(() => print(null as never)).toThrow('solution must be a solution, got null');
});
