/** Claims about functions as data: the cost and the structure of derivatives. */

import {
  define,
  describeSync,
  type ExpressionFunction,
  evaluateSync,
  gradientSync,
  hessianSync,
  jacobianSync,
  logsumexp,
  read,
  slice,
  stack,
  sum,
  trainSync,
} from '../families/expression.js';
import type { Claim } from './support/claim.js';
import { uniform } from './support/random.js';

const GRIEWANK = 'Griewank, Walther, Evaluating Derivatives, 2nd edition, 2008';
const COLORING = 'Gebremedhin, Manne, Pothen, What Color Is Your Jacobian?, SIAM Review 47 (2005)';

/** Total number of variables over all points of a chain. */
const LARGEST_CHAIN = 1e5;

/** Rosenbrock's function of adjacent variables. */
const chain = (n: number) => read(`sum(i in 0..${n - 2}: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)`, { x: n });

/** The objective of problem 77 of Hock and Schittkowski. */
const HS77 = '(x[0] - 1)^2 + (x[0] - x[1])^2 + (x[2] - 1)^2 + (x[3] - 1)^4 + (x[4] - 1)^6';
const HS77_CONSTRAINTS =
  '[x[0]^2 * x[3] + sin(x[3] - x[4]) - 2 sqrt(2), x[1] + x[2]^4 * x[3]^2 - 8 - sqrt(2)]';

/**
 * The sum of log(exp x_0 + exp x_i). Its Hessian has the shape of an arrow. It is not a sum of elementwise functions.
 */
const arrow = (n: number) =>
  define({ x: n }, ({ x }) => {
    const first = sum(slice(x, [0], [1]));
    const pairs = Array.from({ length: n - 1 }, (_, k) => stack([first, sum(slice(x, [k + 1], [1]))]));
    return sum(logsumexp(stack(pairs), 1));
  });

/** The sum of log(exp x_i + exp x_{i+1}). */
const neighbors = (n: number) =>
  define({ x: n }, ({ x }) => sum(logsumexp(stack([slice(x, [0], [n - 1]), slice(x, [1], [n - 1])], 1), 1)));

/** The row and column of each entry of a sparse matrix, as `row column`. */
function places({ jacobian }: { jacobian: ReturnType<typeof jacobianSync>['jacobian'] }): string[] {
  if (!('indptr' in jacobian)) return [];
  const { indptr, indices, rows } = jacobian;
  return Array.from({ length: rows }, (_, row) =>
    Array.from(indices.slice(indptr[row], indptr[row + 1]), (column) => `${row} ${column}`),
  ).flat();
}

/** Minimum processor time of a few calls, in microseconds. */
function leastTime(call: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const started = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(started);
    return user + system;
  });
  return Math.min(...times);
}

