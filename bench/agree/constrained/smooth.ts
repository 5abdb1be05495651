// Smooth convex programs against Ipopt.

import { constrained } from 'superlinear';
import { at, dot, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareMinima, type Merit, ourSide } from '../verdict.js';

const NONE = Number.POSITIVE_INFINITY;

type Found = Reply & { readonly status: string; readonly solution?: number[] };

/** Exponentials and a square, on a ball and in a plane: strictly convex. */
interface Smooth {
  readonly slopes: number[][];
  readonly center: number[];
  readonly radius: number;
  readonly factor: number;
  readonly equations: number[][];
  readonly rightSide: number[];
  readonly initial: number[];
}

const smooth =
  (factor: (random: Random) => number, isFeasible: boolean) =>
  (random: Random): Smooth => {
    const n = random.integer(1, 5);
    const inside = random.list(n, () => random.uniform(-1, 1) / Math.sqrt(n));
    const equations = random.normals(random.integer(0, n - 1), n);
    return {
      slopes: random.normals(random.integer(1, 3), n),
      center: random.list(n, () => 2 * random.normal()),
      radius: isFeasible ? random.pick([1, 2, 10]) : random.pick([0.1, 0.5, 1]),
      factor: factor(random),
      equations,
      rightSide: equations.map((row) => (isFeasible ? dot(row, inside) : 3 * random.normal())),
      initial: random.list(n, () => random.normal()),
    };
  };

function posedSmooth({ slopes, center, radius, factor, equations, rightSide, initial }: Smooth) {
  const product = (row: number[]) => row.map((value, j) => `(${value}) * x[${j}]`).join(' + ');
  const inputs = { x: initial.length };
  const squares = center.map((value, j) => `(x[${j}] - (${value}))^2 / 2`);
  const objective = [...slopes.map((row) => `exp(${product(row)})`), ...squares].join(' + ');
  const rows = [initial.map((_, j) => `x[${j}]^2`).join(' + '), ...equations.map(product)];
  return {
    objective: { formula: `(${factor}) * (${objective})`, inputs },
    constraints: { formula: `[${rows.join(', ')}]`, inputs },
    constraintLower: [-NONE, ...rightSide],
    constraintUpper: [radius ** 2, ...rightSide],
    initial,
  };
}

function smoothMerit({ slopes, center, radius, equations, rightSide }: Smooth, x: ArrayLike<number>): Merit {
  const point = Array.from(x);
  const squares = sum(point.map((value, j) => (value - at(center, j)) ** 2)) / 2;
  const misses = equations.map((row, i) => dot(row, point) - at(rightSide, i));
  const violation = Math.max(largest(misses), dot(point, point) - radius ** 2);
  return { value: sum(slopes.map((row) => Math.exp(dot(row, point)))) + squares, violation };
}

export const smoothPrograms = subject<Smooth, constrained.MinimizeSolution, Found>({
  method: 'minimize',
  kinds: {
    tiny: smooth(() => 1, true),
    scaled: smooth((random) => random.pick([1e-8, 1e-3, 1e3, 1e6]), true),
    'perhaps infeasible': smooth(() => 1, false),
  },
  axes: [['slopes'], ['equations', 'rightSide'], ['center', 'initial', 'slopes.*', 'equations.*']],
  peer: 'smooth',
  pose: posedSmooth,
  solve: (problem, options) =>
    constrained.minimizeSync(problem as constrained.MinimizeExpressionsProblem, options),
  judge(model, outcome, { status, solution }) {
    const merit = status === 'converged' && solution ? smoothMerit(model, solution) : undefined;
    const ours = ourSide(outcome, (found) => smoothMerit(model, found.solution));
    // A tolerance of 1e-8 for the objective's slopes lets those of one times 1e-8 be anything.
    const tolerance = Math.max(1e-6, 1e-8 / Math.min(1, model.factor));
    return compareMinima(
      ours,
      { status, merit },
      { unit: 1 + Math.abs(merit?.value ?? 0), tolerance, feasibility: 1e-6 },
    );
  },
});
