/** Quantiles of Student's t against closed forms and SciPy. */

import { test } from 'vitest';
import { studentQuantile } from '../../dist/curve-fit/student.js';
import { expectClose } from '../support/expect.js';

test("quantiles of Student's t", () => {
  // Closed forms for one and two degrees of freedom; the others are from SciPy 1.17.1, stats.t.ppf.
  for (const p of [1e-6, 0.1, 0.5, 0.9, 0.95, 0.999, 1 - 1e-9]) {
    expectClose(studentQuantile(p, 1) * Math.tan((Math.PI * (1 - p)) / 2), 1, 1e-9);
    expectClose(studentQuantile(p, 2) / (p * Math.sqrt(2 / ((1 - p) * (1 + p)))), 1, 1e-9);
  }
  for (const [p, degrees, expected] of [
    [0.95, 4, 2.7764451051977934],
    [0.95, 13, 2.1603686564627913],
    [0.99, 30, 2.7499956535672254],
    [0.5, 7, 0.7111417780817866],
    [0.95, 1e6, 1.959966356814107],
    [0.999, 100, 3.390491311164263],
  ] as const) {
    expectClose(studentQuantile(p, degrees), expected, 1e-10);
  }
});
