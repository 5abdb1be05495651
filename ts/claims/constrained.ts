/**
 * Claims about constrained optimization: under equations, the exact augmented Lagrangian, its steps, and sketches as
 * inner solver; with bounds and inequalities, the interior-point method, its active-set phase and its warm starts;
 * curve fits; quadratic programs.
 */

import {
  curveFitSync,
  type MinimizeSolution,
  minimizeSync,
  poissonControl,
  quadraticProgramsSync,
} from '../families/constrained.js';
import type { Claim } from './support/claim.js';
import { uniform } from './support/random.js';

const LAGRANGIAN = 'Hong, Na, Mahoney, Kolar, ICML 2023';

const INTERIOR_POINT = 'Wächter, Biegler, Math. Program. 106, 2006';
const ACTIVE_SET = 'Hintermüller, Ito, Kunisch, SIAM J. Optim. 13, 2002';

type Program = Parameters<typeof minimizeSync>[0];

const ROOT = Math.SQRT2;

/** Problems of Hock and Schittkowski 1981, and Maratos's problem, by name. */
const PROGRAMS = {
  HS27: {
    objective: ([a = 0, b = 0]) => 0.01 * (a - 1) ** 2 + (b - a * a) ** 2,
    constraints: ([a = 0, , c = 0]) => [a + c * c + 1],
    constraintCount: 1,
    initial: [2, 2, 2],
  },
  HS28: {
    objective: ([a = 0, b = 0, c = 0]) => (a + b) ** 2 + (b + c) ** 2,
    constraints: ([a = 0, b = 0, c = 0]) => [a + 2 * b + 3 * c - 1],
    constraintCount: 1,
    initial: [-4, 1, 1],
  },
  HS42: {
    objective: (x) => x.reduce((sum, value, i) => sum + (value - i - 1) ** 2, 0),
    constraints: ([a = 0, , c = 0, d = 0]) => [a - 2, c * c + d * d - 2],
    constraintCount: 2,
    initial: [1, 1, 1, 1],
  },
  HS77: {
    objective: ([a = 0, b = 0, c = 0, d = 0, e = 0]) =>
      (a - 1) ** 2 + (a - b) ** 2 + (c - 1) ** 2 + (d - 1) ** 4 + (e - 1) ** 6,
    constraints: ([a = 0, b = 0, c = 0, d = 0, e = 0]) => [
      a * a * d + Math.sin(d - e) - 2 * ROOT,
      b + c ** 4 * d * d - 8 - ROOT,
    ],
    constraintCount: 2,
    initial: [2, 2, 2, 2, 2],
  },
  HS78: {
    objective: (x) => x.reduce((product, value) => product * value, 1),
    constraints: ([a = 0, b = 0, c = 0, d = 0, e = 0]) => [
      a * a + b * b + c * c + d * d + e * e - 10,
      b * c - 5 * d * e,
      a ** 3 + b ** 3 + 1,
    ],
    constraintCount: 3,
    initial: [-2, 1.5, 2, -1, -1],
  },
  HS79: {
    objective: ([a = 0, b = 0, c = 0, d = 0, e = 0]) =>
      (a - 1) ** 2 + (a - b) ** 2 + (b - c) ** 2 + (c - d) ** 4 + (d - e) ** 4,
    constraints: ([a = 0, b = 0, c = 0, d = 0, e = 0]) => [
      a + b * b + c ** 3 - 2 - 3 * ROOT,
      b - c * c + d + 2 - 2 * ROOT,
      a * e - 2,
    ],
    constraintCount: 3,
    initial: [2, 2, 2, 2, 2],
  },
  MARATOS: {
    objective: ([a = 0, b = 0]) => -a + 1e-6 * (a * a + b * b - 1),
    constraints: ([a = 0, b = 0]) => [a * a + b * b - 1],
    constraintCount: 1,
    initial: [1.1, 0.1],
  },
} satisfies Record<string, Program>;

/** The paper's parameters. */
const PAPER = { accuracy: 'paper', tolerance: 1e-4, sufficientDecrease: 0.1 } as const;

