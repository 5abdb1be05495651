// Functions of one variable against bisection in long doubles: the root of an increasing function, the minimum of its
// integral. Linear contractions with known fixed points.

import { expression, numerics, type SyncRunOptions } from 'superlinear';
import {
  certifyBrentMinimum,
  certifyBrentRoot,
  certifyFixedPoint,
} from '../../../test/certificates/numerics.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';

/** A sum of increasing functions of `(x - center) / unit`, less a shift. */
interface Increasing {
  readonly terms: [kind: string, weight: number][];
  readonly center: number;
  readonly unit: number;
  readonly shift: number;
  readonly lower: number;
  readonly upper: number;
}

/** Each function, and one whose derivative it is. */
const FORMULAS: Readonly<Record<string, readonly [string, string]>> = {
  linear: ['t', 't^2 / 2'],
  cube: ['t^3', 't^4 / 4'],
  fifth: ['t^5', 't^6 / 6'],
  exponential: ['expm1(t)', '(expm1(t) - t)'],
  arctangent: ['atan(t)', '(t * atan(t) - log1p(t^2) / 2)'],
  hyperbolic: ['sinh(t)', 'cosh(t)'],
};

const increasing =
  (kinds: readonly string[], unit: (random: Random) => number, hasShift: boolean) =>
  (random: Random): Increasing => {
    const terms = random.list(random.integer(1, 3), (): [string, number] => [
      random.pick(kinds),
      random.decade(-2, 2),
    ]);
    const own = unit(random);
    const center = random.pick([0, 1, random.normal(), 10]) * own;
    const shift = hasShift ? random.normal() * 0.1 * Math.min(...terms.map(([, weight]) => weight)) : 0;
    return {
      terms,
      center,
      unit: own,
      shift,
      lower: center - own * random.uniform(2, 20),
      upper: center + own * random.uniform(2, 20),
    };
  };

const SMOOTH = ['linear', 'exponential', 'arctangent', 'hyperbolic'];

const KINDS = {
  smooth: increasing(SMOOTH, () => 1, true),
  flat: increasing(['cube', 'fifth'], () => 1, false),
  mixed: increasing(Object.keys(FORMULAS), () => 1, true),
  scaled: increasing(SMOOTH, (random) => random.scale(), true),
};

const formulaOf = ({ terms, center, unit, shift }: Increasing, place: 0 | 1) => {
  const parts = terms.map(([kind, weight]) => `(${weight}) * ${at2(FORMULAS[kind], place)}`);
  const last = place === 0 ? `(${shift})` : `(${shift}) * t`;
  return {
    formula: `let t = (x - (${center})) / (${unit}); ${parts.join(' + ')} - ${last}`,
    inputs: { x: [] },
  } as const;
};

const at2 = (pair: readonly [string, string] | undefined, place: 0 | 1) => pair?.[place] ?? '0';

/** A formula as a function of JavaScript. */
function asFunction(formula: ReturnType<typeof formulaOf>, options: SyncRunOptions) {
  return (x: number) => at(expression.evaluateSync({ function: formula, points: { x } }, options).values, 0);
}

/** Whether the slope vanishes at the root. */
const isFlat = (terms: Increasing['terms']) => terms.every(([kind]) => kind === 'cube' || kind === 'fifth');

type Root = Reply & { readonly root: number };

