// Functions as formulas: values, gradients and second derivatives against Taylor arithmetic, and that against JAX.

import { expression } from 'superlinear';
import { certifyEvaluate, certifyGradient, certifyHessian } from '../../../test/certificates/expression.js';
import { at, largest, rowsOf } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Finding, type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

/** An operation and its parts; of `entry`, `number` and `integerPower` some are numbers. */
type Tree = readonly [operation: string, ...parts: (Tree | number)[]];

interface Function {
  readonly tree: Tree;
  readonly x: number[];
}

const SMOOTH = [
  ...['exp', 'expm1', 'sin', 'cos', 'tanh', 'sinh', 'atan', 'asinh', 'erf', 'erfc', 'sigmoid', 'softplus'],
];
/** Of numbers from 1/2 on. */
const OF_POSITIVE = ['log', 'sqrt', 'log1p', 'log2', 'log10', 'cbrt', 'lgamma', 'digamma'];
const BENT = ['abs', 'relu', 'sign', 'floor', 'ceil', 'round', 'trunc'];
/** The sum of all results for the matrix of the parts; right sides are 1, 2, … */
const OF_MATRIX = ['det', 'logdet', 'inverse', 'cholesky', 'solve'];
const REDUCTIONS = ['sum', 'product', 'mean', 'logsumexp', 'squaredNorm'];
const BENT_REDUCTIONS = [...REDUCTIONS, 'amin', 'amax'];
/** Of two vectors a and b; `triangle` is a sum over the triangle of their products, weighted by an index. */
const PAIRED: Readonly<Record<string, (a: string, b: string, length: number) => string>> = {
  dot: (a, b) => `dot(${a}, ${b})`,
  recurrence: (a, b) => `sum(recurrence(${a}, ${b}))`,
  cumprod: (a, b) => `dot(cumprod(${a}), ${b})`,
  triangle: (a, b, length) => `sum(i in 0..${length - 1}, j in 0..i: (i + 1) * (${a})[i] * (${b})[j])`,
};

/** The operations of trees. */
interface Taste {
  readonly unary: readonly string[];
  readonly binary: readonly string[];
  /** Of vectors; none if the trees have no vectors. */
  readonly reductions: readonly string[];
}

const number = (random: Random): Tree => [
  'number',
  random.chance(0.5) ? random.integer(-3, 3) : random.normal(),
];

const leaf = (random: Random, length: number, isVector: boolean): Tree => {
  if (isVector) return ['whole'];
  return random.chance(0.7) ? ['entry', random.integer(0, length - 1)] : number(random);
};

/** A tree of some depth whose value is one number, or as many as there are entries. */
function tree(random: Random, taste: Taste, length: number, depth: number, isVector = false): Tree {
  if (depth === 0) return leaf(random, length, isVector);
  const part = (whole = isVector) => tree(random, taste, length, depth - 1, whole);
  const either = () => part(isVector && random.chance(0.7));
  const square = (): Tree => ['integerPower', part(), 2];
  switch (random.integer(0, isVector || taste.reductions.length === 0 ? 5 : 7)) {
    case 0:
      return [random.pick(taste.unary), part()];
    case 1:
      return ['integerPower', part(), random.integer(2, 5)];
    case 2:
      return [random.pick(OF_POSITIVE), ['+', ['number', 0.5], square()]];
    case 3:
      return ['/', part(), ['+', ['number', 1], square()]];
    case 4:
      return ['power', ['+', ['number', 0.3], square()], number(random)];
    case 6:
      return [random.pick(taste.reductions), part(true)];
    case 7:
      return [random.pick(Object.keys(PAIRED)), part(true), part(true)];
    default: {
      const operation = random.pick(taste.binary);
      if (operation === 'angle') return ['atan2', part(), ['+', ['number', 1], square()]];
      if (operation === 'distance') return ['hypot', part(), ['+', ['number', 1], square()]];
      if (operation === 'inverse') {
        const beyond = ['+', ['number', 1.5], square()] as const;
        return random.chance(0.5) ? ['acosh', beyond] : ['atanh', ['/', ['number', 1], beyond]];
      }
      if (operation === 'remainder') return ['mod', part(), number(random)];
      if (operation === 'combined')
        return ['combined', part(), number(random), part(), number(random), part(), either()];
      return operation === 'where'
        ? ['where', part(), number(random), part(), either()]
        : [operation, part(), either()];
    }
  }
}