/** The paper's control problem on 3 × 3 points: state, then control, coupled by the Laplace equation. */
function controlProgram(): Program {
  const side = 3;
  const points = side * side;
  const step = 0.1 / Math.sqrt(15);
  const target = Float64Array.from({ length: points }, (_, k) => {
    const [i, j] = [Math.floor(k / side), k % side];
    return Math.sin(4 + step * (i - 1)) + Math.cos(3 + step * (j - 1));
  });
  const isNeighbor = (k: number, other: number) => {
    const [down, right] = [
      Math.abs(Math.floor(k / side) - Math.floor(other / side)),
      Math.abs((k % side) - (other % side)),
    ];
    return down + right === 1;
  };
  // Four times the sum of the neighbors, minus 16 times the point itself, plus the control.
  const row = (k: number) =>
    Float64Array.from({ length: 2 * points }, (_, other) => {
      if (other >= points) return Number(other === points + k);
      return other === k ? -16 : 4 * Number(isNeighbor(k, other));
    });
  const jacobian = Array.from({ length: points }, (_, k) => row(k));
  const weight = (k: number) => (k < points ? 1 : 0.1);
  const offset = (value: number, k: number) => value - (target[k] ?? 0);
  return {
    objective: (x) => x.reduce((sum, value, k) => sum + (weight(k) / 2) * offset(value, k) ** 2, 0),
    gradient: (x) => x.map((value, k) => weight(k) * offset(value, k)),
    constraints: (x) =>
      jacobian.map((row) => row.reduce((sum, entry, k) => sum + entry * (x[k] as number), 0)),
    jacobian: () => jacobian,
    hessian: (x, _, objectiveWeight) =>
      Array.from(x, (_, k) => x.map((_, other) => (k === other ? objectiveWeight * weight(k) : 0))),
    constraintCount: points,
    initial: new Float64Array(2 * points).fill(1),
  };
}

/** A convex chain on a sphere. */
const CHAIN: Program = {
  objective: (x) =>
    x.reduce((sum, value, i) => sum + Math.exp(value) + 5 * (value - (x[i - 1] ?? 0)) ** 2, 0),
  constraints: (x) => [x.reduce((sum, value) => sum + value * value, -12)],
  constraintCount: 1,
  initial: Float64Array.from({ length: 12 }, (_, i) => i / 12 - 1),
};

/** NIST data sets for nonlinear regression with certified values. The last two have the highest level of difficulty. */
const DATA_SETS = {
  Misra1a: {
    formula: 'b[0] * (1 - exp(-b[1] * x))',
    x: [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760],
    y: [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78],
    starts: [
      [500, 0.0001],
      [250, 0.0005],
    ],
    parameters: [238.94212918, 0.00055015643181],
    standardErrors: [2.7070075241, 7.2668688436e-6],
  },
  BoxBOD: {
    formula: 'b[0] * (1 - exp(-b[1] * x))',
    x: [1, 2, 3, 5, 7, 10],
    y: [109, 149, 149, 191, 213, 224],
    starts: [
      [1, 1],
      [100, 0.75],
    ],
    parameters: [213.80940889, 0.54723748542],
    standardErrors: [12.354515176, 0.10455993237],
  },
  MGH10: {
    formula: 'b[0] * exp(b[1] / (x + b[2]))',
    x: [50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125],
    y: [
      34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
    ],
    starts: [
      [2, 400000, 25000],
      [0.02, 4000, 250],
    ],
    parameters: [0.005609636471, 6181.3463463, 345.22363462],
    standardErrors: [0.00015687892471, 23.309021107, 0.78486103508],
  },
} as const;

/** Number of digits common to both lists, in the worst entry. */
const digitsOf = (values: ArrayLike<number>, certified: readonly number[]) =>
  -Math.log10(Math.max(1e-11, ...certified.map((value, k) => Math.abs((values[k] as number) / value - 1))));