export const subjects = [
  subject<Increasing, numerics.BrentRootSolution, Root>({
    method: 'brentRoot',
    kinds: KINDS,
    codes: ['terms'],
    peer: 'root',
    pose: (model) => ({ function: formulaOf(model, 0), lower: model.lower, upper: model.upper }),
    solve: (problem, options) =>
      numerics.brentRootSync(problem as Parameters<typeof numerics.brentRootSync>[0], options),
    certify: (problem, solution, options) => {
      const given = problem as { function: ReturnType<typeof formulaOf>; lower: number; upper: number };
      certifyBrentRoot({ ...given, function: asFunction(given.function, options) }, solution);
    },
    *judge({ unit, center, terms }, outcome, { root }) {
      yield* mustConverge(outcome);
      // Values of a flat function say little about its root.
      const digits = isFlat(terms) ? 1e-3 : 1e-8;
      const slack = digits * unit + 1e-14 + 1e-13 * Math.abs(center);
      if (outcome.solution !== undefined)
        yield* compareFigures('the root', outcome.solution.root, root, slack);
    },
  }),
  subject<Increasing, numerics.BrentMinimumSolution, Root>({
    method: 'brentMinimum',
    kinds: KINDS,
    codes: ['terms'],
    peer: 'root',
    pose: (model) => ({ objective: formulaOf(model, 1), lower: model.lower, upper: model.upper }),
    solve: (problem, options) =>
      numerics.brentMinimumSync(problem as Parameters<typeof numerics.brentMinimumSync>[0], options),
    certify: (problem, solution, options) => {
      const given = problem as { objective: ReturnType<typeof formulaOf>; lower: number; upper: number };
      certifyBrentMinimum({ ...given, objective: asFunction(given.objective, options) }, solution);
    },
    *judge({ unit, center, terms }, outcome, { root }) {
      yield* mustConverge(outcome);
      const digits = isFlat(terms) ? 0.05 : 1e-3;
      const slack = digits * unit + 1e-9 + 1e-7 * Math.abs(center);
      if (outcome.solution !== undefined)
        yield* compareFigures('the minimizer', outcome.solution.minimizer, root, slack);
    },
  }),
  subject<Contraction, numerics.FixedPointSolution>({
    method: 'fixedPoint',
    kinds: {
      symmetric: contraction(true),
      general: contraction(false),
    },
    axes: [['matrix', 'matrix.*', 'fixed']],
    codes: ['matrix'],
    pose: ({ matrix, fixed, method, window, safeguard }) => ({
      map: mapOf(matrix, fixed),
      initial: fixed.map(() => 0),
      method,
      window,
      safeguard,
      maxIterations: 5000,
      contraction: sizeOf(matrix),
    }),
    solve: (problem, options) =>
      numerics.fixedPointSync(problem as Parameters<typeof numerics.fixedPointSync>[0], options),
    certify: (problem, solution) =>
      certifyFixedPoint(problem as Parameters<typeof certifyFixedPoint>[0], solution),
    *judge({ fixed }, outcome) {
      yield* mustConverge(outcome);
      const { solution, errorBound = 0 } = outcome.solution ?? { solution: new Float64Array(0) };
      const apart = Math.hypot(...Array.from(solution, (value, k) => value - at(fixed, k)));
      if (!(apart <= errorBound + 1e-12 * (1 + Math.hypot(...fixed))))
        yield { cause: 'the error exceeds its bound', detail: `${apart} beyond ${errorBound}` };
    },
  }),
];

/** The map x ↦ fixed + matrix (x − fixed). */
interface Contraction {
  readonly matrix: number[][];
  readonly fixed: number[];
  readonly method: numerics.FixedPointMethod;
  readonly window: number;
  readonly safeguard: boolean;
}

/** The Frobenius norm, an upper bound on the contraction constant. */
const sizeOf = (matrix: number[][]): number => Math.hypot(...matrix.flat()) * (1 + 1e-12);

function contraction(isSymmetric: boolean) {
  return (random: Random): Contraction => {
    const n = random.integer(1, 8);
    const rows = random.normals(n, n).map((row) => [...row]);
    if (isSymmetric)
      for (let i = 0; i < n; i++)
        for (let j = 0; j < i; j++) (rows[i] as number[])[j] = at(rows[j] as number[], i);
    const scale = random.uniform(0.1, 0.99) / Math.max(Math.hypot(...rows.flat()), 1e-9);
    return {
      matrix: rows.map((row) => row.map((value) => value * scale)),
      fixed: random.list(n, () => random.normal()),
      method: random.pick(['anderson', 'plain']),
      window: random.integer(0, 10),
      safeguard: random.chance(0.7),
    };
  };
}

const mapOf = (matrix: number[][], fixed: number[]) => (x: Float64Array) =>
  matrix.map((row, i) =>
    row.reduce((sum, value, j) => sum + value * (at(x, j) - at(fixed, j)), at(fixed, i)),
  );