/** A function of a matrix near a multiple of the identity, whose entries are trees. */
const ofMatrix =
  (entry: (random: Random) => number) =>
  (random: Random): Function => {
    const length = random.pick([1, 2, 3, 4]);
    const order = random.integer(1, 4);
    const taste = { ...PLAIN, binary: ['+', '-', '*'] };
    // Entries beside the diagonal are bounded, so that matrices are far from singular.
    const part = (): Tree => ['tanh', tree(random, taste, length, random.integer(0, 2))];
    const entries = Array.from({ length: order * order }, (_, k) =>
      k % (order + 1) === 0 ? (['+', ['number', order + 1], part()] as const) : part(),
    );
    return { tree: [random.pick(OF_MATRIX), ...entries], x: random.list(length, () => entry(random)) };
  };

const functions =
  (taste: Taste, entry: (random: Random) => number) =>
  (random: Random): Function => {
    // Vectors of one number have cases of their own.
    const length = random.pick([1, 1, 2, 3, 4]);
    return {
      tree: tree(random, taste, length, random.integer(1, 4)),
      x: random.list(length, () => entry(random)),
    };
  };

const PLAIN = { unary: SMOOTH, binary: ['+', '-', '*', 'angle', 'distance', 'inverse'], reductions: [] };

const KINDS = {
  elementary: functions(PLAIN, (random) => random.normal()),
  'of vectors': functions({ ...PLAIN, reductions: REDUCTIONS }, (random) => random.normal()),
  'with kinks': functions(
    {
      unary: [...SMOOTH, ...BENT],
      binary: ['min', 'max', 'where', 'combined', 'remainder', '+', '*'],
      reductions: BENT_REDUCTIONS,
    },
    (random) => random.normal(),
  ),
  'at integers': functions({ ...PLAIN, binary: ['+', '-', '*'], reductions: REDUCTIONS }, (random) =>
    random.integer(-2, 2),
  ),
  'of matrices': ofMatrix((random) => random.normal()),
  extreme: functions(
    { ...PLAIN, reductions: REDUCTIONS },
    (random) => random.normal() * random.pick([1e-8, 1e-3, 30, 1e3]),
  ),
};

/** A tree as a formula. */
function text([operation, ...parts]: Tree, length: number): string {
  const part = (k: number) => text(parts[k] as Tree, length);
  const paired = PAIRED[operation];
  if (paired !== undefined) return paired(part(0), part(1), length);
  if (operation === 'whole') return 'x';
  if (operation === 'entry') return `x[${parts[0]}]`;
  if (operation === 'number') return `(${parts[0]})`;
  if (operation === 'integerPower') return `(${part(0)})^${parts[1]}`;
  if (operation === 'power') return `(${part(0)})^${part(1)}`;
  if (operation === 'where') return `where(${part(0)} < ${part(1)}, ${part(2)}, ${part(3)})`;
  if (operation === 'combined') {
    const condition = `${part(0)} < ${part(1)} and not ${part(2)} <= ${part(3)} or ${part(1)} == ${part(3)}`;
    return `where(${condition}, ${part(4)}, ${part(5)})`;
  }
  if (OF_MATRIX.includes(operation)) {
    const order = Math.sqrt(parts.length);
    const numbers = Array.from({ length: order }, (_, k) => k);
    const rows = numbers.map((i) => `[${numbers.map((j) => part(order * i + j)).join(', ')}]`);
    const right = operation === 'solve' ? `, [${numbers.map((k) => k + 1).join(', ')}]` : '';
    return `sum(${operation}([${rows.join(', ')}]${right}))`;
  }
  if ('+-*/'.includes(operation)) return `(${part(0)} ${operation} ${part(1)})`;
  return `${operation}(${parts.map((_, k) => part(k)).join(', ')})`;
}