/** Minimum variance of 50 stocks with five common factors, each share at most 0.3, for each of 40 returns. */
function frontier() {
  const [size, causes] = [50, 5];
  const factor = uniform(1, size * causes).map((value) => 2 * value - 1);
  const own = uniform(2, size);
  const gains = uniform(3, size);
  const product = (i: number, j: number) =>
    factor
      .subarray(i * causes, (i + 1) * causes)
      .reduce((sum, value, k) => sum + value * (factor[j * causes + k] as number), 0);
  return {
    hessian: Array.from({ length: size }, (_, i) =>
      own.map((value, j) => product(i, j) + (i === j ? 0.1 + value : 0)),
    ),
    linear: new Float64Array(size),
    constraintMatrix: [new Float64Array(size).fill(1), gains],
    constraintLower: Array.from({ length: 40 }, (_, k) => [1, 0.5 + 0.01 * k]),
    constraintUpper: [1, Number.POSITIVE_INFINITY],
    lower: new Float64Array(size),
    upper: new Float64Array(size).fill(0.3),
  };
}

/**
 * A problem on which methods that enforce the linearized equations and the bounds converge to infeasible points
 * (Wächter, Biegler 2000).
 */
const STUCK_BETWEEN_WALLS: Program = {
  objective: ([a = 0]) => a,
  constraints: ([a = 0, b = 0, c = 0]) => [a * a - b - 1, a - c - 0.5],
  constraintCount: 2,
  lower: [Number.NEGATIVE_INFINITY, 0, 0],
  initial: [-2, 3, 1],
};

/** HS43, of Rosen and Suzuki. */
const ROSEN_SUZUKI = {
  objective: ([a = 0, b = 0, c = 0, d = 0]: Float64Array) =>
    a * a + b * b + 2 * c * c + d * d - 5 * a - 5 * b - 21 * c + 7 * d,
  constraints: ([a = 0, b = 0, c = 0, d = 0]: Float64Array) => [
    a * a + b * b + c * c + d * d + a - b + c - d,
    a * a + 2 * b * b + c * c + 2 * d * d - a - d,
    2 * a * a + b * b + c * c + 2 * a - b - d,
  ],
  constraintCount: 3,
  initial: [0, 0, 0, 0],
};