export const claims: readonly Claim[] = [
  {
    name: 'cheap-gradient',
    claim: 'A gradient costs at most five values, for any number of variables',
    source: `Baur, Strassen, The Complexity of Partial Derivatives, 1983; ${GRIEWANK}, section 4.6`,
    shown: {
      what: 'Rosenbrock’s chain of 10², 10³ and 10⁴ variables, at as many points as make 10⁵ numbers in all, one thread: processor time of values with gradients relative to values alone',
      budget: 1,
      measure() {
        const x = uniform(1, LARGEST_CHAIN);
        const ratios = [1e2, 1e3, 1e4].map((n) => {
          const points = { x: { rows: LARGEST_CHAIN / n, columns: n, data: x } };
          const [problem, options] = [{ function: chain(n), points }, { threads: 1 }];
          // The first call compiles and allocates.
          gradientSync(problem, options);
          const value = leastTime(() => evaluateSync(problem, options));
          return leastTime(() => gradientSync(problem, options)) / value;
        });
        return { 'gradient over value': ratios };
      },
    },
    gold: { 'gradient over value': { atMost: 5 } },
    verdict: 'holds',
    remark: 'Both sides include the call itself, and the gradient’s side the memory of its result.',
  },
  {
    name: 'memory-of-a-gradient',
    claim: 'The memory of reverse mode is proportional to the number of operations',
    source: `${GRIEWANK}, section 4.6`,
    shown: {
      what: 'Rosenbrock’s chain of 10³, 10⁴ and 10⁵ variables: bytes of value and gradient relative to the bytes of x',
      budget: 0.3,
      measure() {
        const over = [1e3, 1e4, 1e5].map((n) => describeSync({ function: chain(n) }).memory / (8 * n));
        return { 'bytes over those of x': over };
      },
    },
    gold: { 'bytes over those of x': { atMost: 3 } },
    verdict: 'holds',
    remark:
      'Intermediate results of one pass over the operations stay in registers, so that memory is little more than the gradient itself.',
  },
  {
    name: 'arrow-star-coloring',
    claim: 'Two products with vectors determine all entries of an arrow-shaped Hessian, by a star coloring',
    source: `${COLORING}, section 5`,
    shown: {
      what: 'the sum of log(exp x₀ + exp xᵢ) over i from 1 to 49, not a sum of elementwise functions',
      budget: 0.1,
      measure(log) {
        const { hessian } = describeSync({ function: arrow(50) });
        log(hessian.method);
        return { colors: hessian.colors, nonzeros: hessian.nonzeros };
      },
    },
    gold: { colors: { near: 2 }, nonzeros: { near: 99 } },
    landmarks: ['products'],
    verdict: 'holds',
  },
  {
    name: 'tridiagonal-star-coloring',
    claim: 'Three products with vectors determine all entries of a tridiagonal Hessian of any size',
    source: `${COLORING}, section 5; Powell, Toint, SIAM Journal on Numerical Analysis 16 (1979)`,
    shown: {
      what: 'the sum of log(exp xᵢ + exp xᵢ₊₁) for 50, 500 and 5000 variables',
      budget: 0.2,
      measure(log) {
        const found = [50, 500, 5000].map((n) => describeSync({ function: neighbors(n) }).hessian);
        log(found.map(({ method }) => method).join(', '));
        return { colors: found.map(({ colors }) => colors), nonzeros: found.map((h) => h.nonzeros) };
      },
    },
    gold: { colors: { near: [3, 3, 3] }, nonzeros: { near: [99, 999, 9999] } },
    landmarks: ['products, products, products'],
    verdict: 'holds',
  },
  {
    name: 'exact-sparsity',
    claim: 'The structure of derivatives is exact: it omits entries that are zero everywhere',
    source:
      'Andersson, Gillis, Horn, Rawlings, Diehl, CasADi, Mathematical Programming Computation 11 (2019), section 3',
    shown: {
      what: 'problem 77 of Hock and Schittkowski: entries of the Jacobian, and of the lower triangle of the Lagrangian’s Hessian',
      budget: 0.1,
      measure() {
        const x = [1.1, 1.2, 1.3, 1.4, 0.6];
        const constraints = read(HS77_CONSTRAINTS, { x: 5 });
        const lagrangian = read(`${HS77} + sum(l * ${HS77_CONSTRAINTS})`, { x: 5, l: 2 });
        const first = jacobianSync({ function: constraints, points: { x }, format: 'sparse' });
        const points = { x, l: [0.2, -0.1] };
        const second = hessianSync({ function: lagrangian, points, format: 'sparse' });
        return { jacobian: places(first), hessian: places({ jacobian: second.hessian }) };
      },
    },
    gold: {
      jacobian: { equals: ['0 0', '0 3', '0 4', '1 1', '1 2', '1 3'] },
      hessian: { equals: ['0 0', '1 0', '1 1', '2 2', '3 0', '3 2', '3 3', '4 3', '4 4'] },
    },
    verdict: 'holds',
  },
  {
    name: 'repeated-structure',
    claim:
      'A sum over an index keeps its structure, so that derivatives are formed for one term, for any number of terms',
    source: 'Shin, Anitescu, Pacaud, Accelerating Optimal Power Flow with GPUs: SIMD Abstraction, 2024',
    shown: {
      what: 'Rosenbrock’s chain of 10², 10³ and 10⁵ variables: nodes, and the method for the Hessian',
      budget: 0.5,
      measure(log) {
        const found = [1e2, 1e3, 1e5].map((n) => describeSync({ function: chain(n) }));
        log(found.map(({ hessian }) => hessian.method).join(', '));
        return {
          nodes: found.map(({ nodes }) => nodes),
          nonzeros: found.map(({ hessian }) => hessian.nonzeros),
        };
      },
    },
    gold: { nodes: { atMost: 14 }, nonzeros: { near: [199, 1999, 199_999] } },
    landmarks: ['elements, elements, elements'],
    verdict: 'holds',
  },
  {
    name: 'adam-step',
    claim: 'The size of Adam’s steps is about the learning rate, for any scale of the gradients',
    source: 'Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, section 2.1',
    shown: {
      what: 'c (w − 1)² from w = 0 for c = 10⁻³, 1 and 10³: first step at a learning rate of 0.01',
      budget: 0.1,
      measure() {
        const loss: ExpressionFunction<'c' | 'w'> = read('c * (w - 1)^2', { c: [], w: [] });
        const steps = [1e-3, 1, 1e3].map((c) => {
          const problem = { loss, rows: { c: [c] }, parameters: { w: 0 }, learningRate: 0.01, epochs: 1 };
          return trainSync(problem).parameters.w[0] as number;
        });
        return { steps };
      },
    },
    gold: { steps: { near: [0.01, 0.01, 0.01], relative: 1e-4 } },
    verdict: 'holds',
  },
];