/** Trees with a part in the place of what it is a part of. */
function* smallerTrees(whole: Tree): Iterable<Tree> {
  const [operation, ...parts] = whole;
  for (const [k, part] of parts.entries()) {
    if (typeof part === 'number') continue;
    yield part;
    for (const less of smallerTrees(part)) yield [operation, ...parts.with(k, less)] as unknown as Tree;
  }
}

type Derivatives = Reply & {
  readonly value: number | null;
  readonly gradient: number[];
  readonly hessian: number[][];
  /** The change of each of them by the last digits of the point. */
  readonly noise: (number | null)[];
};

const pose = ({ tree, x }: Function) => ({
  function: { formula: text(tree, x.length), inputs: { x: x.length } },
  points: { x },
});

/** Numbers of one array, in units of its largest, or of 1: smaller ones may be what is left of larger parts. */
function* compareArrays(
  what: string,
  ours: number[],
  theirs: (number | null)[],
  noise: number | null | undefined,
): Iterable<Finding> {
  const finite = theirs.filter((value): value is number => value !== null);
  // Beyond the range of doubles each side has its own ways.
  if (finite.length < theirs.length) return;
  const unit = 1 + largest(finite);
  if (!Number.isFinite(unit) || typeof noise !== 'number') return;
  for (const [k, value] of ours.entries())
    yield* compareFigures(what, value, at(finite, k), 1e-9 * unit + noise);
}

/** The problem with its function as certificates take it. */
function read(problem: object) {
  const { function: text, ...rest } = problem as ReturnType<typeof pose>;
  return { ...rest, function: expression.read(text) };
}

const common = {
  kinds: KINDS,
  codes: ['tree'],
  peer: 'derivatives',
  mayBeInfinite: ['values', 'gradient', 'gradients', 'hessian'],
  pose,
  *smaller({ tree, x }: Function) {
    for (const less of smallerTrees(tree)) yield { tree: less, x };
  },
} as const;

export const subjects = [
  subject<Function, expression.EvaluateSolution, Derivatives>({
    ...common,
    method: 'evaluate',
    solve: (problem, options) => expression.evaluateSync(problem as expression.EvaluateProblem<'x'>, options),
    certify: (problem, solution) => certifyEvaluate(read(problem), solution),
    *judge(_, { solution }, { value, noise }) {
      if (solution !== undefined) yield* compareArrays('the value', [...solution.values], [value], noise[0]);
    },
  }),
  subject<Function, expression.GradientSolution<'x', 'x'>, Derivatives>({
    ...common,
    method: 'gradient',
    solve: (problem, options) =>
      expression.gradientSync(problem as expression.GradientProblem<'x', 'x'>, options),
    certify: (problem, solution) => certifyGradient(read(problem), solution),
    *judge(_, { solution }, { gradient, noise }) {
      if (solution !== undefined)
        yield* compareArrays('the gradient', [...solution.gradients.x], gradient, noise[1]);
    },
  }),
  subject<Function, expression.HessianSolution, Derivatives>({
    ...common,
    method: 'hessian',
    solve: (problem, options) =>
      expression.hessianSync(problem as expression.HessianProblem<'x', 'x'>, options),
    certify: (problem, solution) => certifyHessian(read(problem), solution),
    *judge(_, { solution }, { gradient, hessian, noise }) {
      if (solution === undefined) return;
      yield* compareArrays('the gradient', [...solution.gradient], gradient, noise[1]);
      yield* compareArrays('the Hessian', rowsOf(solution.hessian).flat(), hessian.flat(), noise[2]);
    },
  }),
];