/** A string of `points` points between two nails, above an obstacle that it touches in the middle. */
function stringAbove(points: number): Program {
  const place = (i: number) => (i + 1) / (points + 1);
  const slope = (x: Float64Array, i: number) => 2 * (x[i] as number) - (x[i - 1] ?? 0) - (x[i + 1] ?? 0);
  return {
    objective: (x) => x.reduce((sum, value, i) => sum + 0.5 * value * slope(x, i), 0),
    gradient: (x) => x.map((_, i) => slope(x, i)),
    hessian: (x, _, objectiveWeight) =>
      Array.from(x, (_, i) =>
        x.map((_, j) => objectiveWeight * (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
      ),
    lower: Float64Array.from({ length: points }, (_, i) => 0.2 - 2 * (place(i) - 0.4) ** 2),
    initial: new Float64Array(points).fill(1),
  };
}

/** Reduction factors of the residual over the last steps. */
function reductionsOf({ history = [] }: Pick<MinimizeSolution, 'history'>, steps: number): number[] {
  const residuals = history.slice(-steps - 1).map(({ kktResidual }) => kktResidual);
  return residuals.slice(1).map((residual, k) => residual / (residuals[k] as number));
}

export const claims: readonly Claim[] = [
  {
    name: 'superlinear-rate',
    claim:
      'Inexact steps converge superlinearly if their residuals shrink with the error, and linearly for a fixed residual',
    source: LAGRANGIAN,
    shown: {
      what: 'convex chain of 12 variables on a sphere, GMRES with defaults and with residuals of 0.1: last reduction factors; and order of the last two for the control of a Poisson equation, 31 × 31, weight 10⁻³, reaction 1',
      budget: 0.3,
      async measure(log) {
        const byGmres = { ...CHAIN, inner: 'gmres', history: true } as const;
        const adaptive = minimizeSync(byGmres);
        const fixed = minimizeSync({ ...byGmres, innerOptions: { tolerance: 0.1 } });
        const problem = { size: 31, controlWeight: 1e-3, reaction: 1, tolerance: 1e-10, history: true };
        const control = await poissonControl(problem);
        log([adaptive, fixed, control].map(({ status }) => status).join(', '));
        const [before, last] = reductionsOf(control, 2) as [number, number];
        return {
          'last factor': reductionsOf(adaptive, 1),
          'factors of fixed residuals': reductionsOf(fixed, 3),
          order: Math.log(last) / Math.log(before),
        };
      },
    },
    gold: {
      'last factor': { atMost: 0.01 },
      'factors of fixed residuals': { atLeast: 0.02 },
      order: { atLeast: 1.3 },
    },
    landmarks: ['converged, converged, converged'],
    verdict: 'holds',
  },
  {
    name: 'whole-steps',
    claim: 'The merit function accepts full steps near the solution',
    source: LAGRANGIAN,
    shown: {
      what: "HS77, HS78, HS79 and Maratos's problem with the paper's parameters to 10⁻⁸: shortest of the last three step sizes",
      budget: 0.2,
      measure(log) {
        const shortest = (['HS77', 'HS78', 'HS79', 'MARATOS'] as const).map((name) => {
          const { status, history = [] } = minimizeSync({
            ...PROGRAMS[name],
            ...PAPER,
            tolerance: 1e-8,
            history: true,
          });
          log(`${name} ${status}`);
          return Math.min(...history.slice(-3).map(({ stepSize }) => stepSize));
        });
        return { 'step sizes': shortest };
      },
    },
    gold: { 'step sizes': { near: [1, 1, 1, 1] } },
    landmarks: ['HS77 converged', 'HS78 converged', 'HS79 converged', 'MARATOS converged'],
    verdict: 'holds',
  },
  {
    name: 'almost-sure',
    claim: 'With randomized sketches as inner solver, the method converges almost surely',
    source: LAGRANGIAN,
    shown: {
      what: "HS28, HS42 and HS78 with the paper's parameters, random rows and blocks, seeds 0 to 9: runs that reach the optimum to 10⁻⁴",
      budget: 0.5,
      measure(log) {
        const optima = { HS28: 0, HS42: 13.857864376269, HS78: -2.91970040896368 };
        let reached = 0;
        for (const [name, optimum] of Object.entries(optima)) {
          for (const kind of ['row', 'blockGaussian'] as const) {
            for (let seed = 0; seed < 10; seed++) {
              const sketched = { ...PAPER, inner: 'sketch', innerOptions: { kind } } as const;
              const program = PROGRAMS[name as keyof typeof optima];
              const { status, objective } = minimizeSync({ ...program, ...sketched }, { seed });
              const isThere = Math.abs(objective - optimum) <= 1e-4 * Math.max(1, Math.abs(optimum));
              if (status === 'converged' && isThere) reached++;
              else log(`${name}, ${kind}, seed ${seed}: ${status}`);
            }
          }
        }
        return { 'of 60': reached };
      },
    },
    gold: { 'of 60': { near: 60 } },
    verdict: 'holds',
  },
  {
    name: 'control-problem',
    claim:
      "The paper's control problem is solved in one step with exact solves, and to the same point with sketches",
    source: LAGRANGIAN,
    shown: {
      what: '3 × 3 points, 18 unknowns; then blocks of Gaussian combinations, seed 0',
      budget: 2,
      measure(log) {
        const exact = minimizeSync(controlProgram());
        const sketched = minimizeSync({
          ...controlProgram(),
          ...PAPER,
          inner: 'sketch',
          innerOptions: { kind: 'blockGaussian' },
        });
        log(
          `${exact.status}, by sketches ${sketched.status} after ${sketched.statistics.innerSteps} of their steps`,
        );
        return {
          objective: exact.objective,
          iterations: exact.iterations,
          'by sketches': sketched.objective,
        };
      },
    },
    gold: {
      objective: { near: 9.644442051811629, relative: 1e-9 },
      iterations: { near: 1 },
      'by sketches': { near: 9.644442051811629, relative: 1e-4 },
    },
    landmarks: ['converged, by sketches converged'],
    verdict: 'holds',
  },
  {
    name: 'beside-l1',
    claim: 'The exact augmented Lagrangian takes fewer iterations than the l1 merit function',
    source: `${LAGRANGIAN}: 5 beside 6 in the median, and 50`,
    shown: {
      what: 'HS27, HS42, HS77, HS78 and HS79 with defaults: iterations relative to l1, counting a failure as 300',
      budget: 0.3,
      measure(log) {
        const iterations = (name: keyof typeof PROGRAMS, merit: 'eal' | 'l1') => {
          const { status, iterations } = minimizeSync({ ...PROGRAMS[name], merit });
          log(`${name} by ${merit}: ${status} after ${iterations}`);
          return status === 'converged' ? iterations : 300;
        };
        const names = ['HS27', 'HS42', 'HS77', 'HS78', 'HS79'] as const;
        return {
          "iterations over l1's": names.map((name) => iterations(name, 'eal') / iterations(name, 'l1')),
        };
      },
    },
    gold: { "iterations over l1's": { atMost: 0.9 } },
    landmarks: ['HS27 by eal: converged'],
    verdict: 'holds in part',
    remark: 'The gain is robustness: l1 nearly fails on HS27, and takes as many iterations on the others.',
  },
  {
    name: 'cheap-sketches',
    claim: 'Randomized sketching makes the linear system of a step cheap to solve',
    source: LAGRANGIAN,
    shown: {
      what: 'first systems of HS78 and HS42 to a residual of 10⁻⁸, Gaussian combinations of seed 0: steps relative to MINRES',
      budget: 0.3,
      measure(log) {
        const steps = (name: 'HS78' | 'HS42', inner: 'sketch' | 'minres') => {
          const innerOptions = { tolerance: 1e-8, ...(inner === 'sketch' && { kind: 'gaussian' as const }) };
          const { statistics } = minimizeSync({ ...PROGRAMS[name], inner, innerOptions, maxIterations: 1 });
          log(`${name} by ${inner}: ${statistics.innerSteps} steps`);
          return statistics.innerSteps;
        };
        const ratio = (name: 'HS78' | 'HS42') => steps(name, 'sketch') / steps(name, 'minres');
        return { 'steps over those of MINRES': [ratio('HS78'), ratio('HS42')] };
      },
    },
    gold: { 'steps over those of MINRES': { atMost: 1 } },
    verdict: 'does not hold here',
    remark:
      'The steps of sketching grow with the square of the condition number; a factorization solves these systems directly.',
  },
  {
    name: 'between-walls',
    claim:
      'The filter line search converges where methods that enforce the linearized equations and the bounds get stuck',
    source: INTERIOR_POINT,
    shown: {
      what: 'minimize a subject to a² − b = 1, a − c = 1/2, b, c ≥ 0, from (−2, 3, 1); the solution is (1, 0, 1/2)',
      budget: 0.1,
      measure(log) {
        const { status, solution, statistics } = minimizeSync(STUCK_BETWEEN_WALLS);
        log(`${status} with ${statistics.restorations} restorations`);
        return { solution: Array.from(solution) };
      },
    },
    gold: { solution: { near: [1, 0, 0.5], absolute: 1e-7 } },
    landmarks: ['converged'],
    verdict: 'holds',
    remark: 'The sum of violations has a local minimum at a = −1, but the squared violation decreases there.',
  },
  {
    name: 'exact-finish',
    claim:
      "Newton's method on the active set terminates in finitely many steps, with active variables exactly on their bounds",
    source: ACTIVE_SET,
    shown: {
      what: 'string of 99 points above an obstacle: active-set steps, and largest distance of active points from the obstacle',
      budget: 0.5,
      measure(log) {
        const problem = stringAbove(99);
        const { status, solution, activeBounds, statistics } = minimizeSync(problem);
        const { lower = [] } = problem as { lower?: ArrayLike<number> };
        const distances = Array.from(solution, (value, i) =>
          activeBounds[i] === 0 ? 0 : value - (lower[i] ?? 0),
        );
        log(
          `${status}, ${activeBounds.reduce((sum, bound) => sum + Math.abs(bound), 0)} points on the obstacle`,
        );
        return { steps: statistics.activeSetSteps, distance: Math.max(...distances.map(Math.abs)) };
      },
    },
    gold: { steps: { atMost: 12 }, distance: { near: 0 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'inside-always',
    claim: 'Functions are never evaluated outside the bounds, even if differences replace derivatives',
    source: 'docs/constrained.md',
    shown: {
      what: 'x − ln x for x ≥ 0 from 0, and the string, all derivatives by differences: evaluations outside the bounds',
      budget: 0.5,
      measure(log) {
        let outside = 0;
        const guarded = (lower: ArrayLike<number>, f: (x: Float64Array) => number) => (x: Float64Array) => {
          if (x.some((value, i) => value < (lower[i] ?? 0))) outside++;
          return f(x);
        };
        const logarithm = guarded([0], ([x = 0]) => x - Math.log(x));
        log(minimizeSync({ objective: logarithm, lower: [0], initial: [0] }).status);
        const { objective, lower, initial } = stringAbove(15) as ReturnType<typeof stringAbove> & {
          objective: (x: Float64Array) => number;
          lower: Float64Array;
        };
        log(minimizeSync({ objective: guarded(lower, objective), lower, initial }).status);
        return { outside };
      },
    },
    gold: { outside: { near: 0 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'warm-starts',
    claim: 'Multipliers of a similar problem save more than half of the iterations',
    source: 'docs/constrained.md',
    shown: {
      what: 'HS43, its upper bounds 8, 10 and 5 relaxed by one part in a hundred nineteen times: iterations with the last multipliers relative to without',
      budget: 0.3,
      measure(log) {
        let [warm, cold, start] = [0, 0, {}];
        for (let k = 0; k < 20; k++) {
          const constraintUpper = [8, 10, 5].map((bound) => bound * (1 + 0.01 * k));
          const problem = { ...ROSEN_SUZUKI, constraintUpper };
          const [fromNear, fromAfar] = [minimizeSync({ ...problem, ...start }), minimizeSync(problem)];
          if (k > 0) [warm, cold] = [warm + fromNear.iterations, cold + fromAfar.iterations];
          const { solution, multipliers } = fromNear;
          start = { initial: solution, initialMultipliers: multipliers };
        }
        log(`${warm} beside ${cold}`);
        return { part: warm / cold };
      },
    },
    gold: { part: { atMost: 0.5 } },
    verdict: 'holds',
  },
  {
    name: 'any-grid',
    claim: 'Iterations for the control of a Poisson equation do not grow with the grid',
    source: 'docs/constrained.md',
    shown: {
      what: 'sides of 15, 31, 63 and 127 points, weight 10⁻³, reaction 10: iterations, and GMRES steps',
      budget: 0.5,
      async measure(log) {
        const found = [];
        for (const size of [15, 31, 63, 127]) {
          const { status, iterations, statistics } = await poissonControl({
            size,
            controlWeight: 1e-3,
            reaction: 10,
          });
          log(`${size}: ${status}`);
          found.push({ iterations, inner: statistics.innerSteps });
        }
        return {
          iterations: found.map(({ iterations }) => iterations),
          'inner steps': found.map(({ inner }) => inner),
        };
      },
    },
    gold: { iterations: { atMost: 8 }, 'inner steps': { atMost: 20 } },
    landmarks: ['15: converged', '31: converged', '63: converged', '127: converged'],
    verdict: 'holds',
  },
  {
    name: 'active-sets',
    claim: 'Newton steps on the active set converge in a few steps from nearby multipliers, to rounding',
    source: 'Hintermüller, Ito, Kunisch, SIAM J. Optim. 13, 2002',
    shown: {
      what: 'minimum variance of 50 stocks for 40 returns, each from the previous solution: programs that take at most three steps, factorizations relative to cold starts, residuals and gaps',
      budget: 0.2,
      measure(log) {
        const [warm, cold] = [true, false].map((chained) =>
          quadraticProgramsSync({ ...frontier(), chained }),
        ) as [ReturnType<typeof quadraticProgramsSync>, ReturnType<typeof quadraticProgramsSync>];
        log(`${warm.status}, from nothing ${cold.status}`);
        return {
          'of 39': warm.iterations.slice(1).filter((count) => count <= 3).length,
          'decompositions, share': warm.statistics.factorizations / cold.statistics.factorizations,
          errors: [...warm.primalResidual, ...warm.dualResidual, ...warm.dualityGap.map(Math.abs)],
        };
      },
    },
    gold: {
      'of 39': { atLeast: 36 },
      'decompositions, share': { atMost: 0.3 },
      errors: { atMost: 1e-12 },
    },
    landmarks: ['converged, from nothing converged'],
    verdict: 'holds',
  },
  {
    name: 'programs-beside-others',
    claim: 'Quadratic programs take no more time than with established solvers, and are more accurate',
    source: 'docs/constrained.md',
    shown: {
      what: "dense programs of 20 and 100 variables, portfolios of 50 and 200 stocks, 100 successive control programs with horizons of 20 and 160 steps, one thread: other solvers' times over ours",
      command: 'npm run bench:peers -- programs',
      statedIn: 'docs/constrained.md',
      answers: {
        'Clarabel over ours': [7.7, 51, 5.6, 8.5, 12, 9.1],
        'OSQP over ours': [8, 5, 3.7, 5.1, 2.3, 2],
        'PIQP over ours': [0.52, 0.56, 0.56, 0.62, 1.7, 1.7],
        'DAQP over ours': [0.32, 1.4, 0.34, 1.2, 3.4],
      },
    },
    gold: {
      'Clarabel over ours': { atLeast: 1 },
      'OSQP over ours': { atLeast: 1 },
      'PIQP over ours': { atLeast: 1 },
      'DAQP over ours': { atLeast: 1 },
    },
    verdict: 'holds in part',
    remark: 'PIQP is faster on dense programs, DAQP on small ones.',
  },
  {
    name: 'beside-others',
    claim: 'Newton steps with exact Hessians take no more iterations or time than established solvers',
    source: 'docs/constrained.md',
    shown: {
      what: "37 public problems, a chain, the control of an equation, and two regressions, one thread: other solvers' times over ours; Ipopt takes 381 iterations for the 37",
      command: 'npm run bench:peers -- constrained',
      statedIn: 'docs/constrained.md',
      answers: {
        'iterations for the 37': 311,
        'Ipopt over ours': [1.2, 13, 11, 5.6, 6.9],
        "SciPy's SLSQP over ours": [21, 0.89, 1.5],
      },
    },
    gold: {
      'iterations for the 37': { atMost: 381 },
      'Ipopt over ours': { atLeast: 1 },
      "SciPy's SLSQP over ours": { atLeast: 1 },
    },
    verdict: 'holds in part',
    remark:
      'SLSQP needs no Hessian, which dominates the time if observations are only a few times the coefficients.',
  },
  {
    name: 'certified-fits',
    claim:
      'A trust region after Moré, with singular values of the scaled Jacobian, solves hard fits, even from distant starts',
    source:
      'Moré, Lecture Notes in Mathematics 630, 1978; certified values: NIST, Statistical Reference Datasets',
    shown: {
      what: 'Misra1a, BoxBOD and MGH10 from both NIST starts: correct digits of the parameters and of their standard errors, and iterations',
      budget: 0.5,
      measure(log) {
        const found = Object.entries(DATA_SETS).flatMap(([name, { formula, x, y, starts, ...certified }]) =>
          starts.map((b) => {
            const model = { formula, inputs: { b: b.length, x: [] as number[] } };
            const fit = curveFitSync({ model, x, y, initial: { b } });
            log(`${name}: ${fit.status}`);
            return {
              parameters: digitsOf(fit.solution, certified.parameters),
              errors: digitsOf(fit.standardErrors ?? [], certified.standardErrors),
              iterations: fit.iterations,
            };
          }),
        );
        return {
          'digits of parameters': found.map(({ parameters }) => parameters),
          'digits of errors': found.map(({ errors }) => errors),
          iterations: found.map(({ iterations }) => iterations),
        };
      },
    },
    gold: {
      'digits of parameters': { atLeast: 6 },
      'digits of errors': { atLeast: 6 },
      iterations: { atMost: 300 },
    },
    landmarks: ['Misra1a: converged', 'BoxBOD: converged', 'MGH10: converged'],
    verdict: 'holds',
    remark: "MINPACK's initial radius is a hundred times larger; from there BoxBOD ends on a plateau.",
  },
];
