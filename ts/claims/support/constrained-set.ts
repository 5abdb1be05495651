/**
 * Constrained benchmark problems with their best known minima: G04, G06 and G24 of the CEC 2006 collection (Liang and
 * others, 2006), and the weight of a spring (Arora, Introduction to Optimum Design, 1989).
 */

import { uniform } from './random.js';

/** A problem with its minimum. */
export interface Constrained {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly constraintCount: number;
  readonly optimum: number;
  /** The objective, followed by the constraints. */
  readonly outputs: (x: ArrayLike<number>) => number[];
}

const g04: Constrained = {
  lower: [78, 33, 27, 27, 27],
  upper: [102, 45, 45, 45, 45],
  constraintCount: 6,
  optimum: -30665.538671783,
  outputs(x) {
    const [a, b, c, d, e] = Array.from(x) as [number, number, number, number, number];
    const u = 85.334407 + 0.0056858 * b * e + 0.0006262 * a * d - 0.0022053 * c * e;
    const v = 80.51249 + 0.0071317 * b * e + 0.0029955 * a * b + 0.0021813 * c * c;
    const w = 9.300961 + 0.0047026 * c * e + 0.0012547 * a * c + 0.0019085 * c * d;
    const f = 5.3578547 * c * c + 0.8356891 * a * e + 37.293239 * a - 40792.141;
    return [f, u - 92, -u, v - 110, 90 - v, w - 25, 20 - w];
  },
};

const g06: Constrained = {
  lower: [13, 0],
  upper: [100, 100],
  constraintCount: 2,
  optimum: -6961.81387558,
  outputs(x) {
    const [a, b] = Array.from(x) as [number, number];
    return [
      (a - 10) ** 3 + (b - 20) ** 3,
      100 - (a - 5) ** 2 - (b - 5) ** 2,
      (a - 6) ** 2 + (b - 5) ** 2 - 82.81,
    ];
  },
};

const g24: Constrained = {
  lower: [0, 0],
  upper: [3, 4],
  constraintCount: 2,
  optimum: -5.50801327159536,
  outputs(x) {
    const [a, b] = Array.from(x) as [number, number];
    return [
      -a - b,
      -2 * a ** 4 + 8 * a ** 3 - 8 * a ** 2 + b - 2,
      -4 * a ** 4 + 32 * a ** 3 - 88 * a ** 2 + 96 * a + b - 36,
    ];
  },
};

const spring: Constrained = {
  lower: [0.05, 0.25, 2],
  upper: [2, 1.3, 15],
  constraintCount: 4,
  optimum: 0.0126652327883,
  outputs(x) {
    const [d, w, n] = Array.from(x) as [number, number, number];
    return [
      (n + 2) * w * d * d,
      1 - (w ** 3 * n) / (71785 * d ** 4),
      (4 * w * w - d * w) / (12566 * (w * d ** 3 - d ** 4)) + 1 / (5108 * d * d) - 1,
      1 - (140.45 * d) / (w * w * n),
      (d + w) / 1.5 - 1,
    ];
  },
};

/** The problems by name. */
export const constrainedSet = { G04: g04, G06: g06, G24: g24, spring } as const;

/** A problem in the form of `directSearch`, with a random start. */
export function fromRandomStart({ outputs, lower, upper, constraintCount }: Constrained, seed: number) {
  const start = uniform(seed, lower.length);
  return {
    objective: (x: ArrayLike<number>) => outputs(x)[0] as number,
    constraints: (x: ArrayLike<number>) => outputs(x).slice(1),
    constraintCount,
    lower,
    upper,
    initial: lower.map((bound, k) => bound + ((upper[k] as number) - bound) * (start[k] as number)),
  };
}

/** Number of evaluations until a search is within `accuracy` of the minimum, relative to it if it exceeds 1. */
export function evaluationsUntil(
  { optimum }: Constrained,
  history: readonly { readonly evaluations: number; readonly objective: number }[],
  accuracy: number,
): number {
  const goal = optimum + accuracy * Math.max(1, Math.abs(optimum));
  return history.find(({ objective }) => objective <= goal)?.evaluations ?? Number.MAX_SAFE_INTEGER;
}
